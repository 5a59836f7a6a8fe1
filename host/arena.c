// Frames on the host: offsets in one reservation of 4 GiB, backed by a memory file so that a
// translator can map a frame at more than one address. Pages are committed when they are touched.
// Words are kept in the order of the host, which has to be little-endian.
#define _GNU_SOURCE
#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "../core/command_line.h"
#include "../core/environment.h"
#include "../core/machine/frames.h"
#include "memory_file.h"

enum { ARENA_LEAST = 1 << 24, SPARE = 1 << 23 };

static const uint32_t committed_size = 32 * PAGE_SIZE; // at once, which costs less than one by one
static uint64_t arena_size = 0x100000000u;
static unsigned char *arena;
static int file = -1;
static uint64_t next_frame;

// Limits of the shell may forbid so large a file (ulimit -f, -n): then memory has no name, and the
// translator no windows. Or so much address space (ulimit -v): then it is less.
static bool reserve_size(uint64_t size) {
    file = memfd_create("mixter-frames", MFD_CLOEXEC);
    if (file >= 0 && ftruncate(file, (off_t)size) != 0) {
        close(file);
        file = -1;
    }
    int flags = MAP_SHARED | MAP_NORESERVE | (file < 0 ? MAP_ANONYMOUS : 0);
    arena = mmap(NULL, size, PROT_READ | PROT_WRITE, flags, file, 0);
    if (arena == MAP_FAILED && file >= 0)
        close(file);
    return arena != MAP_FAILED;
}

static void reserve(void) {
    // Something has to be left for what frames are cached in.
    void *spare = mmap(NULL, SPARE, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    while (!reserve_size(arena_size)) {
        arena_size /= 2;
        if (arena_size >= ARENA_LEAST)
            continue;
        fprintf(stderr,
                "%s: the limit of address space (ulimit -v) is too small: at least %d KiB more are "
                "needed\n",
                program_invocation_short_name, ARENA_LEAST / 1024);
        exit(STATUS_USAGE);
    }
    if (spare != MAP_FAILED)
        munmap(spare, SPARE);
    next_frame = PAGE_SIZE; // 0 is no frame
}

// Where the system cannot do that, frames are committed when they are touched.
static void commit(uint32_t frame) {
#ifdef MADV_POPULATE_WRITE
    madvise(arena + frame, committed_size, MADV_POPULATE_WRITE);
#else
    (void)frame;
#endif
}

uint32_t environment_new_frame(void) {
    if (arena == NULL)
        reserve();
    if (next_frame == arena_size)
        return 0;
    if (next_frame % committed_size == 0)
        commit((uint32_t)next_frame);
    uint32_t frame = (uint32_t)next_frame;
    next_frame += PAGE_SIZE;
    return frame;
}

uint32_t *frame_words(uint32_t frame) {
    return (uint32_t *)(void *)(arena + frame);
}

int memory_file(void) {
    return file;
}
