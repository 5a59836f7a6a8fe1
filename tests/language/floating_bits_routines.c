// The same by routines on mips32.
#include "floating_bits.c"
