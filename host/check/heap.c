// malloc and its family, by their symbols. A call is let into the program's own allocator with more
// bytes than were asked for, and comes back at an address where there is no code. Blocks that are
// freed stay for a while, so that nothing else is there when they are used again: the call is left
// out, and later freed in its place.
#include <stdlib.h>
#include <string.h>

#include "../../core/memory.h"
#include "check.h"

// Freed blocks that are kept: bytes, and blocks, of which more would take long to get at.
enum { QUARANTINE = 0x800000, QUARANTINE_BLOCKS = 0x4000 };

enum { LARGEST = 0x7f000000 };

static const struct {
    const char *name;
    enum family family;
} families[] = {
    {"malloc", FAMILY_MALLOC},
    {"calloc", FAMILY_CALLOC},
    {"realloc", FAMILY_REALLOC},
    {"free", FAMILY_FREE},
    {"cfree", FAMILY_FREE},
    {"aligned_alloc", FAMILY_ALIGNED},
    {"memalign", FAMILY_ALIGNED},
    {"posix_memalign", FAMILY_POSIX},
    {"__libc_malloc", FAMILY_MALLOC},
    {"__libc_calloc", FAMILY_CALLOC},
    {"__libc_realloc", FAMILY_REALLOC},
    {"__libc_free", FAMILY_FREE},
    {"__libc_memalign", FAMILY_ALIGNED},
};

bool heap_is_inside(const struct checker *checker) {
    return checker->pending.action != ACTION_NONE;
}

// ---- hooks ----

static int compare_hooks(const void *left, const void *right) {
    const struct hook *a = left, *b = right;
    return a->address < b->address ? -1 : a->address > b->address;
}

// A function of the program itself may have the name of one of the library's.
static bool is_of_library(const struct checker *checker, uint32_t address) {
    struct source_line line;
    return !image_line_at(&checker->image, address, &line) || line.file == NULL ||
           line.file[0] == '<' || strstr(line.file, "lib/") != NULL ||
           strstr(line.file, "string/") != NULL;
}

static void add_hook(struct checker *checker, const struct symbol *symbol) {
    struct hook hook = {symbol->address, FAMILY_NONE, 0};
    for (size_t i = 0; i < sizeof families / sizeof families[0]; i++)
        if (strcmp(symbol->name, families[i].name) == 0)
            hook.family = (uint8_t)families[i].family;
    if (hook.family == FAMILY_NONE && is_of_library(checker, symbol->address))
        hook.string = (uint8_t)strings_find(symbol->name);
    if (hook.family != FAMILY_NONE || hook.string != 0)
        checker->hooks[checker->hook_count++] = hook;
}

bool heap_start(struct checker *checker) {
    uint32_t count = image_symbol_count(&checker->image);
    checker->heap.buckets = memory_new(BUCKETS * sizeof *checker->heap.buckets);
    checker->hooks = memory_new((count + 1) * sizeof *checker->hooks);
    for (uint32_t i = 0; i < count; i++) {
        struct symbol symbol = image_symbol(&checker->image, i);
        if (symbol.name != NULL && symbol.is_function)
            add_hook(checker, &symbol);
    }
    qsort(checker->hooks, checker->hook_count, sizeof *checker->hooks, compare_hooks);
    for (uint32_t i = 0; i < checker->hook_count; i++)
        checker->hooked[checker->hooks[i].address / 4 % HOOKED] = true;
    return true;
}

void heap_end(struct checker *checker) {
    for (uint32_t i = 0; i < BUCKETS; i++) {
        for (struct heap_block *block = checker->heap.buckets[i], *next; block != NULL;
             block = next) {
            next = block->next;
            free(block);
        }
    }
    free(checker->heap.buckets);
    free(checker->hooks);
}

struct hook *checker_hook(const struct checker *checker, uint32_t pc) {
    if (!checker->hooked[pc / 4 % HOOKED])
        return NULL;
    const struct hook key = {.address = pc};
    return bsearch(&key, checker->hooks, checker->hook_count, sizeof *checker->hooks,
                   compare_hooks);
}

// ---- blocks ----

static struct heap_block **bucket_of(const struct checker *checker, uint32_t address) {
    return &checker->heap.buckets[(address * 0x9e3779b1u) >> 16]; // of 2^16
}

static struct heap_block *find_block(const struct checker *checker, uint32_t address) {
    struct heap_block *block = *bucket_of(checker, address);
    while (block != NULL && block->address != address)
        block = block->next;
    return block;
}

// How far an address is from a block, 0 within.
static uint32_t distance(const struct heap_block *block, uint32_t address) {
    if (address < block->address)
        return block->address - address;
    uint32_t past = address - block->address;
    return past < block->size ? 0 : past - block->size + 1;
}

struct heap_block *heap_block_near(const struct checker *checker, uint32_t address) {
    struct heap_block *best = NULL;
    uint32_t least = 0x10000; // farther away it is not about this block
    for (uint32_t i = 0; i < BUCKETS; i++) {
        for (struct heap_block *block = checker->heap.buckets[i]; block != NULL;
             block = block->next) {
            uint32_t far = distance(block, address);
            // At the same distance from two, it is past the end of the first.
            if (far < least || (far == least && best != NULL && block->address < best->address)) {
                best = block;
                least = far;
            }
        }
    }
    return best;
}

static void remove_block(struct checker *checker, struct heap_block *block) {
    struct heap_block **link = bucket_of(checker, block->address);
    while (*link != block)
        link = &(*link)->next;
    *link = block->next;
    free(block);
}

// A block belongs to the program from now on.
static void give(struct checker *checker, struct heap_block *block, enum shadow_state state) {
    block->state = BLOCK_LIVE;
    checker->heap.allocations++;
    checker->heap.bytes += block->size;
    shadow_set(checker, block->address, block->size, state);
    shadow_set(checker, block->address + block->size, REDZONE, SHADOW_NO_ACCESS);
}

static void add_block(struct checker *checker, uint32_t address, const struct pending *pending) {
    struct heap_block *block = find_block(checker, address);
    if (block == NULL) {
        block = memory_new(sizeof *block);
        block->next = *bucket_of(checker, address);
        *bucket_of(checker, address) = block;
    }
    block->address = address;
    block->size = pending->size;
    block->is_aligned = pending->is_aligned;
    block->allocated = pending->calls;
    give(checker, block, pending->is_zero ? SHADOW_DEFINED : SHADOW_UNDEFINED);
}

static void quarantine(struct checker *checker, struct heap_block *block,
                       const struct calls *calls) {
    struct heap *heap = &checker->heap;
    block->state = BLOCK_FREED;
    block->freed = *calls;
    block->later = NULL;
    if (heap->newest != NULL)
        heap->newest->later = block;
    else
        heap->oldest = block;
    heap->newest = block;
    heap->quarantined += block->size;
    heap->quarantine_blocks++;
    shadow_set(checker, block->address, block->size, SHADOW_NO_ACCESS);
}

static bool is_too_much(const struct checker *checker) {
    const struct heap *heap = &checker->heap;
    return heap->oldest != NULL &&
           (heap->quarantined > QUARANTINE || heap->quarantine_blocks > QUARANTINE_BLOCKS);
}

static struct heap_block *take_oldest(struct heap *heap) {
    struct heap_block *block = heap->oldest;
    heap->oldest = block->later;
    if (heap->oldest == NULL)
        heap->newest = NULL;
    heap->quarantined -= block->size;
    heap->quarantine_blocks--;
    return block;
}

// Small blocks that have left the quarantine are given to the next who asks for that size, without
// the allocator.
static bool recycle(struct heap *heap, struct heap_block *block) {
    if (block->size > RECYCLED_MOST || block->is_aligned ||
        heap->recycled_bytes + block->size > QUARANTINE)
        return false;
    block->later = heap->recycled[block->size];
    heap->recycled[block->size] = block;
    heap->recycled_bytes += block->size;
    return true;
}

static struct heap_block *take_recycled(struct heap *heap, uint32_t size) {
    struct heap_block *block = size <= RECYCLED_MOST ? heap->recycled[size] : NULL;
    if (block == NULL)
        return NULL;
    heap->recycled[size] = block->later;
    heap->recycled_bytes -= block->size;
    return block;
}

// A block that the allocator has to get back, which is forgotten now; 0: none. `all`: of those that
// are free.
static uint32_t next_to_free(struct checker *checker, bool all) {
    struct heap *heap = &checker->heap;
    struct heap_block *block = NULL;
    while (block == NULL && (all ? heap->oldest != NULL : is_too_much(checker))) {
        block = take_oldest(heap);
        if (!all && recycle(heap, block))
            block = NULL;
    }
    for (uint32_t size = 0; all && block == NULL && size <= RECYCLED_MOST; size++)
        block = take_recycled(heap, size);
    if (block == NULL)
        return 0;
    uint32_t address = block->address;
    remove_block(checker, block);
    return address;
}

// ---- calls ----

static void go(uint32_t *context, uint32_t pc) {
    context[CONTEXT_PC] = pc;
    context[CONTEXT_NEXT_PC] = pc + 4;
}

// Returns to the caller without having been called.
static bool leave_out(struct checker *checker, uint32_t *context, uint32_t result) {
    context[REGISTER_V0] = result;
    checker_set_register(checker, REGISTER_V0, 0, 0);
    go(context, context[REGISTER_RA]);
    return true;
}

static bool let_in(struct checker *checker, uint32_t *context, struct pending pending) {
    pending.return_address = context[REGISTER_RA];
    pending.entry = context[CONTEXT_PC];
    memcpy(pending.arguments, context + REGISTER_A0, sizeof pending.arguments);
    checker->pending = pending;
    context[REGISTER_RA] = RETURN_ADDRESS;
    return true;
}

static bool allocate(struct checker *checker, uint32_t *context, uint32_t size, uint32_t *argument,
                     bool is_zero) {
    struct pending pending = {.action = ACTION_ALLOCATE, .size = size, .is_zero = is_zero};
    if (size < LARGEST)
        *argument = size + REDZONE;
    stack_calls(checker, context, &pending.calls);
    return let_in(checker, context, pending);
}

static void find_wrong(struct checker *checker, uint32_t address, const char *what) {
    report(checker, &(struct finding){
                        .error = ERROR_FREE, .address = address, .bad = address, .what = what});
}

static uint32_t entry_of(const struct checker *checker, enum family family) {
    for (uint32_t i = 0; i < checker->hook_count; i++)
        if (checker->hooks[i].family == family)
            return checker->hooks[i].address;
    return 0;
}

// Calls free for a block instead.
static bool free_instead(uint32_t *context, uint32_t entry, uint32_t address) {
    context[REGISTER_A0] = address;
    context[REGISTER_RA] = RETURN_ADDRESS;
    go(context, entry);
    return true;
}

static bool call_free(struct checker *checker, uint32_t *context, uint32_t address) {
    struct heap_block *block = find_block(checker, address);
    struct calls calls;
    if (address == 0)
        return leave_out(checker, context, context[REGISTER_V0]);
    if (block == NULL || block->state == BLOCK_FREED) {
        find_wrong(checker, address, block == NULL ? "invalid free" : "double free");
        return leave_out(checker, context, context[REGISTER_V0]);
    }
    stack_calls(checker, context, &calls);
    quarantine(checker, block, &calls);
    uint32_t other = next_to_free(checker, false);
    if (other == 0)
        return leave_out(checker, context, context[REGISTER_V0]);
    let_in(checker, context, (struct pending){.action = ACTION_RELEASE});
    return free_instead(context, context[CONTEXT_PC], other);
}

static bool call_malloc(struct checker *checker, uint32_t *context) {
    struct heap_block *block = take_recycled(&checker->heap, context[REGISTER_A0]);
    if (block == NULL)
        return allocate(checker, context, context[REGISTER_A0], context + REGISTER_A0, false);
    stack_calls(checker, context, &block->allocated);
    give(checker, block, SHADOW_UNDEFINED);
    return leave_out(checker, context, block->address);
}

static bool call_realloc(struct checker *checker, uint32_t *context) {
    uint32_t address = context[REGISTER_A0];
    struct heap_block *block = find_block(checker, address);
    if (address != 0 && (block == NULL || block->state == BLOCK_FREED)) {
        find_wrong(checker, address,
                   block == NULL ? "invalid realloc" : "realloc of a freed block");
        return leave_out(checker, context, 0);
    }
    context[REGISTER_A0] = 0; // always a new block
    allocate(checker, context, context[REGISTER_A1], context + REGISTER_A1, false);
    if (address != 0) {
        checker->pending.action = ACTION_REALLOCATE;
        checker->pending.old = address;
    }
    return true;
}

static bool call_calloc(struct checker *checker, uint32_t *context) {
    uint64_t size = (uint64_t)context[REGISTER_A0] * context[REGISTER_A1];
    if (size >= LARGEST)
        return allocate(checker, context, LARGEST, context + REGISTER_A0, true);
    context[REGISTER_A0] = 1;
    return allocate(checker, context, (uint32_t)size, context + REGISTER_A1, true);
}

static bool call(struct checker *checker, uint32_t *context, enum family family) {
    uint32_t *a0 = context + REGISTER_A0;
    switch (family) {
    case FAMILY_MALLOC: return call_malloc(checker, context);
    case FAMILY_CALLOC: return call_calloc(checker, context);
    case FAMILY_REALLOC: return call_realloc(checker, context);
    case FAMILY_FREE: return call_free(checker, context, a0[0]);
    case FAMILY_ALIGNED:
        allocate(checker, context, a0[1], a0 + 1, false);
        checker->pending.is_aligned = true;
        return true;
    case FAMILY_POSIX:
        allocate(checker, context, a0[2], a0 + 2, false);
        checker->pending.action = ACTION_ALLOCATE_AT;
        checker->pending.is_aligned = true;
        checker->pending.old = a0[0];
        return true;
    default: return false;
    }
}

// ---- returns ----

static bool give_back(struct checker *checker, uint32_t *context) {
    uint32_t to = checker->pending.return_address;
    checker->pending.action = ACTION_NONE;
    context[REGISTER_RA] = to;
    checker_set_register(checker, REGISTER_V0, 0, 0);
    go(context, to);
    return true;
}

// Where there was no memory, all that is in the quarantine is freed first.
static bool retry(struct checker *checker, uint32_t *context) {
    struct pending *pending = &checker->pending;
    uint32_t entry = entry_of(checker, FAMILY_FREE);
    uint32_t address = entry != 0 ? next_to_free(checker, true) : 0;
    pending->retries = address != 0;
    if (address != 0)
        return free_instead(context, entry, address);
    if (pending->retried)
        return give_back(checker, context);
    pending->retried = true;
    memcpy(context + REGISTER_A0, pending->arguments, sizeof pending->arguments);
    context[REGISTER_RA] = RETURN_ADDRESS;
    go(context, pending->entry);
    return true;
}

// The word at an address that the allocator has just written.
static uint32_t word_at(const struct checker *checker, uint32_t address) {
    struct subject subject = checker_subject(checker);
    uint32_t word = 0;
    subject_word(&subject, address, &word);
    return word;
}

static bool finish_allocation(struct checker *checker, uint32_t *context) {
    struct pending *pending = &checker->pending;
    uint32_t result = context[REGISTER_V0];
    bool has_failed = result == 0;
    if (pending->action == ACTION_ALLOCATE_AT) {
        has_failed = result != 0;
        result = word_at(checker, pending->old);
    }
    if (has_failed)
        return pending->retried || pending->size >= LARGEST ? give_back(checker, context)
                                                            : retry(checker, context);
    if (pending->action == ACTION_REALLOCATE) {
        struct heap_block *old = find_block(checker, pending->old);
        uint32_t size = old->size < pending->size ? old->size : pending->size;
        if (!memory_copy(checker, context, result, old->address, size))
            return true; // again, once the page is there
        add_block(checker, result, pending);
        shadow_copy(checker, result, old->address, size);
        quarantine(checker, old, &pending->calls);
        return give_back(checker, context);
    }
    add_block(checker, result, pending);
    if (pending->action == ACTION_ALLOCATE_AT)
        shadow_set(checker, pending->old, 4, SHADOW_DEFINED);
    return give_back(checker, context);
}

static bool finish(struct checker *checker, uint32_t *context) {
    struct pending *pending = &checker->pending;
    if (pending->retries)
        return retry(checker, context);
    if (pending->action != ACTION_RELEASE)
        return finish_allocation(checker, context);
    uint32_t other = next_to_free(checker, false);
    return other == 0 ? give_back(checker, context) : free_instead(context, pending->entry, other);
}

bool heap_intercept(struct checker *checker, uint32_t *context) {
    if (context[CONTEXT_PC] == RETURN_ADDRESS && heap_is_inside(checker))
        return finish(checker, context);
    const struct hook *hook = checker_hook(checker, context[CONTEXT_PC]);
    if (hook == NULL || heap_is_inside(checker))
        return false;
    if (hook->family != FAMILY_NONE)
        return call(checker, context, (enum family)hook->family);
    if (strings_call(checker, context, hook->string))
        return leave_out(checker, context, context[REGISTER_V0]);
    return true;
}
