// libcstar: the heap. Chunks follow each other without gaps; each starts with a word that holds its
// size (a multiple of 8) and two flags. What the user gets begins behind that word, at a multiple
// of 8:
//
//      | size + flags | ... user's bytes ...                  |    in use
//      | size + flags | next free | previous free | ... | size |    free
//
// Free chunks are merged with free neighbours at once and kept in lists by size: one for each size
// below 512, eight for each power of two above. The last chunk, `top`, is in no list and grows by
// brk.
#define _GNU_SOURCE 1
#include <errno.h>
#include <malloc.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    WORD = sizeof(unsigned),
    IN_USE = 1,
    PREVIOUS_IN_USE = 2,
    GRAIN = 8,
    LEAST = 16,
    SMALL = 512, // sizes below have a list each
    SMALL_LISTS = SMALL / GRAIN,
    GROUP = 8,           // lists of a power of two
    GROUPS = 30,         // 8 of small sizes, then 2^9 to 2^30
    TRIES = 16,          // chunks to look at in a list that may hold too small ones
    GROWTH = 128 * 1024, // least step of the break
    LARGEST = 0x7fff0000
};

typedef struct chunk chunk;

struct chunk {
    unsigned header;
    chunk *next;
    chunk *previous;
};

static chunk *lists[GROUPS * GROUP];
static unsigned members[GROUPS]; // chunks in the lists of a group
static unsigned groups;          // groups from here on are empty
static chunk *top;
static unsigned top_size;

static chunk *chunk_at(chunk *base, unsigned offset) {
    return (chunk *)((char *)base + offset);
}

static unsigned chunk_size(chunk *block) {
    return block->header / GRAIN * GRAIN;
}

static unsigned list_of(unsigned size) {
    if (size < SMALL) {
        return size / GRAIN;
    }
    unsigned list = SMALL_LISTS;
    unsigned unit = SMALL / GROUP;
    unsigned limit = 2 * SMALL;
    while (size >= limit) {
        list += GROUP;
        unit += unit;
        limit += limit;
    }
    return list + size / unit - GROUP;
}

static void insert(chunk *block, unsigned size) {
    unsigned list = list_of(size);
    unsigned group = list / GROUP;
    chunk *first = lists[list];
    block->header = size + PREVIOUS_IN_USE;
    block->next = first;
    block->previous = NULL;
    *(unsigned *)((char *)block + size - WORD) = size;
    if (first != NULL) {
        first->previous = block;
    }
    lists[list] = block;
    members[group]++;
    if (group >= groups) {
        groups = group + 1;
    }
}

static void take_out(chunk *block, unsigned size) {
    unsigned list = list_of(size);
    chunk *next = block->next;
    chunk *previous = block->previous;
    if (next != NULL) {
        next->previous = previous;
    }
    if (previous != NULL) {
        previous->next = next;
    } else {
        lists[list] = next;
    }
    members[list / GROUP]--;
}

// The first list with chunks from `list` on, or GROUPS * GROUP.
static unsigned next_list(unsigned list) {
    unsigned group = list / GROUP;
    if (group < groups && members[group] != 0) {
        for (; list / GROUP == group; list++) {
            if (lists[list] != NULL) {
                return list;
            }
        }
    }
    for (group++; group < groups; group++) {
        if (members[group] != 0) {
            list = group * GROUP;
            while (lists[list] == NULL) {
                list++;
            }
            return list;
        }
    }
    while (groups != 0 && members[groups - 1] == 0) {
        groups--;
    }
    return GROUPS * GROUP;
}

static chunk *find_free(unsigned size) {
    unsigned list = list_of(size);
    if (list >= SMALL_LISTS) {
        int tries = TRIES;
        for (chunk *block = lists[list]; block != NULL && tries != 0; block = block->next) {
            if (block->header >= size) {
                return block;
            }
            tries--;
        }
        list++;
    }
    if (list / GROUP >= groups) {
        return NULL;
    }
    list = next_list(list);
    return list == GROUPS * GROUP ? NULL : lists[list];
}

// Puts `block`, which has the space up to `size`, in use with `wanted` of it. What follows says
// that its previous chunk is free.
static void cut(chunk *block, unsigned size, unsigned wanted) {
    unsigned flags = block->header / PREVIOUS_IN_USE % 2 * PREVIOUS_IN_USE + IN_USE;
    if (size - wanted >= LEAST) {
        block->header = wanted + flags;
        insert(chunk_at(block, wanted), size - wanted);
        return;
    }
    block->header = size + flags;
    chunk_at(block, size)->header += PREVIOUS_IN_USE;
}

// Closes `top` with a chunk of 8 bytes that is always in use: the break has been moved by somebody
// else.
static void close_top(void) {
    unsigned size = top_size - GRAIN;
    chunk_at(top, size)->header = GRAIN + IN_USE;
    if (size >= LEAST) {
        insert(top, size);
    } else {
        top->header = top_size + PREVIOUS_IN_USE + IN_USE;
    }
}

// Makes `top` larger than `size` + LEAST.
static int grow_top(unsigned size) {
    unsigned growth = size + LEAST - top_size;
    growth = (growth + GROWTH - 1) / GROWTH * GROWTH;
    char *memory = sbrk(0);
    unsigned gap = 0;
    if (top == NULL || memory != (char *)top + top_size) {
        growth = (size + LEAST + GROWTH - 1) / GROWTH * GROWTH;
        gap = (GRAIN + WORD - (unsigned)memory % GRAIN) % GRAIN;
    }
    if (growth >= LARGEST || sbrk((int)(growth + gap)) == (void *)-1) {
        errno = ENOMEM;
        return 0;
    }
    if (top != NULL && memory == (char *)top + top_size) {
        top_size += growth;
        return 1;
    }
    if (top != NULL) {
        close_top();
    }
    top = (chunk *)(memory + gap);
    top_size = growth / GRAIN * GRAIN;
    return 1;
}

// The size of the chunk for `size` bytes, 0 (ENOMEM) if it is absurd.
static unsigned chunk_size_for(size_t size) {
    if (size > LARGEST) {
        errno = ENOMEM;
        return 0;
    }
    unsigned wanted = (size + WORD + GRAIN - 1) / GRAIN * GRAIN;
    return wanted < LEAST ? LEAST : wanted;
}

void *malloc(size_t size) {
    unsigned wanted = chunk_size_for(size);
    if (wanted == 0) {
        return NULL;
    }
    chunk *block;
    if (groups != 0) {
        block = find_free(wanted);
        if (block != NULL) {
            unsigned found = chunk_size(block);
            take_out(block, found);
            cut(block, found, wanted);
            return (char *)block + WORD;
        }
    }
    if (top_size < wanted + LEAST && !grow_top(wanted)) {
        return NULL;
    }
    block = top;
    block->header = wanted + PREVIOUS_IN_USE + IN_USE;
    top = chunk_at(block, wanted);
    top_size -= wanted;
    return (char *)block + WORD;
}

size_t malloc_usable_size(void *memory) {
    return memory == NULL ? 0 : chunk_size((chunk *)((char *)memory - WORD)) - WORD;
}

void free(void *memory) {
    if (memory == NULL) {
        return;
    }
    chunk *block = (chunk *)((char *)memory - WORD);
    unsigned size = chunk_size(block);
    if (block->header / PREVIOUS_IN_USE % 2 == 0) {
        unsigned before = *(unsigned *)((char *)block - WORD);
        block = (chunk *)((char *)block - before);
        take_out(block, before);
        size += before;
    }
    chunk *next = chunk_at(block, size);
    if (next == top) {
        top = block;
        top_size += size;
        return;
    }
    if (next->header % 2 == 0) {
        unsigned after = chunk_size(next);
        take_out(next, after);
        size += after;
    } else {
        next->header -= PREVIOUS_IN_USE;
    }
    insert(block, size);
}

// Gives back what a chunk in use has beyond `wanted`.
static void shrink(chunk *block, unsigned wanted) {
    unsigned size = chunk_size(block);
    if (size - wanted < LEAST) {
        return;
    }
    chunk *rest = chunk_at(block, wanted);
    block->header -= size - wanted;
    rest->header = size - wanted + PREVIOUS_IN_USE + IN_USE;
    free((char *)rest + WORD);
}

// Extends a chunk in use into the free space behind it, if that suffices.
static int extend(chunk *block, unsigned wanted) {
    unsigned size = chunk_size(block);
    chunk *next = chunk_at(block, size);
    if (next == top) {
        unsigned more = wanted - size;
        if (top_size < more + LEAST && (!grow_top(more) || chunk_at(block, size) != top)) {
            return 0;
        }
        block->header += more;
        top = chunk_at(top, more);
        top_size -= more;
        return 1;
    }
    if (next->header % 2 != 0 || size + chunk_size(next) < wanted) {
        return 0;
    }
    unsigned after = chunk_size(next);
    take_out(next, after);
    cut(block, size + after, wanted);
    return 1;
}

void *realloc(void *memory, size_t size) {
    if (memory == NULL) {
        return malloc(size);
    }
    unsigned wanted = chunk_size_for(size);
    if (wanted == 0) {
        return NULL;
    }
    chunk *block = (chunk *)((char *)memory - WORD);
    unsigned old = chunk_size(block);
    if (wanted <= old) {
        shrink(block, wanted);
        return memory;
    }
    if (extend(block, wanted)) {
        return memory;
    }
    void *moved = malloc(size);
    if (moved != NULL) {
        memcpy(moved, memory, old - WORD);
        free(memory);
    }
    return moved;
}

void *calloc(size_t count, size_t size) {
    if (size != 0 && count > SIZE_MAX / size) {
        errno = ENOMEM;
        return NULL;
    }
    void *memory = malloc(count * size);
    return memory == NULL ? NULL : memset(memory, 0, count * size);
}

// The chunk is made too large; what is before the aligned address becomes a chunk of its own and is
// freed.
void *aligned_alloc(size_t alignment, size_t size) {
    unsigned wanted = chunk_size_for(size);
    if (wanted == 0 || alignment <= GRAIN) {
        return wanted == 0 ? NULL : malloc(size);
    }
    if (alignment > LARGEST - size) {
        errno = ENOMEM;
        return NULL;
    }
    char *memory = malloc(size + alignment + LEAST);
    if (memory == NULL) {
        return NULL;
    }
    chunk *block = (chunk *)(memory - WORD);
    unsigned past = (unsigned)memory % alignment;
    if (past != 0) {
        unsigned front = alignment - past;
        if (front < LEAST) {
            front += alignment;
        }
        chunk *aligned = chunk_at(block, front);
        aligned->header = chunk_size(block) - front + PREVIOUS_IN_USE + IN_USE;
        block->header -= chunk_size(block) - front;
        free(memory);
        memory += front;
        block = aligned;
    }
    shrink(block, wanted);
    return memory;
}

int posix_memalign(void **memory, size_t alignment, size_t size) {
    if (alignment < WORD) {
        return EINVAL;
    }
    int saved = errno;
    void *block = aligned_alloc(alignment, size);
    errno = saved;
    if (block == NULL) {
        return ENOMEM;
    }
    *memory = block;
    return 0;
}

// glibc: an alignment that is no power of two becomes the next one.
void *memalign(size_t alignment, size_t size) {
    size_t power = GRAIN;
    while (power < alignment && power <= LARGEST / 2) {
        power += power;
    }
    return aligned_alloc(power, size);
}

void *valloc(size_t size) {
    return aligned_alloc((size_t)getpagesize(), size);
}

void *pvalloc(size_t size) {
    size_t page = (size_t)getpagesize();
    if (size > LARGEST) {
        errno = ENOMEM;
        return NULL;
    }
    return aligned_alloc(page, (size + page - 1) / page * page);
}

// Nothing is given back to the system,
int malloc_trim(size_t keep) {
    (void)keep;
    return 0;
}

// and there are no parameters.
int mallopt(int parameter, int value) {
    (void)parameter, (void)value;
    return 0;
}
