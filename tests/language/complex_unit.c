// The same with the unit for floating point.
#include "complex.c"
