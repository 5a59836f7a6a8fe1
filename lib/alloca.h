// Memory that is given back when the function returns, as Linux has it.
#ifndef __ALLOCA_H
#define __ALLOCA_H

#include <stddef.h>

#define alloca(size) __builtin_alloca(size)

#endif
