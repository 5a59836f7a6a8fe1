// POSIX: memory that is mapped. The kernel serves none, so that programs take the heap.
#ifndef __SYS_MMAN_H
#define __SYS_MMAN_H

#include <sys/types.h>

#define PROT_NONE  0
#define PROT_READ  1
#define PROT_WRITE 2
#define PROT_EXEC  4

#define MAP_SHARED    0x001
#define MAP_PRIVATE   0x002
#define MAP_FIXED     0x010
#define MAP_ANONYMOUS 0x800
#define MAP_ANON      MAP_ANONYMOUS
#define MAP_FAILED    ((void *)-1)

#define MS_ASYNC      1
#define MS_INVALIDATE 2
#define MS_SYNC       4

#pragma library "mman.c"
void *mmap(void *__address, size_t __size, int __protection, int __flags, int __descriptor,
           off_t __offset) __LARGE(mmap);
int munmap(void *__address, size_t __size);
int mprotect(void *__address, size_t __size, int __protection);
int msync(void *__address, size_t __size, int __flags);

#ifdef __USE_LARGEFILE64
void *mmap64(void *__address, size_t __size, int __protection, int __flags, int __descriptor,
             off64_t __offset);
#endif

#ifdef __USE_MISC
#pragma library "mincore.c"
int mincore(void *__address, size_t __size, unsigned char *__to);
#endif

#endif
