// The same by routines, for mips32.
#include "complex.c"
