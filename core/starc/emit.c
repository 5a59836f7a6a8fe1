// Machine code of one function: each instruction of the intermediate representation becomes one to
// four of the machine. If a branch does not reach, the function is emitted again with long
// branches.
//
// The frame, from $sp up: outgoing arguments, slots, saved registers, $ra; then the caller's.

#include "assembly_statement.h"
#include "debug.h"
#include "emit.h"

#include "../isa/isa.h"

#include <string.h>

enum { WORD = 4 };

static uint32_t frame_size;
static reg_t frame_register;     // what points to the frame
static uint32_t saved_offset;    // of the first saved register
static uint32_t floating_offset; // of the first saved register of the unit
static bool epilogue_is_awaited; // jumped to but not placed yet

// What hi and lo hold: the operation and its operands, as long as those registers are unchanged.
static enum isa_operation product_operation;
static reg_t product_left, product_right;

// ---- words, and the registers that they change ----

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
            put_fixed(word);
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
        emitted_origin.place = place_in_file(function.object->end_place);
        emitted_origin.copy = 0;
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

static void start_block(uint32_t label) {
    place_label(label);
    forget_product();
}

static void place_epilogue(uint32_t label) {
    start_block(label);
    epilogue_is_awaited = false;
}

// All but the last return jump to the epilogue that the last one is.
static void put_return(uint32_t index, uint32_t epilogue) {
    bool is_last = true;
    for (uint32_t i = index + 1; i < function.count && is_last; i++)
        is_last = function.code[i].operation == IR_NOP;
    if (is_last) {
        if (epilogue_is_awaited)
            place_epilogue(epilogue);
        put_epilogue();
    } else if (has_frame()) {
        epilogue_is_awaited = true;
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

static void put_assembly(const struct assembly_code *assembled, place_t place) {
    uint32_t start = emitted.count;
    put_pinned(assembled->words, assembled->count);
    for (const struct relocation *r = assembled->relocations; r != NULL; r = r->next) {
        if (r->symbol != NULL)
            link_reference(r->symbol, place);
        uint32_t addend = r->addend + (r->symbol == NULL ? start * WORD : 0);
        relocate(start + r->offset / WORD, r->symbol, addend)->kind = r->kind;
    }
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
    case IR_LABEL: start_block(ir->label); break;
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
        put_fixed(isa_encode_register(ISA_SYSCALL, 0, 0, 0));
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
    emitted_origin.instruction = index;
    emitted_origin.copy = ir->copy;
    if (keeps_origins && ir->place != 0)
        emitted_origin.place = place_in_file(ir->place);
}

static void put_function(bool has_long_branches) {
    uint32_t epilogue = function.label_count;
    emit_start(has_long_branches);
    epilogue_is_awaited = false;
    forget_product();
    emitted_origin = (struct origin){.place = place_in_file(function.object->place),
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
    if (epilogue_is_awaited) { // the code ends in an endless loop
        place_epilogue(epilogue);
        put_epilogue();
    }
}

// ---- branches ----

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
    image->word_count = emitted.count;
    image->size = emitted.count * WORD;
    image->words = allocate(emitted.count * sizeof *image->words);
    memcpy(image->words, emitted.words, emitted.count * sizeof *image->words);
    image->jumps = emitted_relocations;
    if (keeps_origins)
        debug_lines(image, &emitted);
    if (options.debug)
        debug_describe(image, &emitted, frame_size, saved_offset);
    for (struct label_address *l = function.object->label_addresses; l != NULL; l = l->next)
        l->object->code_offset = label_offset(l->label->label);
    for (struct jump_table *t = function.tables; t != NULL; t = t->next) {
        struct place_in_image *table = t->object->image;
        if (table == NULL)
            continue; // its switch was dead code
        for (uint32_t i = 0; i < t->count; i++) {
            struct relocation *entry = allocate(sizeof *entry);
            entry->offset = i * WORD;
            entry->symbol = function.object;
            entry->addend = label_offset(t->labels[i]);
            entry->next = table->addresses;
            table->addresses = entry;
        }
    }
}

void emit_function(void) {
    if (function.is_dynamic)
        function.saves[REGISTER_FRAME] = true;
    layout_frame();
    put_function(false);
    if (!patch_branches()) {
        put_function(true);
        patch_branches();
    }
    store_result();
}
