// Blocks that nothing points to when the program ends: neither registers, nor the stack, nor
// variables, nor what these lead to. A pointer into a block, not only to its beginning, keeps it.
#include <stdlib.h>

#include "../../core/memory.h"
#include "check.h"

struct marking {
    struct checker *checker;
    struct subject subject;
    struct heap_block **blocks; // by address
    uint32_t count;
    struct heap_block **found; // to be looked into
    uint32_t found_count;
};

static int compare(const void *left, const void *right) {
    const struct heap_block *const *a = left, *const *b = right;
    return (*a)->address < (*b)->address ? -1 : (*a)->address > (*b)->address;
}

static struct heap_block *block_with(const struct marking *marking, uint32_t address) {
    uint32_t low = 0, high = marking->count;
    while (high > low) {
        uint32_t middle = low + (high - low) / 2;
        if (marking->blocks[middle]->address <= address)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == 0)
        return NULL;
    struct heap_block *block = marking->blocks[low - 1];
    // One past the end still is a pointer of the block.
    return address - block->address <= block->size ? block : NULL;
}

static void mark_word(struct marking *marking, uint32_t word) {
    struct heap_block *block = block_with(marking, word);
    if (block == NULL || block->is_reachable)
        return;
    block->is_reachable = true;
    marking->found[marking->found_count++] = block;
}

static void mark_range(struct marking *marking, uint32_t start, uint32_t end) {
    uint32_t word;
    for (uint32_t at = (start + 3) & ~3u; at + 4 <= end && at >= start; at += 4)
        if (shadow_is_defined(marking->checker, at, 4) &&
            subject_word(&marking->subject, at, &word))
            mark_word(marking, word);
}

static void collect(struct marking *marking) {
    struct heap *heap = &marking->checker->heap;
    uint32_t capacity = 0;
    for (uint32_t i = 0; i < BUCKETS; i++)
        for (struct heap_block *block = heap->buckets[i]; block != NULL; block = block->next)
            capacity += block->state == BLOCK_LIVE;
    marking->blocks = memory_new((capacity + 1) * sizeof *marking->blocks);
    marking->found = memory_new((capacity + 1) * sizeof *marking->found);
    for (uint32_t i = 0; i < BUCKETS; i++)
        for (struct heap_block *block = heap->buckets[i]; block != NULL; block = block->next)
            if (block->state == BLOCK_LIVE)
                marking->blocks[marking->count++] = block;
    qsort(marking->blocks, marking->count, sizeof *marking->blocks, compare);
}

static void mark(struct marking *marking) {
    struct checker *checker = marking->checker;
    for (uint32_t i = 0; i < 32; i++) // others have what is left of calls
        if (i == REGISTER_GP || i == REGISTER_S8 || (i >= 16 && i < 24))
            mark_word(marking, checker->context[i]);
    for (uint32_t i = 0; i < checker->image.segment_count; i++) {
        const struct segment *segment = &checker->image.segments[i];
        mark_range(marking, segment->address, segment->address + segment->memory_size);
    }
    mark_range(marking, checker->context[REGISTER_SP], STACK_TOP);
    while (marking->found_count > 0) {
        struct heap_block *block = marking->found[--marking->found_count];
        mark_range(marking, block->address, block->address + block->size);
    }
}

static bool is_same(const struct calls *one, const struct calls *other) {
    bool same = one->count == other->count;
    for (uint32_t i = 0; same && i < one->count; i++)
        same = one->pcs[i] == other->pcs[i];
    return same;
}

// Those of one place together.
static void report_lost(struct marking *marking) {
    for (uint32_t i = 0; i < marking->count; i++) {
        struct heap_block *block = marking->blocks[i];
        uint32_t blocks = 0;
        uint64_t bytes = 0;
        for (uint32_t j = i; j < marking->count && !block->is_reachable; j++) {
            struct heap_block *other = marking->blocks[j];
            if (other->is_reachable || !is_same(&block->allocated, &other->allocated))
                continue;
            blocks++;
            bytes += other->size;
            other->is_reachable = j != i; // has been counted
        }
        if (blocks > 0)
            report_leak(marking->checker, &block->allocated, blocks, bytes);
    }
}

void leaks_report(struct checker *checker) {
    if (checker->context == NULL)
        return;
    struct marking marking = {.checker = checker, .subject = checker_subject(checker)};
    collect(&marking);
    mark(&marking);
    report_lost(&marking);
    free(marking.blocks);
    free(marking.found);
}
