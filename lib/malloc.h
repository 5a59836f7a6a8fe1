// glibc: more of the heap.
#ifndef __MALLOC_H
#define __MALLOC_H

#include <stdlib.h>

#pragma library "malloc.c"
size_t malloc_usable_size(void *__memory);

#endif
