// Memory on the host, from reservations of 64 MiB, less where address space is short. They ask for
// large pages: page faults on small pages would cost more than the work done with them. Pages are
// committed on first touch.
#define _GNU_SOURCE
#include <stddef.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/resource.h>

#include "../core/environment.h"

static const size_t most_reserved = 64 * 1024 * 1024;
static const size_t large_page = 2 * 1024 * 1024;
static unsigned char *next;
static size_t left;

static void *reserve(size_t size) {
    unsigned char *memory = mmap(NULL, size, PROT_READ | PROT_WRITE,
                                 MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (memory == MAP_FAILED)
        return NULL;
    madvise(memory, size, MADV_HUGEPAGE); // if that cannot be had, pages are small
    return memory;
}

// `ulimit -v` counts everything in this program.
static size_t reservation(void) {
    struct rlimit limit;
    if (getrlimit(RLIMIT_AS, &limit) != 0 || limit.rlim_cur / 32 > most_reserved)
        return most_reserved;
    return limit.rlim_cur / 32 > 2 * large_page ? (size_t)limit.rlim_cur / 32 : 2 * large_page;
}

void *environment_memory(uint32_t size) {
    size_t reserved = size > left ? reservation() : 0;
    if (size > left && size > reserved / 2 - large_page / 2)
        return reserve(size);
    if (size > left) {
        unsigned char *memory = reserve(reserved);
        if (memory == NULL)
            return NULL;
        size_t unaligned = large_page - (uintptr_t)memory % large_page;
        next = memory + unaligned;
        left = reserved - unaligned;
    }
    void *memory = next;
    size_t taken = ((size_t)size + 7) / 8 * 8;
    next += taken;
    left -= taken;
    return memory;
}
