// libcstar, internal: wide text as the narrow text that others can read.
#ifndef __NARROW_H
#define __NARROW_H

#include <stdlib.h>
#include <wchar.h>

// A copy on the heap of the characters up to the first one that is not in ASCII, each of which has
// one byte, so that ends can be told. NULL: there is no memory.
#pragma library "wide_number.c"
char *__narrow(const wchar_t *__text);

#endif
