// Words of a function as they are emitted, and the branches among them: what can move into a delay
// slot does, and branches are patched once all labels are placed.

#include "emit.h"

enum { WORD = 4 };

struct code emitted;
struct relocation *emitted_relocations;
struct origin emitted_origin;
bool keeps_origins;

struct fixup {      // a branch whose label may not be placed yet
    uint32_t index; // of its word
    uint32_t label;
    uint32_t next; // the instruction that follows if it is not taken
};

static struct fixup *fixups;
static uint32_t fixup_count, fixup_capacity;
static uint32_t *label_index; // index of the word at each label; 0: not placed yet
static bool long_branches;
static uint32_t movable;   // the last word may move into a delay slot if its index is movable − 1
static uint32_t open_slot; // index of the empty delay slot of the conditional branch before; or 0
static uint32_t open_label; // where that branch goes

static struct words { // of asm statements, which are not copied into delay slots
    uint32_t start;
    uint32_t end;
} * pinned;
static uint32_t pinned_count, pinned_capacity;

static const uint32_t nop_word = 0;

// ---- words ----

void emit_start(bool has_long_branches) {
    emitted.count = 0;
    emitted_relocations = NULL;
    keeps_origins = options.listing || options.debug || options.dump == DUMP_EMIT;
    label_index = scratch((function.label_count + 1) * sizeof(uint32_t));
    long_branches = has_long_branches;
    fixup_count = 0;
    pinned_count = 0;
    movable = 0;
    open_slot = 0;
}

// True if a word may also be executed where an instruction is next that does not need it: it cannot
// fault, and what it writes is not read from there on.
static bool is_harmless(uint32_t word, uint32_t instruction) {
    reg_t written = isa_destination(word);
    if (isa_table[isa_decode(word)].kind == ISA_LOAD && isa_rs(word) != REGISTER_GP)
        return false;
    return written != 0 && allocate_is_free(written, instruction);
}

static void note_origin(uint32_t index) {
    if (!keeps_origins)
        return;
    emitted.origins =
        array_room(emitted.origins, &emitted.origin_capacity, index, sizeof *emitted.origins);
    emitted.origins[index] = emitted_origin;
}

// The last word does something to the frame.
void note_effect(enum effect effect) {
    if (keeps_origins)
        emitted.origins[emitted.count - 1].effect = effect;
}

void put(uint32_t word) {
    uint32_t slot = open_slot;
    open_slot = 0;
    if (slot != 0 && is_harmless(word, allocate_label_index(open_label))) {
        emitted.words[slot] = word; // done before the branch takes effect, whether taken or not
        note_origin(slot);
        movable = 0;
        return;
    }
    emitted.words =
        array_room(emitted.words, &emitted.capacity, emitted.count, sizeof *emitted.words);
    emitted.words[emitted.count] = word;
    note_origin(emitted.count++);
    movable = emitted.count;
}

void put_fixed(uint32_t word) {
    put(word);
    movable = 0;
}

// The words of an asm statement stay as they are.
void put_pinned(const uint32_t *words, uint32_t count) {
    uint32_t start = emitted.count;
    open_slot = 0;
    for (uint32_t i = 0; i < count; i++) {
        put_fixed(words[i]);
        open_slot = 0;
    }
    pinned = array_room(pinned, &pinned_capacity, pinned_count, sizeof *pinned);
    pinned[pinned_count++] = (struct words){start, emitted.count};
}

static bool can_move(uint32_t word, reg_t first, reg_t second, bool links) {
    reg_t written = isa_destination(word);
    if (movable != emitted.count || emitted.count == 0)
        return false;
    if (written != 0 && (written == first || written == second))
        return false;
    if (links &&
        (written == REGISTER_RA || isa_rs(word) == REGISTER_RA || isa_rt(word) == REGISTER_RA))
        return false;
    return true;
}

// A branch or jump that reads two registers, with the word before it in its delay slot if that is
// possible. Returns the index of the branch.
uint32_t put_control(uint32_t word, reg_t first, reg_t second, bool links) {
    uint32_t index = emitted.count;
    if (emitted.count > 0 && can_move(emitted.words[emitted.count - 1], first, second, links)) {
        uint32_t moved = emitted.words[--emitted.count];
        struct origin moved_from = keeps_origins ? emitted.origins[emitted.count] : emitted_origin;
        index = emitted.count;
        put(word);
        put(moved);
        if (keeps_origins)
            emitted.origins[index + 1] = moved_from;
    } else {
        put(word);
        put(nop_word);
    }
    movable = 0;
    return index;
}

struct relocation *relocate(uint32_t index, struct object *symbol, uint32_t addend) {
    struct relocation *relocation = allocate(sizeof *relocation);
    relocation->offset = index * WORD;
    relocation->symbol = symbol;
    relocation->addend = addend;
    relocation->next = emitted_relocations;
    emitted_relocations = relocation;
    return relocation;
}

// ---- branches ----

static void add_fixup(uint32_t index, uint32_t label) {
    fixups = array_room(fixups, &fixup_capacity, fixup_count, sizeof *fixups);
    fixups[fixup_count].index = index;
    fixups[fixup_count].next = emitted_origin.instruction + 1;
    fixups[fixup_count++].label = label;
}

static bool is_control(uint32_t word) {
    switch (isa_decode(word)) {
    case ISA_SYSCALL:
    case ISA_RESERVED: return true;
    default: return isa_has_slot(isa_decode(word));
    }
}

static bool is_always(uint32_t branch) {
    return isa_decode(branch) == ISA_BEQ && isa_rs(branch) == isa_rt(branch);
}

static bool is_pinned(uint32_t index) {
    for (uint32_t i = 0; i < pinned_count; i++)
        if (index >= pinned[i].start && index < pinned[i].end)
            return true;
    return false;
}

// Whether the delay slot of a branch is empty, and there is a word at `to` that can be in one.
static bool is_movable(const struct fixup *fixup, uint32_t to) {
    return options.optimization > 0 && emitted.words[fixup->index + 1] == nop_word &&
           to < emitted.count && !is_control(emitted.words[to]) && emitted.words[to] != nop_word &&
           !is_pinned(to);
}

// Whether that does no harm where the branch is not taken.
static bool can_fill(const struct fixup *fixup, uint32_t to) {
    return is_movable(fixup, to) &&
           (is_always(emitted.words[fixup->index]) || is_harmless(emitted.words[to], fixup->next));
}

static enum isa_operation opposite(enum isa_operation branch) {
    switch (branch) {
    case ISA_BEQ: return ISA_BNE;
    case ISA_BNE: return ISA_BEQ;
    case ISA_BC1F: return ISA_BC1T;
    case ISA_BC1T: return ISA_BC1F;
    case ISA_BLTZ: return ISA_BGEZ;
    case ISA_BGEZ: return ISA_BLTZ;
    case ISA_BGTZ: return ISA_BLEZ;
    default: return ISA_BGTZ;
    }
}

void put_branch(enum isa_operation operation, reg_t left, reg_t right, uint32_t label) {
    bool always = operation == ISA_BEQ && left == right;
    if (!long_branches) {
        uint32_t word = isa_encode_immediate(operation, right, left, 0);
        uint32_t index = put_control(word, left, right, false);
        add_fixup(index, label);
        const struct fixup *fixup = &fixups[fixup_count - 1];
        uint32_t to = label_index[label]; // 0: not placed yet, nothing leads back
        bool is_filled = to != 0 && (options.mips32 ? is_movable(fixup, to) : can_fill(fixup, to));
        if (!always && options.optimization > 0 && !is_filled &&
            emitted.words[index + 1] == nop_word) {
            open_slot = index + 1;
            open_label = label;
        }
        return;
    }
    if (!always) { // the opposite branch leaps over the jump
        put_control(isa_encode_immediate(opposite(operation), right, left, 3), left, right, false);
    }
    add_fixup(put_control(isa_encode_jump(ISA_J, 0), 0, 0, false), label);
}

void place_label(uint32_t label) {
    label_index[label] = emitted.count;
    movable = 0;
    open_slot = 0;
}

uint32_t label_offset(uint32_t label) {
    return label_index[label] * WORD;
}

// ---- once all labels are placed ----

// Makes a conditional branch one whose slot is done only if it is taken, so that any word of its
// destination may be there.
static bool make_likely(const struct fixup *fixup, uint32_t to) {
    static const uint8_t likely[][2] = {
        {ISA_BEQ, ISA_BEQL},   {ISA_BNE, ISA_BNEL},   {ISA_BLTZ, ISA_BLTZL}, {ISA_BGEZ, ISA_BGEZL},
        {ISA_BC1F, ISA_BC1FL}, {ISA_BC1T, ISA_BC1TL}, {ISA_BLEZ, ISA_BLEZL}, {ISA_BGTZ, ISA_BGTZL}};
    uint32_t word = emitted.words[fixup->index];
    enum isa_operation branch = isa_decode(word);
    if (!options.mips32 || !is_movable(fixup, to))
        return false;
    for (uint32_t i = 0; i < sizeof likely / sizeof likely[0]; i++)
        if (likely[i][0] == branch)
            emitted.words[fixup->index] =
                isa_table[likely[i][1]].word | (word & ~isa_table[branch].fixed);
    return true;
}

// Fills the empty delay slot of a branch with the first word of its destination, which then is the
// second.
static uint32_t fill_from_target(const struct fixup *fixup, uint32_t to) {
    if (!can_fill(fixup, to) && !make_likely(fixup, to))
        return to;
    emitted.words[fixup->index + 1] = emitted.words[to];
    if (keeps_origins) {
        emitted.origins[fixup->index + 1] = emitted.origins[to];
        emitted.origins[fixup->index + 1].instruction = NO_INSTRUCTION;
        emitted.origins[fixup->index + 1].effect =
            EFFECT_NONE; // the next word is not reached by it
    }
    return to + 1;
}

// False if a branch does not reach its label.
bool patch_branches(void) {
    for (uint32_t i = 0; i < fixup_count; i++) {
        uint32_t index = fixups[i].index;
        uint32_t to = label_index[fixups[i].label];
        uint32_t word = emitted.words[index];
        if (isa_decode(word) == ISA_J) {
            relocate(index, NULL, to * WORD);
            continue;
        }
        to = fill_from_target(&fixups[i], to);
        word = emitted.words[index];
        int64_t distance = (int64_t)to - (int64_t)index - 1;
        if (!fits_16(distance))
            return false;
        emitted.words[index] = (word & 0xffff0000u) | ((uint32_t)distance & 0xffff);
    }
    return true;
}
