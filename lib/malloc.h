// glibc: more of the heap.
#ifndef __MALLOC_H
#define __MALLOC_H

#include <stdlib.h>

#pragma library "malloc.c"
size_t malloc_usable_size(void *__memory);

void *memalign(size_t __alignment, size_t __size);
void *pvalloc(size_t __size);

#define M_MXFAST         1
#define M_TRIM_THRESHOLD (-1)
#define M_TOP_PAD        (-2)
#define M_MMAP_THRESHOLD (-3)
#define M_MMAP_MAX       (-4)

int malloc_trim(size_t __keep);
int mallopt(int __parameter, int __value);

#endif
