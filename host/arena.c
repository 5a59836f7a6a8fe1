// Frames on the host: offsets in one reservation of 4 GiB, backed by a memory file so that a
// translator can map a frame at more than one address. Pages are committed when they are touched.
// Words are kept in the order of the host, which has to be little-endian.
#define _GNU_SOURCE
#include <errno.h>
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

static const uint64_t arena_size = 0x100000000u;
static const uint32_t committed_size = 32 * PAGE_SIZE; // at once, which costs less than one by one
static unsigned char *arena;
static int file;
static uint32_t next_frame;

static void fail(const char *what) {
    fprintf(stderr, "%s: cannot %s: %s\n", program_invocation_short_name, what, strerror(errno));
    exit(STATUS_USAGE);
}

static void reserve(void) {
    file = memfd_create("mixter-frames", MFD_CLOEXEC);
    if (file < 0 || ftruncate(file, (off_t)arena_size) != 0)
        fail("make a memory file of 4 GiB");
    arena = mmap(NULL, arena_size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_NORESERVE, file, 0);
    if (arena == MAP_FAILED)
        fail("reserve 4 GiB of address space (see ulimit -v)");
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
    if (next_frame == 0)
        return 0;
    if (next_frame % committed_size == 0)
        commit(next_frame);
    uint32_t frame = next_frame;
    next_frame += PAGE_SIZE; // 0 after the last one
    return frame;
}

uint32_t *frame_words(uint32_t frame) {
    return (uint32_t *)(void *)(arena + frame);
}

int memory_file(void) {
    return file;
}
