// What the target lacks, by what it has: one instruction after the other is taken from the typed
// code and appended to a new list, as it is or as several others. A register of 64 bits is two, the
// next one holds the upper word.
//
// A temporary whose value is a constant or another temporary needs no instruction: `instead` says
// what to read in its place.
//
// The 17 instructions access only words. A narrow load takes the word around the bytes and divides
// them out; a narrow store adds the difference of the new and the old bytes at their power of 256.
// Where the alignment of the base is known the position in the word is a constant; elsewhere it is
// the address modulo 4, and the power comes from a table in the window of $gp.

#include "legal.h"

#include <string.h>

enum { BYTE_BITS = 8 };

bool is_legalizing;
static struct instead { // by register
    enum { ITSELF, CONSTANT, REGISTER } kind;
    uint32_t number;
} * instead;
static struct ir *typed_code; // what is being legalized
static uint32_t typed_capacity;
static reg_t typed_count; // registers before legalization
static reg_t first_new;   // and before the current instruction

// ---- operands and results ----

static struct value word_in(reg_t reg) {
    if (reg == REGISTER_ZERO)
        return value_constant(0);
    if (reg == REGISTER_MSB)
        return value_constant(0x80000000u);
    return (struct value){.reg = reg};
}

struct value operand_word(reg_t reg) {
    if (reg >= typed_count || instead[reg].kind == ITSELF)
        return word_in(reg);
    if (instead[reg].kind == CONSTANT)
        return value_constant(instead[reg].number);
    return word_in(instead[reg].number);
}

struct wide operand_wide(reg_t reg, const struct ir *constant) {
    if (constant != NULL && constant->is_constant)
        return (struct wide){value_constant((uint32_t)constant->number),
                             value_constant(constant->high)};
    return (struct wide){operand_word(reg), operand_word(reg + 1)};
}

static bool is_lasting(struct value value) {
    return value.is_constant ||
           (value.reg >= REGISTER_VIRTUAL && function.facts[value.reg].is_once);
}

// Lets an earlier instruction of the current ones make its value in `to`, if nothing between needs
// what that holds. False if it cannot.
static bool make_in(reg_t to, struct value value) {
    enum { MOST_STEPS = 16 };
    if (!function.facts[value.reg].is_once)
        return false;
    for (uint32_t i = function.count, steps = 0; i-- > 0 && steps < MOST_STEPS; steps++) {
        struct ir *ir = &function.code[i];
        if (ir->to == value.reg) {
            ir->to = to;
            for (i++; i < function.count; i++) {
                ir = &function.code[i];
                ir->left = ir->left == value.reg ? to : ir->left;
                ir->right = ir->right == value.reg ? to : ir->right;
            }
            return true;
        }
        if (ir->to == to || ir->left == to || ir->right == to || ir->operation == IR_LABEL ||
            ir_ends_block(ir) || ir_has(ir, IR_CALLS))
            return false;
    }
    return false;
}

void set_word(reg_t to, struct value value) {
    if (to >= REGISTER_VIRTUAL && function.facts[to].is_once && is_lasting(value))
        instead[to] = value.is_constant ? (struct instead){CONSTANT, (uint32_t)value.number}
                                        : (struct instead){REGISTER, value.reg};
    else if (value.is_constant || value.reg < first_new || !make_in(to, value))
        value_move(to, value);
}

// Both words at once: the new high one may be the old low one.
void set_wide(reg_t to, struct wide value) {
    if (!value.high.is_constant && value.high.reg == to) {
        reg_t kept = temporary_new(CLASS_WORD, WORD_BITS);
        value_move(kept, value.high);
        value.high = word_in(kept);
    }
    if (!value.low.is_constant && !value.high.is_constant && value.low.reg == value.high.reg) {
        value_move(to, value.low); // which both need
        value_move(to + 1, value.high);
        return;
    }
    set_word(to, value.low);
    set_word(to + 1, value.high);
}

struct value native(enum ir_operation operation, struct value left, struct value right) {
    struct term term = {operation, CLASS_WORD, left, right};
    struct facts facts = term_facts(&term);
    if (!target_takes(operation, right))
        term.right = (struct value){.reg = value_register(right)};
    struct value result = term_append(&term, facts);
    if (right.is_constant && right.number != 0)
        ir_last()->has_effect = false;
    return result;
}

// The entry `index` of a table of words in the window of $gp.
struct value pool_power(struct value index, int32_t table) {
    reg_t to = temporary_new(CLASS_WORD, WORD_BITS);
    reg_t base = REGISTER_GP;
    if (index.is_constant) {
        table += (int32_t)index.number * WORD;
    } else {
        struct value offset = operate(IR_SHIFT_LEFT, index, value_constant(2));
        base = native(IR_ADD, offset, (struct value){.reg = REGISTER_GP}).reg;
    }
    struct ir *ir = ir_append(IR_LOAD, to, base, 0);
    ir->number = table;
    ir->alignment = WORD;
    return word_in(to);
}

// ---- memory ----

// The instruction with what its base and offset are now, at the offset plus `more`.
struct ir access_at(const struct ir *ir, int32_t more) {
    struct ir access = *ir;
    access.number += more;
    if (ir->base != BASE_REGISTER)
        return access;
    struct value base = operand_word(ir->left);
    if (!fits_16((int64_t)ir->number + more)) {
        base = operate(IR_ADD, base, value_constant((uint32_t)access.number));
        access.number = 0;
    }
    access.left = value_register(base);
    return access;
}

static struct value load_at(const struct ir *access) {
    struct ir *load = ir_append_copy(access);
    load->operation = IR_LOAD;
    load->class = CLASS_WORD;
    load->right = 0;
    load->to = temporary_new(CLASS_WORD, WORD_BITS);
    return word_in(function.code[function.count - 1].to);
}

static void store_at(const struct ir *access, struct value value) {
    reg_t from = value_register(value);
    struct ir *store = ir_append_copy(access);
    store->operation = IR_STORE;
    store->class = CLASS_WORD;
    store->to = 0;
    store->right = from;
}

// The word that holds a narrow scalar, and 256 to the power of the scalar's position.
struct narrow {
    struct ir word;
    struct value power;
};

static struct narrow narrow_at(const struct ir *ir) {
    struct narrow narrow;
    uint32_t position = (uint32_t)ir->number % WORD;
    if (ir->base != BASE_REGISTER || ir->alignment >= WORD) {
        narrow.word = access_at(ir, -(int32_t)position);
        narrow.power = value_constant((uint32_t)1 << (position * BYTE_BITS));
    } else {
        struct value pointer = operand_word(ir->left);
        pointer = operate(IR_ADD, pointer, value_constant((uint32_t)ir->number));
        struct value index = operate(IR_AND, pointer, value_constant(WORD - 1));
        narrow.word = *ir;
        narrow.word.left = value_register(operate(IR_SUBTRACT, pointer, index));
        narrow.word.number = 0;
        narrow.power = pool_power(index, NEAR_BYTE_POWERS);
    }
    narrow.word.width = IR_WORD;
    return narrow;
}

static uint32_t bits_of(const struct ir *ir) {
    return ir->width == IR_BYTE || ir->width == IR_BYTE_UNSIGNED ? 8 : 16;
}

static bool is_signed(const struct ir *ir) {
    return ir->width == IR_BYTE || ir->width == IR_HALF;
}

static struct value unsigned_part(struct value value, uint32_t bits) {
    return operate(IR_AND, value, value_constant(((uint32_t)1 << bits) - 1));
}

// What the power of 256 stands at, and all above.
static struct value divided(struct value word, struct value power) {
    if (power.is_constant)
        return operate(IR_DIVIDE_UNSIGNED, word, power);
    struct value result = native(IR_DIVIDE_UNSIGNED, word, power);
    ir_last()->has_effect = false;
    return result;
}

static struct value load_narrow(const struct ir *ir) {
    struct narrow narrow = narrow_at(ir);
    struct value word = load_at(&narrow.word);
    uint32_t bits = bits_of(ir);
    if (narrow.power.is_constant && is_signed(ir) &&
        narrow.power.number == (uint64_t)1 << (WORD_BITS - bits))
        return operate(IR_SHIFT_ARITHMETIC, word, value_constant(WORD_BITS - bits));
    word = divided(word, narrow.power);
    return is_signed(ir) ? operate_one(bits == 8 ? IR_EXTEND_BYTE : IR_EXTEND_HALF, word)
                         : unsigned_part(word, bits);
}

static void store_narrow(const struct ir *ir, struct value value) {
    if (ir->is_whole) {
        struct ir access = access_at(ir, 0);
        access.width = IR_WORD;
        store_at(&access, value);
        return;
    }
    uint32_t bits = bits_of(ir);
    struct narrow narrow = narrow_at(ir);
    struct value word = load_at(&narrow.word);
    struct value old = unsigned_part(divided(word, narrow.power), bits);
    value = unsigned_part(value, bits);
    struct value change = operate(IR_SUBTRACT, value, old);
    word = operate(IR_ADD, word, operate(IR_MULTIPLY, change, narrow.power));
    store_at(&narrow.word, word);
}

static bool is_narrow(const struct ir *ir) {
    return ir->width != IR_WORD && ir->width != IR_LONG && !options.mips32;
}

static void load_long(const struct ir *ir) {
    struct ir high = access_at(ir, WORD);
    struct ir low = access_at(ir, 0);
    low.width = high.width = IR_WORD;
    low.class = high.class = CLASS_WORD;
    high.to = ir->to + 1;
    ir_append_copy(&high);
    ir_append_copy(&low);
}

static void legalize_load(const struct ir *ir) {
    if (ir->width == IR_LONG) {
        load_long(ir);
    } else if (is_narrow(ir)) {
        set_word(ir->to, load_narrow(ir));
    } else if (ir->base != BASE_REGISTER) {
        ir_append_copy(ir);
    } else {
        struct ir access = access_at(ir, 0);
        ir_append_copy(&access);
    }
}

static void legalize_store(const struct ir *ir) {
    if (ir->width == IR_LONG) {
        struct wide value = operand_wide(ir->right, NULL);
        struct ir access = access_at(ir, 0);
        access.width = IR_WORD;
        store_at(&access, value.low);
        access = access_at(ir, WORD);
        access.width = IR_WORD;
        store_at(&access, value.high);
    } else if (is_narrow(ir)) {
        store_narrow(ir, operand_word(ir->right));
    } else if (ir->base != BASE_REGISTER) {
        store_at(ir, operand_word(ir->right));
    } else {
        struct ir access = access_at(ir, 0);
        store_at(&access, operand_word(ir->right));
    }
}

// ---- branches ----

// On words. The machine compares for equality; mips32 for less only with zero.
void legalize_branch(enum ir_operation operation, struct value left, struct value right,
                     uint32_t label) {
    bool is_zero = is_number(right, 0);
    bool is_zero_left = is_number(left, 0);
    bool is_equality = operation == IR_BRANCH_EQUAL || operation == IR_BRANCH_NOT_EQUAL;
    if (!is_equality && !(target[operation].is_native && (is_zero || is_zero_left))) {
        bool is_unsigned =
            operation == IR_BRANCH_LESS_UNSIGNED || operation == IR_BRANCH_NOT_LESS_UNSIGNED;
        bool is_less = operation == IR_BRANCH_LESS || operation == IR_BRANCH_LESS_UNSIGNED;
        left = operate(is_unsigned ? IR_LESS_UNSIGNED : IR_LESS, left, right);
        branch(is_less ? IR_BRANCH_NOT_EQUAL : IR_BRANCH_EQUAL, left, value_constant(0), label);
        return;
    }
    reg_t left_register = value_register(left);
    reg_t right_register = value_register(right);
    ir_append(operation, 0, left_register, right_register)->label = label;
}

// ---- one instruction ----

// What is known of the operation is known of the last instruction that it becomes.
struct value legalize_term(const struct term *term) {
    struct value result = expand_word(term);
    if (target[term->operation].is_native || result.is_constant || !is_lasting(result))
        return result;
    struct facts facts = term_facts(term);
    struct facts *known = &function.facts[result.reg];
    if (facts.width < known->width)
        known->width = facts.width;
    if (facts.zeros > known->zeros)
        known->zeros = facts.zeros;
    return result;
}

// Appends what the target has as it is, with what is now in place of its operands. False if that is
// a constant, or if the target lacks it.
static bool append_native(const struct ir *ir) {
    const struct ir_row *row = &ir_table[ir->operation];
    reg_t left = ir->left, right = ir->right;
    if (row->left >= OPERAND_w) {
        struct value value = operand_word(left);
        if (value.is_constant && row->to != OPERAND_n)
            return false;
        left = value_register(value);
    }
    if (ir->is_constant) {
        if (!target_takes((enum ir_operation)ir->operation, value_constant((uint32_t)ir->number)))
            return false;
    } else if (row->right != OPERAND_n) {
        struct value value = operand_word(right);
        if (value.is_constant && row->to != OPERAND_n)
            return false;
        right = value_register(value);
    }
    struct ir *copy = ir_append_copy(ir);
    copy->left = left;
    copy->right = right;
    return true;
}

static bool is_wide(const struct ir *ir) {
    const struct ir_row *row = &ir_table[ir->operation];
    return ir->class == CLASS_LONG || row->to == OPERAND_l || row->left == OPERAND_l;
}

// An operation on words that is simpler by now, or that the target lacks.
static void legalize_operation(const struct ir *ir) {
    enum ir_operation operation = (enum ir_operation)ir->operation;
    struct value left = operand_word(ir->left);
    struct value right = value_constant(0);
    if (ir->is_constant)
        right = value_constant((uint32_t)ir->number);
    else if (ir_table[operation].right != OPERAND_n)
        right = operand_word(ir->right);
    struct term term = {operation, CLASS_WORD, left, right};
    bool is_new = left.is_constant || (right.is_constant && !ir->is_constant);
    if (ir_has(ir, IR_JUMPS))
        branch(operation, left, right, ir->label);
    else
        set_word(ir->to, is_new ? operate(operation, left, right) : legalize_term(&term));
}

static void legalize(const struct ir *ir) {
    struct ir integer;
    if (function.has_floating && class_is_floating(ir->class)) {
        if (target_has_unit)
            legalize_hard(ir);
        if (target_has_unit || !legalize_soft(ir, &integer))
            return;
        ir = &integer;
    }
    if (ir->operation == IR_LOAD)
        legalize_load(ir);
    else if (ir->operation == IR_STORE)
        legalize_store(ir);
    else if (function.has_long && is_wide(ir))
        legalize_wide(ir);
    else if (ir->operation == IR_CONSTANT)
        set_word(ir->to, value_constant((uint32_t)ir->number));
    else if (ir->operation == IR_COPY)
        set_word(ir->to, operand_word(ir->left));
    else if (ir->operation == IR_JUMP)
        ir_append_copy(ir);
    else if (!target[ir->operation].is_native || ir_has(ir, IR_JUMPS) ||
             ir->operation == IR_MULTIPLY || !append_native(ir))
        legalize_operation(ir);
}

// From here on every register is a word.
static void split_registers(void) {
    for (reg_t reg = REGISTER_VIRTUAL; reg < typed_count; reg++) {
        struct facts *low = &function.facts[reg];
        if (low->class == CLASS_SINGLE && !target_has_unit)
            low->class = CLASS_WORD;
        if (class_is_floating(low->class) && target_has_unit)
            continue;
        if (low->class == CLASS_WORD)
            continue;
        low[1] = *low;
        low[1].class = low->class = CLASS_WORD;
        low[1].width = low->width > WORD_BITS ? low->width - WORD_BITS : 0;
        low[1].zeros = 0;
        if (low->width > WORD_BITS)
            low->width = WORD_BITS;
        if (low->zeros >= low->width)
            low->zeros = 0;
    }
}

// What is new from `start` on may be simpler together with what is around it: says so at the last
// label before, `head`. Returns the last label now.
static uint32_t note_rebuilt(uint32_t start, uint32_t head) {
    if (function.count > head && function.code[head].operation == IR_LABEL)
        function.code[head].has_effect = true;
    else
        function.is_rebuilt = true;
    for (uint32_t i = start; i < function.count; i++)
        if (function.code[i].operation == IR_LABEL) {
            function.code[i].has_effect = true;
            head = i;
        }
    return head;
}

static bool is_as_it_was(const struct ir *typed, uint32_t start) {
    return function.count == start ||
           (function.count == start + 1 && function.code[start].operation == typed->operation);
}

void legalize_function(void) {
    uint32_t count = function.count, capacity = function.capacity;
    struct ir *code = function.code;
    function.code = typed_code;
    function.capacity = typed_capacity;
    typed_code = code;
    typed_capacity = capacity;
    typed_count = function.register_count;
    instead = scratch(typed_count * sizeof *instead);
    is_legalizing = true;
    function.is_rebuilt = false;
    function.count = 0;
    uint32_t head = 0;
    if (function.has_long || function.has_floating)
        split_registers();
    for (uint32_t i = 0; i < count; i++) {
        if (typed_code[i].operation == IR_NOP)
            continue;
        lower_place = typed_code[i].place;
        lower_copy = typed_code[i].copy;
        first_new = function.register_count;
        uint32_t start = function.count;
        legalize(&typed_code[i]);
        if (typed_code[i].operation == IR_LABEL)
            head = start;
        else if (!is_as_it_was(&typed_code[i], start))
            head = note_rebuilt(start, head);
    }
    is_legalizing = false;
}
