// Code of a context in blocks, which are executed in one go and counted as one. A block is known by
// its words and compared with them whenever it is executed; what a guest may write is not put into
// blocks at all, because it might change on the way.
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "../../core/environment.h"
#include "../../core/isa/isa.h"
#include "../../core/machine/frames.h"
#include "../../core/machine/page_table.h"
#include "../../core/memory.h"
#include "observe.h"

enum { BLOCK_MOST = 64, REGION_SIZE = PAGE_SIZE * PAGE_WORDS };

enum flow flow_of(uint32_t word) {
    enum isa_operation operation = isa_decode(word);
    if (isa_links(operation))
        return FLOW_CALL;
    bool by_register = isa_table[operation].kind == ISA_JUMP && operation != ISA_J;
    return by_register ? FLOW_JUMP_REGISTER : FLOW_ON;
}

struct code_page *code_page(struct seen *seen, uint32_t pc) {
    struct code_page ***region = &seen->code.regions[pc / REGION_SIZE];
    if (*region == NULL)
        *region = memory_new(PAGE_WORDS * sizeof **region);
    struct code_page **page = &(*region)[pc / PAGE_SIZE % PAGE_WORDS];
    if (*page == NULL) {
        *page = memory_new(sizeof **page);
        (*page)->address = page_start(pc);
        (*page)->next = seen->code.pages;
        seen->code.pages = *page;
    }
    return *page;
}

static void settle(struct code_page *page, struct block *block) {
    for (uint32_t i = 0; i < block->count; i++)
        page->counts[block->pc / 4 % PAGE_WORDS + i] += block->executed;
    block->executed = 0;
}

void code_settle(struct code *code) {
    for (struct code_page *page = code->pages; page != NULL; page = page->next) {
        for (uint32_t i = 0; i < PAGE_WORDS; i++) {
            if (page->blocks[i] != NULL)
                settle(page, page->blocks[i]);
        }
    }
}

// How many of at most `most` instructions belong to a block. A likely branch ends it: whether its
// slot is executed is not known before.
static uint32_t measure(const uint32_t *words, uint32_t most, uint32_t subset, uint32_t *branch) {
    *branch = NO_BRANCH;
    for (uint32_t i = 0; i < most; i++) {
        enum isa_operation operation = isa_decode_in(words[i], subset);
        if (operation == ISA_RESERVED || operation == ISA_SYSCALL || operation == ISA_BREAK)
            return i;
        if (isa_table[operation].kind == ISA_LIKELY) {
            *branch = i;
            return i + 1;
        }
        if (!isa_has_slot(operation))
            continue;
        // A slot that is not in reach, or is none, is executed alone.
        *branch = i;
        if (i + 1 == most)
            return i + 1;
        operation = isa_decode_in(words[i + 1], subset);
        bool is_plain = !isa_has_slot(operation) && isa_table[operation].kind != ISA_TRAP;
        return is_plain ? i + 2 : i + 1;
    }
    return most;
}

static struct block *make(struct seen *seen, struct code_page *page, uint32_t pc,
                          const uint32_t *words, uint32_t subset) {
    uint32_t index = pc / 4 % PAGE_WORDS;
    uint32_t most = PAGE_WORDS - index < BLOCK_MOST ? PAGE_WORDS - index : BLOCK_MOST;
    uint32_t function = names_function(seen->names, pc);
    uint32_t branch;
    uint32_t end = seen->names->functions[function].end;
    if (function != 0 && (end - pc) / 4 < most)
        most = (end - pc) / 4;
    uint32_t count = measure(words, most, subset, &branch);
    if (page->blocks[index] != NULL) {
        settle(page, page->blocks[index]);
        free(page->blocks[index]);
        page->blocks[index] = NULL;
    }
    if (count == 0)
        return NULL;
    struct block *block = memory_new(sizeof *block + count * sizeof block->words[0]);
    block->pc = pc;
    block->count = count;
    block->branch = branch;
    block->flow = branch == NO_BRANCH ? FLOW_ON : flow_of(words[branch]);
    block->function = function;
    memcpy(block->words, words, count * sizeof *words);
    page->blocks[index] = block;
    return block;
}

struct block *block_at(struct seen *seen, const uint32_t *context) {
    uint32_t pc = context[CONTEXT_PC];
    uint32_t table;
    if (context[CONTEXT_NEXT_PC] != pc + 4 || pc % 4 != 0 || pc > USER_LIMIT)
        return NULL;
    uint32_t entry = page_table_entry(seen->machine, context[CONTEXT_PAGE_TABLE], pc, &table);
    if (!page_table_allows(entry, ACCESS_EXECUTE) || page_table_allows(entry, ACCESS_WRITE))
        return NULL;
    struct code_page *page = code_page(seen, pc);
    const uint32_t *words = frame_words(seen->machine, page_start(entry)) + pc / 4 % PAGE_WORDS;
    struct block *block = page->blocks[pc / 4 % PAGE_WORDS];
    if (block == NULL || memcmp(block->words, words, block->count * sizeof *words) != 0)
        block = make(seen, page, pc, words, context[CONTEXT_SUBSET]);
    return block;
}
