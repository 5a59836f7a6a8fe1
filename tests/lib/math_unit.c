// The same with the unit for floating point.
#include "math.c"
