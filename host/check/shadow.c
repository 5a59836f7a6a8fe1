// What is known of memory: a byte for each byte of the address space. Pages of the host that nobody
// has touched are zero: not accessible. The bits of bytes that are defined in part are in a table
// beside it.
#define _GNU_SOURCE
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "../../core/memory.h"
#include "check.h"

enum { GUARD = 0x10000 };
static const uint64_t shadow_size =
    0x100000000u; // addresses that a program computes may be anything

struct partial {
    uint32_t address; // 0: unused
    uint32_t mask;
};

bool shadow_start(struct checker *checker) {
    unsigned char *memory = mmap(NULL, shadow_size + 2 * GUARD, PROT_READ | PROT_WRITE,
                                 MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (memory == MAP_FAILED)
        return false;
    checker->shadow = memory + GUARD;
    return true;
}

void shadow_end(struct checker *checker) {
    munmap(checker->shadow - GUARD, shadow_size + 2 * GUARD);
    free(checker->partials);
}

void shadow_set(struct checker *checker, uint32_t address, uint32_t size, enum shadow_state state) {
    memset(shadow_at(checker, address), state, size);
}

bool shadow_covers(const struct checker *checker, uint32_t address) {
    return stack_permissions(&checker->image, checker->break_start, checker->break_now, address) !=
           0;
}

// ---- bits ----

// The entry of an address, or a free one.
static struct partial *find_partial(const struct checker *checker, uint32_t address) {
    uint32_t at = address * 0x9e3779b1u & (checker->partial_capacity - 1);
    while (checker->partials[at].address != 0 && checker->partials[at].address != address)
        at = (at + 1) & (checker->partial_capacity - 1);
    return &checker->partials[at];
}

// Entries of bytes that are defined in part no more go when the table grows.
static void grow_partials(struct checker *checker) {
    struct partial *old = checker->partials;
    uint32_t count = checker->partial_capacity;
    uint32_t live = 0;
    for (uint32_t i = 0; i < count; i++)
        live += old[i].address != 0 && *shadow_at(checker, old[i].address) == SHADOW_PARTIAL;
    uint32_t capacity = 1024;
    while (capacity < live * 4)
        capacity *= 2;
    checker->partials = memory_new(capacity * sizeof *checker->partials);
    checker->partial_capacity = capacity;
    checker->partial_count = live;
    for (uint32_t i = 0; i < count; i++)
        if (old[i].address != 0 && *shadow_at(checker, old[i].address) == SHADOW_PARTIAL)
            *find_partial(checker, old[i].address) = old[i];
    free(old);
}

uint32_t shadow_mask(const struct checker *checker, uint32_t address) {
    switch (*shadow_at(checker, address)) {
    case SHADOW_DEFINED: return 0;
    case SHADOW_PARTIAL: return find_partial(checker, address)->mask;
    default: return 0xff;
    }
}

void shadow_set_mask(struct checker *checker, uint32_t address, uint32_t mask) {
    mask &= 0xff;
    if (mask == 0 || mask == 0xff) {
        *shadow_at(checker, address) = mask == 0 ? SHADOW_DEFINED : SHADOW_UNDEFINED;
        return;
    }
    *shadow_at(checker, address) = SHADOW_PARTIAL;
    if (checker->partial_count * 2 >= checker->partial_capacity)
        grow_partials(checker);
    struct partial *partial = find_partial(checker, address);
    checker->partial_count += partial->address == 0;
    *partial = (struct partial){address, mask};
}

// ---- ranges ----

void shadow_copy(struct checker *checker, uint32_t to, uint32_t from, uint32_t size) {
    unsigned char *target = shadow_at(checker, to);
    const unsigned char *source = shadow_at(checker, from);
    if (memchr(source, SHADOW_PARTIAL, size) == NULL) {
        memmove(target, source, size);
        for (uint32_t i = 0; i < size; i++)
            target[i] = target[i] == SHADOW_NO_ACCESS ? SHADOW_UNDEFINED : target[i];
        return;
    }
    uint32_t *masks = memory_new(size * sizeof *masks);
    for (uint32_t i = 0; i < size; i++)
        masks[i] = shadow_mask(checker, from + i);
    for (uint32_t i = 0; i < size; i++)
        shadow_set_mask(checker, to + i, masks[i]);
    free(masks);
}

uint32_t shadow_first_bad(const struct checker *checker, uint32_t address, uint32_t size) {
    const unsigned char *bytes = shadow_at(checker, address);
    const unsigned char *bad = memchr(bytes, SHADOW_NO_ACCESS, size);
    return bad == NULL ? address + size : address + (uint32_t)(bad - bytes);
}

bool shadow_is_defined(const struct checker *checker, uint32_t address, uint32_t size) {
    static const unsigned char defined[8] = {1, 1, 1, 1, 1, 1, 1, 1}; // SHADOW_DEFINED
    const unsigned char *bytes = shadow_at(checker, address);
    for (; size >= sizeof defined; size -= sizeof defined, bytes += sizeof defined)
        if (memcmp(bytes, defined, sizeof defined) != 0)
            return false;
    return memcmp(bytes, defined, size) == 0;
}

uint32_t shadow_first_undefined(const struct checker *checker, uint32_t address, uint32_t size) {
    uint32_t i = 0;
    while (i < size && *shadow_at(checker, address + i) == SHADOW_DEFINED)
        i++;
    return address + i;
}
