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

static unsigned directory_holder; // derives cached pages from directories
static unsigned table_holder;     // and from the tables in them
static unsigned code_holder;      // derives decoded pages from the frames executed
static bool registered;

static void forget_slot(struct space *space, uint32_t slot) {
    uint32_t elsewhere = (slot + 1) % CACHED_PAGES * PAGE_SIZE;
    space->read_page[slot] = space->write_page[slot] = space->code_page[slot] = elsewhere;
}

static void forget_space(struct space *space) {
    for (uint32_t i = 0; i < CACHED_PAGES; i++)
        forget_slot(space, i);
}

static void forget_all_spaces(void) {
    for (uint32_t i = 0; i < SPACES_MAX; i++) {
        if (spaces[i] != NULL)
            forget_space(spaces[i]);
    }
}

// True if some of the words about to change are valid entries: only these are ever cached, so that
// filling an empty entry drops nothing.
static bool holds_entry(uint32_t frame, uint32_t first, uint32_t end) {
    const uint32_t *words = frame_words(frame);
    while (first < end && words[first] % 8 == 0)
        first++;
    return first < end;
}

static bool drop_directory(uint32_t frame, uint32_t offset, uint32_t size) {
    if (!holds_entry(frame, offset / 4, (offset + size + 3) / 4))
        return false;
    forget_all_spaces();
    return true;
}

// An entry of a table is about pages in one slot, wherever the table is used.
static bool drop_table(uint32_t frame, uint32_t offset, uint32_t size) {
    if (size > 4)
        return drop_directory(frame, offset, size);
    if (!holds_entry(frame, offset / 4, offset / 4 + 1))
        return false;
    uint32_t slot = offset / 4 % CACHED_PAGES;
    for (uint32_t i = 0; i < SPACES_MAX; i++) {
        if (spaces[i] != NULL)
            forget_slot(spaces[i], slot);
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

static const struct frame_holder directories = {drop_directory, withhold_mappings};
static const struct frame_holder tables = {drop_table, NULL};
static const struct frame_holder code = {drop_code, NULL};

struct space *cache_space(uint32_t directory, uint32_t subset) {
    if (!registered) {
        directory_holder = frame_register(&directories);
        table_holder = frame_register(&tables);
        code_holder = frame_register(&code);
        registered = true;
    }
    struct space **slot = &spaces[directory / PAGE_SIZE % SPACES_MAX];
    if (*slot == NULL) {
        *slot = calloc(1, sizeof **slot);
        if (*slot == NULL)
            panic("cache_space: out of memory");
    }
    if ((*slot)->directory != directory || (*slot)->subset != subset) {
        (*slot)->directory = directory;
        (*slot)->subset = subset;
        forget_space(*slot);
    }
    return *slot;
}

// The frame of an address, if it may be accessed; 0 after raising the exception. What is cached of
// it derives from the two tables that were read.
static uint32_t find_frame(struct space *space, uint32_t *context, uint32_t address,
                           uint32_t alignment, enum access access) {
    const uint32_t *word = page_table_word(context, address, alignment, access);
    if (word == NULL)
        return 0;
    uint32_t table;
    uint32_t entry = page_table_entry(space->directory, address, &table);
    frame_derive(directory_holder, space->directory);
    frame_derive(table_holder, table);
    return entry - entry % PAGE_SIZE;
}

uint32_t *cache_read_word(struct space *space, uint32_t *context, uint32_t address,
                          uint32_t alignment) {
    uint32_t frame = find_frame(space, context, address, alignment, ACCESS_READ);
    if (frame == 0)
        return NULL;
    uint32_t slot = address / PAGE_SIZE % CACHED_PAGES;
    space->read_page[slot] = address - address % PAGE_SIZE;
    space->read_words[slot] = frame_words(frame);
    return space->read_words[slot] + address / 4 % PAGE_WORDS;
}

uint32_t *cache_write_word(struct space *space, uint32_t *context, uint32_t address,
                           uint32_t alignment) {
    uint32_t frame = find_frame(space, context, address, alignment, ACCESS_WRITE);
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

// A page that contexts of both subsets execute is decoded for the last one. No other space may
// remember it then.
static void decode_for(struct decoded_page *page, uint32_t subset) {
    forget_all_spaces();
    drop_code(page->frame, 0, PAGE_SIZE);
    page->subset = subset;
}

struct decoded_page *cache_code_page(struct space *space, uint32_t *context, uint32_t address) {
    uint32_t slot = address / PAGE_SIZE % CACHED_PAGES;
    if (cache_word_index(address, space->code_page[slot]) < PAGE_WORDS)
        return space->code[slot];
    uint32_t frame = find_frame(space, context, address, 4, ACCESS_EXECUTE);
    if (frame == 0)
        return NULL;
    struct decoded_page *page = decoded_pages[frame / PAGE_SIZE];
    if (page == NULL) {
        page = new_page(frame);
        // To make room for it may have dropped even the mapping by which it was found.
        if (find_frame(space, context, address, 4, ACCESS_EXECUTE) != frame)
            return NULL;
    }
    if (page->subset != space->subset)
        decode_for(page, space->subset);
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

static void decode_move(struct decoded *out, uint32_t to, uint32_t from) {
    out->operation = to == 0 ? DECODED_NOP : DECODED_MF;
    out->a = place(to);
    out->b = place(from);
}

static void decode_move_from(struct decoded *out, uint32_t half, uint32_t word) {
    decode_move(out, isa_rd(word), half);
}

static void decode_jump(struct decoded *out, uint32_t operation, uint32_t word) {
    out->operation = operation;
    out->b = place(isa_rs(word));
    out->c = isa_jump_target(word, 0);
}

// ---- of mips32 ----

// a, b and the number c.
static void decode_number(struct decoded *out, uint32_t operation, uint32_t to, uint32_t from,
                          uint32_t number) {
    out->operation = to == 0 ? DECODED_NOP : operation;
    out->a = place(to);
    out->b = place(from);
    out->c = number;
}

static void decode_shift(struct decoded *out, uint32_t operation, uint32_t word) {
    decode_number(out, operation, isa_rd(word), isa_rt(word), isa_amount(word));
}

// Shifts by a register: b is what is shifted.
static void decode_shift_by(struct decoded *out, uint32_t operation, uint32_t word) {
    decode_number(out, operation, isa_rd(word), isa_rt(word), place(isa_rs(word)));
}

static void decode_distance(struct decoded *out, uint32_t operation, uint32_t word,
                            uint32_t index) {
    out->operation = operation;
    out->a = place(isa_rs(word));
    out->b = place(isa_rt(word));
    out->c = isa_branch_target(word, index * 4);
}

static void decode_access(struct decoded *out, uint32_t operation, uint32_t word) {
    decode_immediate(out, operation, word);
    if (isa_rt(word) == 0 && isa_table[isa_decode(word)].kind == ISA_LOAD)
        out->operation = DECODED_STEP;
}

static void decode_field(struct decoded *out, enum isa_operation operation, uint32_t word) {
    uint32_t position = isa_amount(word);
    uint32_t end = isa_rd(word) + 1 + (operation == ISA_EXT ? position : 0);
    decode_number(out, operation == ISA_EXT ? DECODED_EXT : DECODED_INS, isa_rt(word), isa_rs(word),
                  position * 64 + end - position);
    if (end > 32 || end <= position)
        out->operation = DECODED_STEP;
}

static bool decode_branch_or_access(struct decoded *out, enum isa_operation operation,
                                    uint32_t word, uint32_t index) {
    switch (operation) { // ORDER ISA
    case ISA_BEQL: decode_distance(out, DECODED_BEQL, word, index); break;
    case ISA_BGEZ: decode_distance(out, DECODED_BGEZ, word, index); break;
    case ISA_BGEZL: decode_distance(out, DECODED_BGEZL, word, index); break;
    case ISA_BGTZ: decode_distance(out, DECODED_BGTZ, word, index); break;
    case ISA_BGTZL: decode_distance(out, DECODED_BGTZL, word, index); break;
    case ISA_BLEZ: decode_distance(out, DECODED_BLEZ, word, index); break;
    case ISA_BLEZL: decode_distance(out, DECODED_BLEZL, word, index); break;
    case ISA_BLTZ: decode_distance(out, DECODED_BLTZ, word, index); break;
    case ISA_BLTZL: decode_distance(out, DECODED_BLTZL, word, index); break;
    case ISA_BNEL: decode_distance(out, DECODED_BNEL, word, index); break;
    case ISA_JALR:
    case ISA_JALR_HB:
        decode_three(out, DECODED_JALR, word);
        out->operation = isa_rd(word) == 0 ? DECODED_JR : DECODED_JALR;
        break;
    case ISA_JR_HB: decode_jump(out, DECODED_JR, word); break;
    case ISA_LB: decode_access(out, DECODED_LB, word); break;
    case ISA_LBU: decode_access(out, DECODED_LBU, word); break;
    case ISA_LH: decode_access(out, DECODED_LH, word); break;
    case ISA_LHU: decode_access(out, DECODED_LHU, word); break;
    case ISA_LWL: decode_access(out, DECODED_LWL, word); break;
    case ISA_LWR: decode_access(out, DECODED_LWR, word); break;
    case ISA_SB: decode_access(out, DECODED_SB, word); break;
    case ISA_SH: decode_access(out, DECODED_SH, word); break;
    case ISA_SWL: decode_access(out, DECODED_SWL, word); break;
    case ISA_SWR: decode_access(out, DECODED_SWR, word); break;
    default: return false;
    }
    return true;
}

static bool decode_bits(struct decoded *out, enum isa_operation operation, uint32_t word) {
    uint32_t rt = isa_rt(word);
    uint32_t rs = isa_rs(word);
    uint32_t unsigned16 = word % 0x10000u;
    switch (operation) { // ORDER ISA
    case ISA_AND: decode_three(out, DECODED_AND, word); break;
    case ISA_ANDI: decode_number(out, DECODED_ANDI, rt, rs, unsigned16); break;
    case ISA_CLO: decode_three(out, DECODED_CLO, word); break;
    case ISA_CLZ: decode_three(out, DECODED_CLZ, word); break;
    case ISA_EXT:
    case ISA_INS: decode_field(out, operation, word); break;
    case ISA_LUI: decode_number(out, DECODED_LUI, rt, rs, unsigned16 * 0x10000u); break;
    case ISA_MOVN: decode_three(out, DECODED_MOVN, word); break;
    case ISA_MOVZ: decode_three(out, DECODED_MOVZ, word); break;
    case ISA_NOR: decode_three(out, DECODED_NOR, word); break;
    case ISA_OR: decode_three(out, DECODED_OR, word); break;
    case ISA_ORI: decode_number(out, DECODED_ORI, rt, rs, unsigned16); break;
    case ISA_ROTR: decode_shift(out, DECODED_ROTR, word); break;
    case ISA_ROTRV: decode_shift_by(out, DECODED_ROTRV, word); break;
    case ISA_SEB: decode_shift(out, DECODED_SEB, word); break;
    case ISA_SEH: decode_shift(out, DECODED_SEH, word); break;
    case ISA_SLL: decode_shift(out, DECODED_SLL, word); break;
    case ISA_SLLV: decode_shift_by(out, DECODED_SLLV, word); break;
    case ISA_SLTI: decode_number(out, DECODED_SLTI, rt, rs, isa_immediate(word)); break;
    case ISA_SLTIU: decode_number(out, DECODED_SLTIU, rt, rs, isa_immediate(word)); break;
    case ISA_SLTU: decode_three(out, DECODED_SLTU, word); break;
    case ISA_SRA: decode_shift(out, DECODED_SRA, word); break;
    case ISA_SRAV: decode_shift_by(out, DECODED_SRAV, word); break;
    case ISA_SRL: decode_shift(out, DECODED_SRL, word); break;
    case ISA_SRLV: decode_shift_by(out, DECODED_SRLV, word); break;
    case ISA_WSBH: decode_shift(out, DECODED_WSBH, word); break;
    case ISA_XOR: decode_three(out, DECODED_XOR, word); break;
    case ISA_XORI: decode_number(out, DECODED_XORI, rt, rs, unsigned16); break;
    default: return false;
    }
    return true;
}

static void decode_more(struct decoded *out, enum isa_operation operation, uint32_t word,
                        uint32_t index) {
    if (decode_branch_or_access(out, operation, word, index) || decode_bits(out, operation, word))
        return;
    switch (operation) { // ORDER ISA
    case ISA_DIV: decode_two(out, DECODED_DIV, word); break;
    case ISA_MADD: decode_two(out, DECODED_MADD, word); break;
    case ISA_MADDU: decode_two(out, DECODED_MADDU, word); break;
    case ISA_MSUB: decode_two(out, DECODED_MSUB, word); break;
    case ISA_MSUBU: decode_two(out, DECODED_MSUBU, word); break;
    case ISA_MTHI: decode_move(out, CONTEXT_HI, isa_rs(word)); break;
    case ISA_MTLO: decode_move(out, CONTEXT_LO, isa_rs(word)); break;
    case ISA_MUL: decode_three(out, DECODED_MUL, word); break;
    case ISA_MULT: decode_two(out, DECODED_MULT, word); break;
    case ISA_CACHE:
    case ISA_PREF:
    case ISA_SYNC:
    case ISA_SYNCI: out->operation = DECODED_NOP; break;
    case ISA_RDHWR:
        if (isa_rd(word) == 29)
            decode_move(out, isa_rt(word), CONTEXT_USER_LOCAL);
        else
            out->operation = DECODED_STEP;
        break;
    case ISA_TEQ: decode_two(out, DECODED_TEQ, word); break;
    default: out->operation = DECODED_STEP; break;
    }
}

// Decodes one word for itself.
static void decode(struct decoded *out, uint32_t word, uint32_t index, uint32_t subset) {
    bool to_zero = isa_rt(word) == 0;
    enum isa_operation operation = isa_decode_in(word, subset);
    switch (operation) { // ORDER ISA
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
    case ISA_RESERVED: out->operation = DECODED_STEP; break;
    default: decode_more(out, operation, word, index); break;
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
    case DECODED_JR:
    case DECODED_BEQL:
    case DECODED_BGEZ:
    case DECODED_BGEZL:
    case DECODED_BGTZ:
    case DECODED_BGTZL:
    case DECODED_BLEZ:
    case DECODED_BLEZL:
    case DECODED_BLTZ:
    case DECODED_BLTZL:
    case DECODED_BNEL:
    case DECODED_JALR: return true;
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
        decode(&other, words[index - 1], index - 1, page->subset);
    bool after_branch = is_branch(other.operation);
    decode(out, words[index], index, page->subset);
    if (after_branch) {
        if (is_branch(out->operation))
            out->operation = DECODED_STEP;
        return;
    }
    uint32_t operations[GROUP_MAX + 1] = {out->operation};
    for (uint32_t i = 1; i < GROUP_MAX && index + i < PAGE_WORDS; i++) {
        decode(&other, words[index + i], index + i, page->subset);
        operations[i] = other.operation;
        // Operands only: the group needs them; what the instruction begins itself is found when it
        // is reached.
        out[i].a = other.a;
        out[i].b = other.b;
        out[i].c = other.c;
    }
    out->operation = group_of(operations);
}
