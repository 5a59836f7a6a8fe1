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

#define MADV_NORMAL     0
#define MADV_RANDOM     1
#define MADV_SEQUENTIAL 2
#define MADV_WILLNEED   3
#define MADV_DONTNEED   4

#define POSIX_MADV_NORMAL     MADV_NORMAL
#define POSIX_MADV_RANDOM     MADV_RANDOM
#define POSIX_MADV_SEQUENTIAL MADV_SEQUENTIAL
#define POSIX_MADV_WILLNEED   MADV_WILLNEED
#define POSIX_MADV_DONTNEED   MADV_DONTNEED

#define MCL_CURRENT 1
#define MCL_FUTURE  2

int madvise(void *__address, size_t __size, int __advice);
int posix_madvise(void *__address, size_t __size, int __advice);
int mlock(const void *__address, size_t __size);
int munlock(const void *__address, size_t __size);
int mlockall(int __flags);
int munlockall(void);
int shm_open(const char *__name, int __flags, mode_t __mode);
int shm_unlink(const char *__name);

#ifdef __USE_LARGEFILE64
void *mmap64(void *__address, size_t __size, int __protection, int __flags, int __descriptor,
             off64_t __offset);
#endif

#ifdef __USE_MISC
#pragma library "mincore.c"
int mincore(void *__address, size_t __size, unsigned char *__to);
#endif

#endif
