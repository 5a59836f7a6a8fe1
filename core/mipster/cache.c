// Spaces and decoded pages.
#include "cache.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "../environment.h"
#include "../isa/isa.h"
#include "../machine/page_table.h"
#include "../panic.h"

static struct space *spaces[SPACES_MAX];
static struct decoded_page *decoded_pages[FRAME_COUNT]; // by frame number
static struct decoded_page *all_pages;
static uint32_t page_count;

static unsigned mapping_holder; // derives cached pages from page tables
static unsigned code_holder;    // derives decoded pages from the frames executed
static bool registered;

static void forget_space(struct space *space) {
    for (uint32_t i = 0; i < CACHED_PAGES; i++) {
        uint32_t elsewhere = (i + 1) % CACHED_PAGES * PAGE_SIZE;
        space->read_page[i] = space->write_page[i] = space->code_page[i] = elsewhere;
    }
}

static void forget_all_spaces(void) {
    for (uint32_t i = 0; i < SPACES_MAX; i++) {
        if (spaces[i] != NULL)
            forget_space(spaces[i]);
    }
}

// Only valid entries are ever cached, so that filling an empty entry drops nothing.
static bool drop_mappings(uint32_t frame, uint32_t offset, uint32_t size) {
    const uint32_t *words = frame_words(frame);
    uint32_t end = (offset + size + 3) / 4;
    for (uint32_t i = offset / 4; i < end; i++) {
        if (words[i] % 8 != 0) {
            forget_all_spaces();
            return true;
        }
    }
    return false;
}

static void withhold_mappings(uint32_t frame) {
    const uint32_t *words = frame_words(frame);
    for (uint32_t i = 0; i < SPACES_MAX; i++) {
        for (uint32_t j = 0; j < CACHED_PAGES && spaces[i] != NULL; j++) {
            if (spaces[i]->write_words[j] == words)
                spaces[i]->write_page[j] = (j + 1) % CACHED_PAGES * PAGE_SIZE;
        }
    }
}

// The page stays, empty, because it may be the one that is being executed.
static bool drop_code(uint32_t frame, uint32_t offset, uint32_t size) {
    (void)offset, (void)size;
    struct decoded_page *page = decoded_pages[frame / PAGE_SIZE];
    memset(page->code, 0, PAGE_WORDS * sizeof page->code[0]);
    page->derived = false;
    return true;
}

static const struct frame_holder mappings = {drop_mappings, withhold_mappings};
static const struct frame_holder code = {drop_code, NULL};

struct space *cache_space(uint32_t directory) {
    if (!registered) {
        mapping_holder = frame_register(&mappings);
        code_holder = frame_register(&code);
        registered = true;
    }
    struct space **slot = &spaces[directory / PAGE_SIZE % SPACES_MAX];
    if (*slot == NULL) {
        *slot = calloc(1, sizeof **slot);
        if (*slot == NULL)
            panic("cache_space: out of memory");
    }
    if ((*slot)->directory != directory) {
        (*slot)->directory = directory;
        forget_space(*slot);
    }
    return *slot;
}

// The frame of an address, if it may be accessed; 0 after raising the exception. What is cached of
// it derives from the two tables that were read.
static uint32_t find_frame(struct space *space, uint32_t *context, uint32_t address,
                           enum access access) {
    const uint32_t *word = page_table_word(context, address, access);
    if (word == NULL)
        return 0;
    uint32_t table;
    uint32_t entry = page_table_entry(space->directory, address, &table);
    frame_derive(mapping_holder, space->directory);
    frame_derive(mapping_holder, table);
    return entry - entry % PAGE_SIZE;
}

uint32_t *cache_read_word(struct space *space, uint32_t *context, uint32_t address) {
    uint32_t frame = find_frame(space, context, address, ACCESS_READ);
    if (frame == 0)
        return NULL;
    uint32_t slot = address / PAGE_SIZE % CACHED_PAGES;
    space->read_page[slot] = address - address % PAGE_SIZE;
    space->read_words[slot] = frame_words(frame);
    return space->read_words[slot] + address / 4 % PAGE_WORDS;
}

uint32_t *cache_write_word(struct space *space, uint32_t *context, uint32_t address) {
    uint32_t frame = find_frame(space, context, address, ACCESS_WRITE);
    if (frame == 0)
        return NULL;
    uint32_t *words = frame_words(frame);
    if (frame_hold_writable(frame)) {
        uint32_t slot = address / PAGE_SIZE % CACHED_PAGES;
        space->write_page[slot] = address - address % PAGE_SIZE;
        space->write_words[slot] = words;
    }
    return words + address / 4 % PAGE_WORDS;
}

static void forget_decoded_pages(void) {
    forget_all_spaces();
    while (all_pages != NULL) {
        struct decoded_page *page = all_pages;
        all_pages = page->next;
        frame_changes(page->frame, 0, PAGE_SIZE);
        decoded_pages[page->frame / PAGE_SIZE] = NULL;
        free(page);
    }
    page_count = 0;
}

static struct decoded_page *new_page(uint32_t frame) {
    if (page_count == DECODED_PAGES_MAX)
        forget_decoded_pages();
    struct decoded_page *page = calloc(1, sizeof *page);
    if (page == NULL && page_count > 0) {
        forget_decoded_pages();
        page = calloc(1, sizeof *page);
    }
    if (page == NULL)
        panic("cache_code_page: out of memory");
    page->frame = frame;
    page->code[PAGE_WORDS].operation = DECODED_OUTSIDE;
    page->code[PAGE_WORDS + 1].operation = DECODED_OUTSIDE;
    page->next = all_pages;
    all_pages = page;
    page_count++;
    decoded_pages[frame / PAGE_SIZE] = page;
    return page;
}

struct decoded_page *cache_code_page(struct space *space, uint32_t *context, uint32_t address) {
    uint32_t slot = address / PAGE_SIZE % CACHED_PAGES;
    if (cache_word_index(address, space->code_page[slot]) < PAGE_WORDS)
        return space->code[slot];
    uint32_t frame = find_frame(space, context, address, ACCESS_EXECUTE);
    if (frame == 0)
        return NULL;
    struct decoded_page *page = decoded_pages[frame / PAGE_SIZE];
    if (page == NULL)
        page = new_page(frame);
    space->code_page[slot] = address - address % PAGE_SIZE;
    space->code[slot] = page;
    return page;
}

// ---- decoding ----

static uint32_t place(uint32_t register_number) {
    return register_number * 4;
}

static void decode_branch(struct decoded *out, uint32_t word, uint32_t index, bool equal) {
    uint32_t target = isa_branch_target(word, index * 4);
    out->a = place(isa_rs(word));
    out->b = place(isa_rt(word));
    out->c = target;
    if (target < PAGE_SIZE) {
        out->operation = equal ? DECODED_BEQ : DECODED_BNE;
        out->c = target / 4;
    } else {
        out->operation = equal ? DECODED_BEQ_FAR : DECODED_BNE_FAR;
    }
}

static void decode_three(struct decoded *out, uint32_t operation, uint32_t word) {
    out->operation = isa_rd(word) == 0 ? DECODED_NOP : operation;
    out->a = place(isa_rd(word));
    out->b = place(isa_rs(word));
    out->c = place(isa_rt(word));
}

static void decode_two(struct decoded *out, uint32_t operation, uint32_t word) {
    decode_three(out, operation, word);
    out->operation = operation;
}

static void decode_immediate(struct decoded *out, uint32_t operation, uint32_t word) {
    out->operation = operation;
    out->a = place(isa_rt(word));
    out->b = place(isa_rs(word));
    out->c = isa_immediate(word);
}

static void decode_move_from(struct decoded *out, uint32_t half, uint32_t word) {
    out->operation = isa_rd(word) == 0 ? DECODED_NOP : DECODED_MF;
    out->a = place(isa_rd(word));
    out->b = place(half);
}

static void decode_jump(struct decoded *out, uint32_t operation, uint32_t word) {
    out->operation = operation;
    out->b = place(isa_rs(word));
    out->c = isa_jump_target(word, 0);
}

// Decodes one word for itself.
static void decode(struct decoded *out, uint32_t word, uint32_t index) {
    bool to_zero = isa_rt(word) == 0;
    switch (isa_decode(word)) { // ORDER ISA
    case ISA_ADDIU: decode_immediate(out, to_zero ? DECODED_NOP : DECODED_ADDIU, word); break;
    case ISA_ADDU: decode_three(out, DECODED_ADDU, word); break;
    case ISA_BEQ: decode_branch(out, word, index, true); break;
    case ISA_BNE: decode_branch(out, word, index, false); break;
    case ISA_DIVU: decode_two(out, DECODED_DIVU, word); break;
    case ISA_J: decode_jump(out, DECODED_J, word); break;
    case ISA_JAL: decode_jump(out, DECODED_JAL, word); break;
    case ISA_JR: decode_jump(out, DECODED_JR, word); break;
    case ISA_LW: decode_immediate(out, to_zero ? DECODED_LW_ZERO : DECODED_LW, word); break;
    case ISA_MFHI: decode_move_from(out, CONTEXT_HI, word); break;
    case ISA_MFLO: decode_move_from(out, CONTEXT_LO, word); break;
    case ISA_MULTU: decode_two(out, DECODED_MULTU, word); break;
    case ISA_NOP: out->operation = DECODED_NOP; break;
    case ISA_SLT: decode_three(out, DECODED_SLT, word); break;
    case ISA_SUBU: decode_three(out, DECODED_SUBU, word); break;
    case ISA_SW: decode_immediate(out, DECODED_SW, word); break;
    case ISA_SYSCALL: out->operation = DECODED_SYSCALL; break;
    default: out->operation = DECODED_STEP; break;
    }
}

static bool is_branch(uint32_t operation) {
    switch (operation) {
    case DECODED_BEQ:
    case DECODED_BNE:
    case DECODED_BEQ_FAR:
    case DECODED_BNE_FAR:
    case DECODED_J:
    case DECODED_JAL:
    case DECODED_JR: return true;
    default: return false;
    }
}

// Instructions that are executed at once, longer groups first. A group has at most one instruction
// that can raise an exception or change code, as its first or last; what follows a load does not
// depend on where it is. Chosen by what compiled code does most.
struct group {
    uint32_t operation;
    uint32_t length;
    uint32_t members[GROUP_MAX];
};

static const struct group groups[] = {
    {DECODED_ADDU_ADDU_SLT_BEQ_NOP,
     5,
     {DECODED_ADDU, DECODED_ADDU, DECODED_SLT, DECODED_BEQ, DECODED_NOP}},
    {DECODED_ADDU_ADDU_SLT_BNE_NOP,
     5,
     {DECODED_ADDU, DECODED_ADDU, DECODED_SLT, DECODED_BNE, DECODED_NOP}},
    {DECODED_ADDIU_SLT_BEQ_NOP, 4, {DECODED_ADDIU, DECODED_SLT, DECODED_BEQ, DECODED_NOP}},
    {DECODED_ADDIU_SLT_BNE_NOP, 4, {DECODED_ADDIU, DECODED_SLT, DECODED_BNE, DECODED_NOP}},
    {DECODED_ADDU_ADDU_ADDU_LW, 4, {DECODED_ADDU, DECODED_ADDU, DECODED_ADDU, DECODED_LW}},
    {DECODED_SLT_BEQ_NOP, 3, {DECODED_SLT, DECODED_BEQ, DECODED_NOP}},
    {DECODED_SLT_BNE_NOP, 3, {DECODED_SLT, DECODED_BNE, DECODED_NOP}},
    {DECODED_ADDU_ADDU_LW, 3, {DECODED_ADDU, DECODED_ADDU, DECODED_LW}},
    {DECODED_ADDU_ADDU_ADDU, 3, {DECODED_ADDU, DECODED_ADDU, DECODED_ADDU}},
    {DECODED_LW_ADDU_ADDU, 3, {DECODED_LW, DECODED_ADDU, DECODED_ADDU}},
    {DECODED_MULTU_MF_ADDU, 3, {DECODED_MULTU, DECODED_MF, DECODED_ADDU}},
    {DECODED_LW_MULTU_MF, 3, {DECODED_LW, DECODED_MULTU, DECODED_MF}},
    {DECODED_ADDIU_MULTU_MF, 3, {DECODED_ADDIU, DECODED_MULTU, DECODED_MF}},
    {DECODED_ADDIU_DIVU_MF, 3, {DECODED_ADDIU, DECODED_DIVU, DECODED_MF}},
    {DECODED_BEQ_NOP, 2, {DECODED_BEQ, DECODED_NOP}},
    {DECODED_BNE_NOP, 2, {DECODED_BNE, DECODED_NOP}},
    {DECODED_JR_NOP, 2, {DECODED_JR, DECODED_NOP}},
    {DECODED_ADDU_LW, 2, {DECODED_ADDU, DECODED_LW}},
    {DECODED_ADDU_ADDU, 2, {DECODED_ADDU, DECODED_ADDU}},
    {DECODED_ADDU_SW, 2, {DECODED_ADDU, DECODED_SW}},
    {DECODED_ADDIU_SW, 2, {DECODED_ADDIU, DECODED_SW}},
    {DECODED_ADDIU_ADDIU, 2, {DECODED_ADDIU, DECODED_ADDIU}},
    {DECODED_LW_LW, 2, {DECODED_LW, DECODED_LW}},
    {DECODED_LW_ADDU, 2, {DECODED_LW, DECODED_ADDU}},
    {DECODED_MULTU_MF, 2, {DECODED_MULTU, DECODED_MF}},
    {DECODED_DIVU_MF, 2, {DECODED_DIVU, DECODED_MF}},
};

// The longest group that these operations, the last followed by 0, begin with; or the first alone.
static uint32_t group_of(const uint32_t operations[GROUP_MAX + 1]) {
    for (uint32_t i = 0; i < sizeof groups / sizeof groups[0]; i++) {
        uint32_t length = 0;
        while (length < groups[i].length && groups[i].members[length] == operations[length])
            length++;
        if (length == groups[i].length)
            return groups[i].operation;
    }
    return operations[0];
}

// An instruction after a branch may be in its delay slot: it begins no group, and if it is a branch
// itself, the reference has to decide whether it is reserved. (The first one of a page is never in
// a slot here: run() enters pages in delay slots through the reference.)
void cache_decode(struct decoded_page *page, uint32_t index) {
    if (!page->derived) {
        page->derived = true;
        frame_derive(code_holder, page->frame);
    }
    const uint32_t *words = frame_words(page->frame);
    struct decoded *out = &page->code[index];
    struct decoded other = {DECODED_NOP, 0, 0, 0};
    if (index > 0)
        decode(&other, words[index - 1], index - 1);
    bool after_branch = is_branch(other.operation);
    decode(out, words[index], index);
    if (after_branch) {
        if (is_branch(out->operation))
            out->operation = DECODED_STEP;
        return;
    }
    uint32_t operations[GROUP_MAX + 1] = {out->operation};
    for (uint32_t i = 1; i < GROUP_MAX && index + i < PAGE_WORDS; i++) {
        decode(&other, words[index + i], index + i);
        operations[i] = other.operation;
        // Operands only: the group needs them; what the instruction begins itself is found when it
        // is reached.
        out[i].a = other.a;
        out[i].b = other.b;
        out[i].c = other.c;
    }
    out->operation = group_of(operations);
}
