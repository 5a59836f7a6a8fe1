// The same with the unit for floating point.
#include "floating_bits.c"
