// libcstar: what its own units share of floating point.
#ifndef __SOFT_H
#define __SOFT_H

#include "float/float.h"

#pragma library "soft.c"
struct float_environment *__soft_environment(void);

#endif
