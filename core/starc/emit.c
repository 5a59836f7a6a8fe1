// Machine code of one function: each instruction of the intermediate representation becomes one to
// four of the machine. Branches are patched once all labels are known; if one does not reach, the
// function is emitted again with long branches. What can move into a delay slot does.
//
// The frame, from $sp up: outgoing arguments, slots, saved registers, $ra; then the caller's.

#include "assembly_statement.h"
#include "debug.h"
#include "emit.h"

#include "../isa/isa.h"

#include <string.h>

enum { WORD = 4, NO_LABEL = 0x7fffffff }; // NO_LABEL: jumped to but not placed yet

struct fixup {      // a branch whose label may not be placed yet
    uint32_t index; // of its word
    uint32_t label;
    uint32_t next; // the instruction that follows if it is not taken
};

static struct code code;
static struct fixup *fixups;
static uint32_t fixup_count, fixup_capacity;
static uint32_t *label_index; // index of the word at each label
static struct relocation *relocations;
static struct origin origin; // of the words being emitted
static bool keeps_origins;

static uint32_t frame_size;
static reg_t frame_register;  // what points to the frame
static uint32_t saved_offset; // of the first saved register
static uint32_t movable; // the last word may move into a delay slot if its index is movable − 1
static uint32_t floating_offset; // of the first saved register of the unit
static bool long_branches;
static uint32_t current;    // index of the instruction being emitted
static uint32_t open_slot;  // index of the empty delay slot of the conditional branch before; or 0
static uint32_t open_label; // where that branch goes

// What hi and lo hold: the operation and its operands, as long as those registers are unchanged.
static enum isa_operation product_operation;
static reg_t product_left, product_right;

static struct words { // of asm statements, which are not copied into delay slots
    uint32_t start;
    uint32_t end;
} * pinned;
static uint32_t pinned_count, pinned_capacity;

static const uint32_t nop_word = 0;

// ---- words ----

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
    code.origins = array_room(code.origins, &code.origin_capacity, index, sizeof *code.origins);
    code.origins[index] = origin;
}

// The last word does something to the frame.
static void note_effect(enum effect effect) {
    if (keeps_origins)
        code.origins[code.count - 1].effect = effect;
}

void put(uint32_t word) {
    uint32_t slot = open_slot;
    open_slot = 0;
    if (slot != 0 && is_harmless(word, allocate_label_index(open_label))) {
        code.words[slot] = word; // done before the branch takes effect, whether taken or not
        note_origin(slot);
        movable = 0;
        return;
    }
    code.words = array_room(code.words, &code.capacity, code.count, sizeof *code.words);
    code.words[code.count] = word;
    note_origin(code.count++);
    movable = code.count;
}

static void forget_product(void) {
    product_operation = ISA_NOP;
}

// After a word that changes a register.
static void changed(reg_t reg) {
    if (reg == product_left || reg == product_right)
        forget_product();
}

void put_general(uint32_t word, reg_t to) {
    put(word);
    changed(to);
}

void put_fixed(uint32_t word) {
    put(word);
    movable = 0;
}

static void put_register(enum isa_operation operation, reg_t rd, reg_t rs, reg_t rt) {
    put(isa_encode_register(operation, rd, rs, rt));
    changed(rd);
}

static void put_add(reg_t to, reg_t left, int32_t number) {
    put(isa_encode_immediate(ISA_ADDIU, to, left, number));
    changed(to);
}

static void put_load_of(uint32_t width, reg_t to, reg_t base, int32_t offset) {
    static const uint8_t loads[] = {ISA_LW, ISA_LB, ISA_LBU, ISA_LH, ISA_LHU}; // ORDER WIDTH
    put(isa_encode_immediate((enum isa_operation)loads[width], to, base, offset));
    changed(to);
}

static void put_store_of(uint32_t width, reg_t from, reg_t base, int32_t offset) {
    static const uint8_t stores[] = {ISA_SW, ISA_SB, ISA_SB, ISA_SH, ISA_SH}; // ORDER WIDTH
    put(isa_encode_immediate((enum isa_operation)stores[width], from, base, offset));
}

static void put_load(reg_t to, reg_t base, int32_t offset) {
    put_load_of(IR_WORD, to, base, offset);
}

static bool can_move(uint32_t word, reg_t first, reg_t second, bool links) {
    reg_t written = isa_destination(word);
    if (movable != code.count || code.count == 0)
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
static uint32_t put_control(uint32_t word, reg_t first, reg_t second, bool links) {
    uint32_t index = code.count;
    if (code.count > 0 && can_move(code.words[code.count - 1], first, second, links)) {
        uint32_t moved = code.words[--code.count];
        struct origin moved_from = keeps_origins ? code.origins[code.count] : origin;
        index = code.count;
        put(word);
        put(moved);
        if (keeps_origins)
            code.origins[index + 1] = moved_from;
    } else {
        put(word);
        put(nop_word);
    }
    movable = 0;
    return index;
}

static void relocate(uint32_t index, struct object *symbol, uint32_t addend) {
    struct relocation *relocation = allocate(sizeof *relocation);
    relocation->offset = index * WORD;
    relocation->symbol = symbol;
    relocation->addend = addend;
    relocation->next = relocations;
    relocations = relocation;
}

static void put_call(struct object *symbol, place_t place) {
    uint32_t index = put_control(isa_encode_jump(ISA_JAL, 0), 0, 0, true);
    relocate(index, symbol, 0);
    link_reference(symbol, place);
    forget_product();
}

static void put_jump_and_link(reg_t pointer) {
    uint32_t word = isa_encode_register(ISA_JALR, REGISTER_RA, pointer, 0);
    put_control(word, pointer, 0, true);
    forget_product();
}

// The 17 instructions have but a jump through a register: a routine jumps through $t9.
static void put_indirect_call(reg_t pointer, place_t place) {
    if (pointer != REGISTER_T9)
        put_register(ISA_ADDU, REGISTER_T9, pointer, REGISTER_ZERO);
    put_call(link_runtime("__call_indirect", place), place);
}

static void add_fixup(uint32_t index, uint32_t label) {
    fixups = array_room(fixups, &fixup_capacity, fixup_count, sizeof *fixups);
    fixups[fixup_count].index = index;
    fixups[fixup_count].next = current + 1;
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
    return options.optimization > 0 && code.words[fixup->index + 1] == nop_word &&
           to < code.count && !is_control(code.words[to]) && code.words[to] != nop_word &&
           !is_pinned(to);
}

// Whether that does no harm where the branch is not taken.
static bool can_fill(const struct fixup *fixup, uint32_t to) {
    return is_movable(fixup, to) &&
           (is_always(code.words[fixup->index]) || is_harmless(code.words[to], fixup->next));
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
            code.words[index + 1] == nop_word) {
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

static void place_label(uint32_t label) {
    label_index[label] = code.count;
    movable = 0;
    open_slot = 0;
    forget_product();
}

// ---- constants and addresses ----

static void load_pool(reg_t to, int32_t offset, int32_t far) {
    put_load(to, REGISTER_GP, far != 0 ? far : offset);
    if (far != 0)
        put_load(to, to, offset);
}

static void put_constant(reg_t to, uint32_t number) {
    int32_t far;
    if (fits_16((int32_t)number)) {
        put_add(to, REGISTER_ZERO, (int32_t)number);
    } else if (options.mips32 && (number < 0x10000u || (number & 0xffffu) == 0)) {
        put(number < 0x10000u ? isa_encode_immediate(ISA_ORI, to, REGISTER_ZERO, (int32_t)number)
                              : isa_encode_immediate(ISA_LUI, to, 0, (int32_t)(number >> 16)));
        changed(to);
    } else {
        int32_t offset = link_pool_constant(number, &far);
        load_pool(to, offset, far);
    }
}

static void put_symbol(reg_t to, struct object *symbol, int32_t number, place_t place) {
    int32_t offset, far;
    link_reference(symbol, place);
    if (link_near_symbol(symbol, &offset) && fits_16((int64_t)offset + number)) {
        put_add(to, REGISTER_GP, offset + number);
    } else {
        offset = link_pool_address(symbol, number, &far);
        load_pool(to, offset, far);
    }
}

// A base register and an offset that reach the word at symbol + number.
static reg_t reach_symbol(const struct ir *ir, reg_t scratch, int32_t *offset) {
    link_reference(ir->symbol, ir->place);
    if (link_near_symbol(ir->symbol, offset) && fits_16((int64_t)*offset + ir->number)) {
        *offset += ir->number;
        return REGISTER_GP;
    }
    *offset = fits_16(ir->number) ? ir->number : 0;
    put_symbol(scratch, ir->symbol, ir->number - *offset, ir->place);
    return scratch;
}

int32_t slot_offset(uint32_t slot) {
    const struct slot *s = &function.slots[slot];
    return s->is_incoming ? (int32_t)frame_size + s->offset : s->offset;
}

// The same for the word at offset in the frame.
reg_t reach_stack(int32_t *offset, reg_t scratch) {
    if (fits_16(*offset))
        return frame_register;
    put_constant(scratch, (uint32_t)*offset);
    put_register(ISA_ADDU, scratch, scratch, frame_register);
    *offset = 0;
    return scratch;
}

static void load_stack_of(uint32_t width, reg_t to, int32_t offset) {
    reg_t base = reach_stack(&offset, to);
    put_load_of(width, to, base, offset);
}

static void store_stack_of(uint32_t width, reg_t from, int32_t offset, reg_t scratch) {
    reg_t base = reach_stack(&offset, scratch);
    put_store_of(width, from, base, offset);
}

static void load_stack(reg_t to, int32_t offset) {
    load_stack_of(IR_WORD, to, offset);
}

static void store_stack(reg_t from, int32_t offset, reg_t scratch) {
    store_stack_of(IR_WORD, from, offset, scratch);
}

// The same for an outgoing argument, which the stack pointer is the base of.
reg_t reach_argument(int32_t *offset, reg_t scratch) {
    reg_t frame = frame_register;
    frame_register = REGISTER_SP;
    reg_t base = reach_stack(offset, scratch);
    frame_register = frame;
    return base;
}

static void put_argument(reg_t from, int32_t offset) {
    reg_t base = reach_argument(&offset, REGISTER_AT);
    put_store_of(IR_WORD, from, base, offset);
}

// ---- operands ----

// The machine register of an operand, loaded into scratch if it lives in the frame.
reg_t operand(reg_t reg, reg_t scratch) {
    if (reg < REGISTER_VIRTUAL)
        return reg;
    reg_t machine = function.assignment[reg - REGISTER_VIRTUAL];
    uint32_t slot = function.spill_slot[reg - REGISTER_VIRTUAL];
    if (machine != 0)
        return machine;
    if (slot == 0)
        return REGISTER_ZERO; // never set: any value will do
    load_stack(scratch, slot_offset(slot));
    return scratch;
}

reg_t target_of(reg_t reg) {
    if (reg < REGISTER_VIRTUAL)
        return reg;
    reg_t machine = function.assignment[reg - REGISTER_VIRTUAL];
    return machine != 0 ? machine : REGISTER_AT;
}

// Stores what target_of(reg) holds if reg lives in the frame.
void finish(reg_t reg) {
    if (reg < REGISTER_VIRTUAL || function.assignment[reg - REGISTER_VIRTUAL] != 0)
        return;
    uint32_t slot = function.spill_slot[reg - REGISTER_VIRTUAL];
    if (slot != 0)
        store_stack(REGISTER_AT, slot_offset(slot), REGISTER_T9);
}

// ---- instructions ----

static void put_product(const struct ir *ir) {
    enum isa_operation operation = (enum isa_operation)target[ir->operation].instruction;
    bool high = ir->operation == IR_MULTIPLY_HIGH || ir->operation == IR_REMAINDER ||
                ir->operation == IR_REMAINDER_UNSIGNED;
    reg_t left = operand(ir->left, REGISTER_AT);
    reg_t right = operand(ir->right, REGISTER_T9);
    enum isa_operation product = operation == ISA_MUL ? ISA_MULTU : operation;
    bool same = product_operation == product && product_left == left && product_right == right &&
                left != REGISTER_AT && right != REGISTER_T9;
    if (!same && operation == ISA_MUL) {
        forget_product(); // what mul leaves in hi and lo is unpredictable
        put_register(ISA_MUL, target_of(ir->to), left, right);
        finish(ir->to);
        return;
    }
    if (!same) {
        uint32_t word = isa_encode_register(operation, 0, left, right);
        if (ir->has_effect) {
            // The division itself goes to the delay slot; dividing by zero raises nothing.
            struct object *error = link_runtime("__divide_error", ir->place);
            put(isa_encode_immediate(ISA_BNE, REGISTER_ZERO, right, 3));
            put(word);
            movable = 0;
            put_call(error, ir->place);
        } else {
            put(word);
        }
        product_operation = operation;
        product_left = left;
        product_right = right;
    }
    put_register(high ? ISA_MFHI : ISA_MFLO, target_of(ir->to), 0, 0);
    finish(ir->to);
}

static void put_copy(const struct ir *ir) {
    reg_t to = target_of(ir->to);
    reg_t from = operand(ir->left, to);
    if (to != from)
        put_register(ISA_ADDU, to, from, REGISTER_ZERO);
    finish(ir->to);
}

// An operation that is one instruction, on two registers or on one and a constant.
static void put_operation(const struct ir *ir) {
    const struct target_row *row = &target[ir->operation];
    enum isa_operation operation =
        (enum isa_operation)(ir->is_constant ? row->with_constant : row->instruction);
    reg_t left = operand(ir->left, REGISTER_AT);
    reg_t right = operand(ir->right, REGISTER_T9);
    reg_t to = target_of(ir->to);
    if (ir->operation == IR_EXTRACT)
        put(isa_encode_field(operation, to, left, (unsigned)ir->number, ir->high));
    else if (ir->is_constant && row->immediate == IMMEDIATE_SHIFT)
        put(isa_encode_shift(operation, to, left, (unsigned)ir->number));
    else if (ir->is_constant)
        put(isa_encode_immediate(operation, to, left, ir->number));
    else if (ir_table[ir->operation].right == OPERAND_n)
        put(isa_encode_shift(operation, to, left, 0));
    else if (row->immediate == IMMEDIATE_SHIFT)
        put(isa_encode_register(operation, to, right, left));
    else
        put(isa_encode_register(operation, to, left, right));
    changed(to);
    finish(ir->to);
}

static bool has_frame(void) {
    return frame_size > 0;
}

static void put_saved_register(reg_t reg, uint32_t offset, bool restore) {
    if (restore)
        load_stack(reg, (int32_t)offset);
    else
        store_stack(reg, (int32_t)offset, REGISTER_AT);
    note_effect((enum effect)((restore ? EFFECT_RESTORED : EFFECT_SAVED) + reg));
}

static void put_saved(bool restore) {
    uint32_t offset = floating_offset;
    for (reg_t reg = REGISTER_F20; function.has_floating && reg < REGISTER_VIRTUAL; reg += 2) {
        if (!function.saves[reg])
            continue;
        put_saved_double(reg, (int32_t)offset, restore);
        note_effect((enum effect)((restore ? EFFECT_RESTORED : EFFECT_SAVED) + reg));
        offset += 2 * WORD;
    }
    offset = saved_offset;
    for (reg_t reg = REGISTER_S0; reg < REGISTER_S0 + 8; reg++) {
        if (!function.saves[reg])
            continue;
        put_saved_register(reg, offset, restore);
        offset += WORD;
    }
    if (function.has_call)
        put_saved_register(REGISTER_RA, offset, restore);
}

// -fcheck-gaps: an instruction without effect tells who checks memory where a gap is: from the
// address that it computes up to the multiple of 8 that is 8 to 15 bytes behind it.
static void put_gaps(void) {
    for (uint32_t i = 1; i < function.slot_count; i++) {
        const struct slot *slot = &function.slots[i];
        if (slot->is_incoming || slot->used == 0 || !fits_16(slot->offset + (int64_t)slot->used))
            continue;
        put(isa_encode_immediate(ISA_ADDIU, REGISTER_ZERO, REGISTER_SP, slot->offset - 8));
        put(isa_encode_immediate(ISA_ADDIU, REGISTER_ZERO, REGISTER_SP,
                                 slot->offset + (int32_t)slot->used));
    }
}

static void put_prologue(void) {
    frame_register = REGISTER_SP;
    if (!has_frame())
        return;
    if (fits_16(-(int64_t)frame_size)) {
        put_add(REGISTER_SP, REGISTER_SP, -(int32_t)frame_size);
    } else {
        put_constant(REGISTER_AT, 0 - frame_size);
        put_register(ISA_ADDU, REGISTER_SP, REGISTER_SP, REGISTER_AT);
    }
    note_effect(EFFECT_FRAME);
    put_saved(false);
    put_gaps();
    if (!function.is_dynamic)
        return;
    put_register(ISA_ADDU, REGISTER_FRAME, REGISTER_SP, REGISTER_ZERO);
    note_effect(EFFECT_POINTER);
    frame_register = REGISTER_FRAME;
}

static void put_epilogue(void) {
    if (has_frame()) {
        origin.place = place_in_file(function.object->end_place);
        origin.copy = 0;
        if (function.is_dynamic) {
            put_register(ISA_ADDU, REGISTER_SP, REGISTER_FRAME, REGISTER_ZERO);
            note_effect(EFFECT_NO_POINTER);
        }
        reg_t inside = frame_register; // of what follows
        frame_register = REGISTER_SP;
        put_saved(true);
        frame_register = inside;
        if (fits_16(frame_size)) {
            put_add(REGISTER_SP, REGISTER_SP, (int32_t)frame_size);
        } else {
            put_constant(REGISTER_AT, frame_size);
            put_register(ISA_ADDU, REGISTER_SP, REGISTER_SP, REGISTER_AT);
        }
        note_effect(EFFECT_NO_FRAME);
    }
    put_control(isa_encode_register(ISA_JR, 0, REGISTER_RA, 0), REGISTER_RA, 0, false);
}

// All but the last return jump to the epilogue that the last one is.
static void put_return(uint32_t index, uint32_t epilogue) {
    bool is_last = true;
    for (uint32_t i = index + 1; i < function.count && is_last; i++)
        is_last = function.code[i].operation == IR_NOP;
    if (is_last) {
        if (label_index[epilogue] == NO_LABEL)
            place_label(epilogue);
        put_epilogue();
    } else if (has_frame()) {
        if (label_index[epilogue] == 0)
            label_index[epilogue] = NO_LABEL;
        put_branch(ISA_BEQ, 0, 0, epilogue);
    } else {
        put_epilogue();
    }
}

// A base register and an offset that reach what an access names.
reg_t reach(const struct ir *ir, reg_t scratch, int32_t *offset) {
    if (ir->base == BASE_SYMBOL)
        return reach_symbol(ir, scratch, offset);
    if (ir->base == BASE_SLOT) {
        *offset = slot_offset(ir->slot) + ir->number;
        return reach_stack(offset, scratch);
    }
    *offset = ir->number;
    return operand(ir->left, scratch);
}

static void put_address(const struct ir *ir) {
    reg_t to = target_of(ir->to);
    if (ir->base == BASE_SYMBOL) {
        put_symbol(to, ir->symbol, ir->number, ir->place);
    } else {
        int32_t offset;
        reg_t base = reach(ir, to, &offset);
        if (base == frame_register || offset != 0)
            put_add(to, base, offset);
    }
    finish(ir->to);
}

// What is given lies above the outgoing arguments.
static void put_stack(const struct ir *ir) {
    if (ir->operation == IR_STACK_SAVE) {
        put_register(ISA_ADDU, target_of(ir->to), REGISTER_SP, REGISTER_ZERO);
        finish(ir->to);
        return;
    }
    reg_t left = operand(ir->left, REGISTER_AT);
    if (ir->operation == IR_STACK_RESTORE) {
        put_register(ISA_ADDU, REGISTER_SP, left, REGISTER_ZERO);
        return;
    }
    reg_t to = target_of(ir->to);
    put_register(ISA_SUBU, REGISTER_SP, REGISTER_SP, left);
    if (fits_16(function.outgoing)) {
        put_add(to, REGISTER_SP, (int32_t)function.outgoing);
    } else {
        put_constant(to, function.outgoing);
        put_register(ISA_ADDU, to, to, REGISTER_SP);
    }
    finish(ir->to);
}

static void put_branch_on(const struct ir *ir) {
    reg_t left = operand(ir->left, REGISTER_AT);
    reg_t right = operand(ir->right, REGISTER_T9);
    enum isa_operation operation = (enum isa_operation)target[ir->operation].instruction;
    if (ir->operation == IR_BRANCH_LESS && ir->left == REGISTER_ZERO) {
        put_branch(ISA_BGTZ, right, REGISTER_ZERO, ir->label);
    } else if (ir->operation == IR_BRANCH_NOT_LESS && ir->left == REGISTER_ZERO) {
        put_branch(ISA_BLEZ, right, REGISTER_ZERO, ir->label);
    } else {
        put_branch(operation, left, right, ir->label);
    }
}

// The words of an asm statement stay as they are.
static void put_assembly(const struct assembly_code *assembled, place_t place) {
    uint32_t start = code.count;
    open_slot = 0;
    for (uint32_t i = 0; i < assembled->count; i++) {
        put_fixed(assembled->words[i]);
        open_slot = 0;
    }
    for (const struct relocation *r = assembled->relocations; r != NULL; r = r->next) {
        if (r->symbol != NULL)
            link_reference(r->symbol, place);
        relocate(start + r->offset / WORD, r->symbol,
                 r->addend + (r->symbol == NULL ? start * WORD : 0));
        relocations->kind = r->kind;
    }
    pinned = array_room(pinned, &pinned_capacity, pinned_count, sizeof *pinned);
    pinned[pinned_count++] = (struct words){start, code.count};
    movable = 0;
    forget_product();
}

static void put_instruction(const struct ir *ir) {
    reg_t left, right;
    int32_t offset;
    if (class_is_floating(ir->class)) {
        put_floating(ir);
        return;
    }
    switch (ir->operation) {
    case IR_NOP: break;
    case IR_LABEL: place_label(ir->label); break;
    case IR_COPY: put_copy(ir); break;
    case IR_CONSTANT:
        put_constant(target_of(ir->to), (uint32_t)ir->number);
        finish(ir->to);
        break;
    case IR_ADDRESS: put_address(ir); break;
    case IR_MULTIPLY:
    case IR_MULTIPLY_HIGH:
    case IR_DIVIDE:
    case IR_DIVIDE_UNSIGNED:
    case IR_REMAINDER:
    case IR_REMAINDER_UNSIGNED: put_product(ir); break;
    case IR_LOAD:
        left = reach(ir, ir->base == BASE_REGISTER ? REGISTER_AT : target_of(ir->to), &offset);
        put_load_of(ir->width, target_of(ir->to), left, offset);
        finish(ir->to);
        break;
    case IR_STORE:
        right = operand(ir->right, REGISTER_T9);
        left = reach(ir, REGISTER_AT, &offset);
        put_store_of(ir->width, right, left, offset);
        break;
    case IR_STORE_ARGUMENT:
        right = operand(ir->right, REGISTER_T9);
        put_argument(right, ir->number);
        break;
    case IR_CALL: put_call(ir->symbol, ir->place); break;
    case IR_CALL_INDIRECT:
        left = operand(ir->left, REGISTER_T9);
        if (options.mips32)
            put_jump_and_link(left);
        else
            put_indirect_call(left, ir->place);
        break;
    case IR_STACK_ALLOCATE:
    case IR_STACK_SAVE:
    case IR_STACK_RESTORE: put_stack(ir); break;
    case IR_SYSCALL:
        put(isa_encode_register(ISA_SYSCALL, 0, 0, 0));
        movable = 0;
        forget_product();
        break;
    case IR_ASSEMBLY: put_assembly(ir->assembly, ir->place); break;
    case IR_JUMP: put_branch(ISA_BEQ, 0, 0, ir->label); break;
    case IR_BRANCH_EQUAL:
    case IR_BRANCH_NOT_EQUAL:
    case IR_BRANCH_LESS:
    case IR_BRANCH_NOT_LESS: put_branch_on(ir); break;
    case IR_JUMP_TABLE:
        left = operand(ir->left, REGISTER_AT);
        put_control(isa_encode_register(ISA_JR, 0, left, 0), left, 0, false);
        break;
    default: put_operation(ir); break;
    }
}

static bool jumps_to_next(uint32_t index) {
    for (uint32_t i = index + 1; i < function.count; i++) {
        const struct ir *ir = &function.code[i];
        if (ir->operation == IR_LABEL && ir->label == function.code[index].label)
            return true;
        if (ir->operation != IR_LABEL && ir->operation != IR_NOP)
            return false;
    }
    return false;
}

static void start_instruction(uint32_t index) {
    const struct ir *ir = &function.code[index];
    current = index;
    origin.instruction = index;
    origin.copy = ir->copy;
    if (keeps_origins && ir->place != 0)
        origin.place = place_in_file(ir->place);
}

static void put_function(void) {
    uint32_t epilogue = function.label_count;
    label_index[epilogue] = 0;
    code.count = 0;
    fixup_count = 0;
    relocations = NULL;
    pinned_count = 0;
    movable = 0;
    open_slot = 0;
    forget_product();
    origin = (struct origin){.place = place_in_file(function.object->place),
                             .instruction = NO_INSTRUCTION};
    put_prologue();
    for (uint32_t i = 0; i < function.count; i++) {
        const struct ir *ir = &function.code[i];
        start_instruction(i);
        if (ir->operation == IR_JUMP && jumps_to_next(i))
            continue;
        if (ir->operation == IR_RETURN)
            put_return(i, epilogue);
        else
            put_instruction(ir);
    }
    if (label_index[epilogue] == NO_LABEL) { // the code ends in an endless loop
        place_label(epilogue);
        put_epilogue();
    }
}

// ---- branches ----

// Makes a conditional branch one whose slot is done only if it is taken, so that any word of its
// destination may be there.
static bool make_likely(const struct fixup *fixup, uint32_t to) {
    static const uint8_t likely[][2] = {
        {ISA_BEQ, ISA_BEQL},   {ISA_BNE, ISA_BNEL},   {ISA_BLTZ, ISA_BLTZL}, {ISA_BGEZ, ISA_BGEZL},
        {ISA_BC1F, ISA_BC1FL}, {ISA_BC1T, ISA_BC1TL}, {ISA_BLEZ, ISA_BLEZL}, {ISA_BGTZ, ISA_BGTZL}};
    uint32_t word = code.words[fixup->index];
    enum isa_operation branch = isa_decode(word);
    if (!options.mips32 || !is_movable(fixup, to))
        return false;
    for (uint32_t i = 0; i < sizeof likely / sizeof likely[0]; i++)
        if (likely[i][0] == branch)
            code.words[fixup->index] =
                isa_table[likely[i][1]].word | (word & ~isa_table[branch].fixed);
    return true;
}

// Fills the empty delay slot of a branch with the first word of its destination, which then is the
// second.
static uint32_t fill_from_target(const struct fixup *fixup, uint32_t to) {
    if (!can_fill(fixup, to) && !make_likely(fixup, to))
        return to;
    code.words[fixup->index + 1] = code.words[to];
    if (keeps_origins) {
        code.origins[fixup->index + 1] = code.origins[to];
        code.origins[fixup->index + 1].instruction = NO_INSTRUCTION;
        code.origins[fixup->index + 1].effect = EFFECT_NONE; // the next word is not reached by it
    }
    return to + 1;
}

// False if a branch does not reach its label.
static bool patch_branches(void) {
    for (uint32_t i = 0; i < fixup_count; i++) {
        uint32_t index = fixups[i].index;
        uint32_t to = label_index[fixups[i].label];
        uint32_t word = code.words[index];
        if (isa_decode(word) == ISA_J) {
            relocate(index, NULL, to * WORD);
            continue;
        }
        to = fill_from_target(&fixups[i], to);
        word = code.words[index];
        int64_t distance = (int64_t)to - (int64_t)index - 1;
        if (!fits_16(distance))
            return false;
        code.words[index] = (word & 0xffff0000u) | ((uint32_t)distance & 0xffff);
    }
    return true;
}

// ---- the whole function ----

// Behind a gap that begins at an offset: 8 to 15 bytes.
static uint32_t gap_end(uint32_t offset) {
    return (offset + 15) / 8 * 8;
}

static void layout_frame(void) {
    uint32_t offset = function.outgoing;
    for (uint32_t i = 1; i < function.slot_count; i++) {
        struct slot *slot = &function.slots[i];
        if (slot->is_incoming)
            continue;
        if (slot->used != 0)
            offset = gap_end(offset);
        offset = align_up(offset, slot->alignment);
        slot->offset = (int32_t)offset;
        offset = slot->used != 0 ? gap_end(offset + slot->used) : offset + slot->size;
    }
    floating_offset = offset;
    for (reg_t reg = REGISTER_F20; function.has_floating && reg < REGISTER_VIRTUAL; reg += 2) {
        if (!function.saves[reg])
            continue;
        floating_offset = (floating_offset + 2 * WORD - 1) / (2 * WORD) * (2 * WORD);
        offset = (offset + 2 * WORD - 1) / (2 * WORD) * (2 * WORD) + 2 * WORD;
    }
    saved_offset = offset;
    for (reg_t reg = REGISTER_S0; reg < REGISTER_S0 + 8; reg++)
        offset += function.saves[reg] ? WORD : 0;
    offset += function.has_call ? WORD : 0;
    frame_size = (offset + 7) / 8 * 8;
}

static void store_result(void) {
    struct place_in_image *image = function.object->image;
    image->word_count = code.count;
    image->size = code.count * WORD;
    image->words = allocate(code.count * sizeof *image->words);
    memcpy(image->words, code.words, code.count * sizeof *image->words);
    image->jumps = relocations;
    if (keeps_origins)
        debug_lines(image, &code);
    if (options.debug)
        debug_describe(image, &code, frame_size, saved_offset);
    for (struct label_address *l = function.object->label_addresses; l != NULL; l = l->next)
        l->object->code_offset = label_index[l->label->label] * WORD;
    for (struct jump_table *t = function.tables; t != NULL; t = t->next) {
        struct place_in_image *table = t->object->image;
        if (table == NULL)
            continue; // its switch was dead code
        for (uint32_t i = 0; i < t->count; i++) {
            struct relocation *entry = allocate(sizeof *entry);
            entry->offset = i * WORD;
            entry->symbol = function.object;
            entry->addend = label_index[t->labels[i]] * WORD;
            entry->next = table->addresses;
            table->addresses = entry;
        }
    }
}

void emit_function(void) {
    label_index = scratch((function.label_count + 1) * sizeof(uint32_t));
    if (function.is_dynamic)
        function.saves[REGISTER_FRAME] = true;
    layout_frame();
    keeps_origins = options.listing || options.debug || options.dump == DUMP_EMIT;
    long_branches = false;
    put_function();
    if (!patch_branches()) {
        long_branches = true;
        put_function();
        patch_branches();
    }
    store_result();
}
