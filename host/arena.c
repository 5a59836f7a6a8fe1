// Frames on the host: for each machine offsets in a reservation of 4 GiB, backed by a memory file
// so that a translator can map a frame at more than one address. Pages are committed when they are
// touched. Words are kept in the order of the host, which has to be little-endian.
#define _GNU_SOURCE
#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "../core/environment.h"
#include "../core/machine/frames.h"
#include "memory_file.h"

// ulimit -v has to leave that much.
enum { ARENA_LEAST = 1 << 24, SPARE = 1 << 23 };
#define LEAST_IN_WORDS "16384 KiB"

static const uint64_t arena_most = 0x100000000u;
static const uint32_t committed_size = 32 * PAGE_SIZE; // at once, which costs less than one by one

struct arena {
    unsigned char *memory;
    uint64_t size;
    uint64_t next_frame;
    int file;
};

// Limits of the shell may forbid so large a file (ulimit -f, -n): then memory has no name, and the
// translator no windows. Or so much address space (ulimit -v): then it is less.
static bool reserve(struct arena *arena) {
    arena->file = memfd_create("mixter-frames", MFD_CLOEXEC);
    if (arena->file >= 0 && ftruncate(arena->file, (off_t)arena->size) != 0) {
        close(arena->file);
        arena->file = -1;
    }
    int flags = MAP_SHARED | MAP_NORESERVE | (arena->file < 0 ? MAP_ANONYMOUS : 0);
    arena->memory = mmap(NULL, arena->size, PROT_READ | PROT_WRITE, flags, arena->file, 0);
    if (arena->memory == MAP_FAILED && arena->file >= 0)
        close(arena->file);
    return arena->memory != MAP_FAILED;
}

struct arena *environment_arena(unsigned char **memory, const char **wrong) {
    struct arena *arena = calloc(1, sizeof *arena);
    if (arena == NULL)
        return NULL;
    // Leaves address space for the caches of frames.
    void *spare = mmap(NULL, SPARE, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    arena->size = arena_most;
    arena->next_frame = PAGE_SIZE; // 0 is no frame
    while (!reserve(arena)) {
        arena->size /= 2;
        if (arena->size >= ARENA_LEAST)
            continue;
        *wrong = "the limit of address space (ulimit -v) is too small: at least " LEAST_IN_WORDS
                 " more are needed";
        free(arena);
        return NULL;
    }
    if (spare != MAP_FAILED)
        munmap(spare, SPARE);
    *memory = arena->memory;
    return arena;
}

void environment_arena_free(struct arena *arena) {
    munmap(arena->memory, arena->size);
    if (arena->file >= 0)
        close(arena->file);
    free(arena);
}

// If the system cannot do that, frames are committed on first touch.
static void commit(unsigned char *frame) {
#ifdef MADV_POPULATE_WRITE
    madvise(frame, committed_size, MADV_POPULATE_WRITE);
#else
    (void)frame;
#endif
}

uint32_t environment_new_frame(struct arena *arena) {
    if (arena->next_frame == arena->size)
        return 0;
    if (arena->next_frame % committed_size == 0)
        commit(arena->memory + arena->next_frame);
    uint32_t frame = (uint32_t)arena->next_frame;
    arena->next_frame += PAGE_SIZE;
    return frame;
}

void environment_prefetch(const void *memory, uint32_t size) {
    enum { CACHE_LINE = 64 };
    for (uint32_t i = 0; i < size; i += CACHE_LINE)
        __builtin_prefetch((const unsigned char *)memory + i);
}

int memory_file(const struct arena *arena) {
    return arena->file;
}
