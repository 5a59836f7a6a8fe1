// Building instructions from values: what is known already is folded, what an identity makes
// simpler is simplified, the rest is appended to the function. Lowering, the optimizer and
// legalization share these rules.

#include "lower.h"

#include <string.h>

enum { WORD = 4, WORD_BITS = 32, LONG_BITS = 64 };

struct function function;
struct arena function_arena;
place_t lower_place;
uint32_t lower_copy;

const struct ir_row ir_table[IR_OPERATION_COUNT] = {
#define IR(name, form, to, left, right, traits, result)                                            \
    {form, OPERAND_##to, OPERAND_##left, OPERAND_##right, traits},
#include "ir.def"
#undef IR
};

const uint8_t ir_access_bits[] = {32, 32, 8, 32, 16, 64}; // ORDER WIDTH

static uint32_t bits_of(uint32_t class) {
    return class == CLASS_LONG || class == CLASS_DOUBLE ? LONG_BITS : WORD_BITS;
}

// ---- instructions, registers, labels, slots ----

static struct ir *ir_new(void) {
    function.code =
        array_room(function.code, &function.capacity, function.count, sizeof *function.code);
    return &function.code[function.count++];
}

struct ir *ir_append_copy(const struct ir *ir) {
    struct ir *copy = ir_new();
    *copy = *ir;
    return copy;
}

struct ir *ir_append(enum ir_operation operation, reg_t to, reg_t left, reg_t right) {
    struct ir *ir = ir_new();
    *ir = (struct ir){.operation = (uint8_t)operation,
                      .to = to,
                      .left = left,
                      .right = right,
                      .place = lower_place,
                      .copy = lower_copy};
    return ir;
}

void ir_append_jump(uint32_t label) {
    ir_append(IR_JUMP, 0, 0, 0)->label = label;
}

void ir_set_constant(struct ir *ir, uint64_t number) {
    ir->is_constant = true;
    ir->right = REGISTER_ZERO;
    ir->number = (int32_t)(uint32_t)number;
    ir->high = (uint32_t)(number >> WORD_BITS);
}

uint64_t ir_constant(const struct ir *ir) {
    return (uint64_t)ir->high << WORD_BITS | (uint32_t)ir->number;
}

struct ir *ir_last(void) {
    return function.count > 0 ? &function.code[function.count - 1] : NULL;
}

static reg_t register_with(struct facts facts) {
    reg_t reg = function.register_count++;
    function.facts =
        array_room(function.facts, &function.facts_capacity, reg + 1, sizeof *function.facts);
    function.facts[reg] = facts;
    if (facts.class == CLASS_WORD)
        return reg;
    if (bits_of(facts.class) == LONG_BITS) {
        function.facts[reg + 1] = (struct facts){.width = WORD_BITS};
        function.register_count++;
        function.has_long = true;
    }
    if (class_is_floating(facts.class))
        function.has_floating = true;
    return reg;
}

reg_t register_new(enum ir_class class) {
    return register_with(
        (struct facts){.class = (uint8_t) class, .width = (uint8_t)bits_of(class)});
}

// Of machine registers only zero is known.
void facts_start(void) {
    function.register_count = REGISTER_VIRTUAL;
    if (function.facts != NULL)
        return; // they stay from function to function
    function.register_count = 0;
    while (function.register_count < REGISTER_VIRTUAL)
        register_new(CLASS_WORD);
    function.facts[REGISTER_ZERO].width = 0;
}

reg_t temporary_new(enum ir_class class, uint32_t width) {
    return register_with(
        (struct facts){.class = (uint8_t) class, .is_once = true, .width = (uint8_t)width});
}

uint32_t label_new(void) {
    return function.label_count++;
}

void label_place(uint32_t label) {
    ir_append(IR_LABEL, 0, 0, 0)->label = label;
}

uint32_t slot_new(uint32_t size, uint32_t alignment) {
    function.slots = array_room(function.slots, &function.slot_capacity, function.slot_count,
                                sizeof *function.slots);
    struct slot *slot = &function.slots[function.slot_count];
    slot->size = (size + WORD - 1) / WORD * WORD;
    slot->alignment = alignment < WORD ? WORD : alignment;
    slot->is_incoming = false;
    slot->used = 0;
    slot->offset = 0;
    return function.slot_count++;
}

uint32_t slot_of_register(reg_t reg) {
    uint32_t size = bits_of(function.facts[reg].class) / 8;
    return slot_new(size, size);
}

// ---- values ----

bool fits_16(int64_t number) {
    return number >= -32768 && number <= 32767;
}

static struct ir *append_constant(reg_t to, struct value value) {
    struct ir *ir = ir_append(IR_CONSTANT, to, 0, 0);
    ir->class = value.class;
    ir_set_constant(ir, value.number);
    if (class_is_floating(value.class))
        function.has_floating = true;
    return ir;
}

// Registers that always hold a constant; 0 also stands for none.
static reg_t constant_register(struct value value) {
    bool is_top = value.class == CLASS_WORD && value.number == 0x80000000u;
    return is_top ? REGISTER_MSB : REGISTER_ZERO;
}

static bool has_register(struct value value) {
    return value.class == CLASS_WORD && (value.number == 0 || value.number == 0x80000000u);
}

reg_t value_register(struct value value) {
    if (!value.is_constant)
        return value.reg;
    if (has_register(value))
        return constant_register(value);
    reg_t to = temporary_new((enum ir_class)value.class, bits_of(value.class));
    append_constant(to, value);
    return to;
}

void value_move(reg_t to, struct value value) {
    if (value.is_constant && !has_register(value))
        append_constant(to, value);
    else if (value.is_constant)
        ir_append(IR_COPY, to, constant_register(value), 0);
    else if (value.reg != to)
        ir_append(IR_COPY, to, value.reg, 0)->class = value.class;
}

// If the last instruction has made the temporary, it makes it in its destination instead.
void value_give(reg_t to, struct value value) {
    struct ir *last = ir_last();
    if (!value.is_constant && value.reg >= REGISTER_VIRTUAL && function.facts[value.reg].is_once &&
        last != NULL && last->to == value.reg)
        last->to = to;
    else
        value_move(to, value);
}

uint32_t constant_width(uint64_t number) {
    static const uint32_t widths[16] = {0, 1, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 4, 4, 4, 4};
    uint32_t width = 0, rest = (uint32_t)number;
    if (number >> WORD_BITS != 0) {
        width = WORD_BITS;
        rest = (uint32_t)(number >> WORD_BITS);
    }
    if (rest >= 0x10000) {
        width += 16;
        rest >>= 16;
    }
    if (rest >= 0x100) {
        width += 8;
        rest >>= 8;
    }
    return rest >= 0x10 ? width + 4 + widths[rest >> 4] : width + widths[rest];
}

uint32_t constant_zeros(uint64_t number, enum ir_class class) {
    return number == 0 ? bits_of(class) : constant_width(number & (0 - number)) - 1;
}

int power_exponent(uint64_t number) {
    int exponent = 0;
    if (number == 0)
        return -1;
    while (number % 2 == 0) {
        number >>= 1;
        exponent++;
    }
    return number == 1 ? exponent : -1;
}

// ---- folding ----

static uint64_t folded;
static const bool UNKNOWN = false;

static bool yields(uint64_t result) {
    folded = result;
    return true;
}

static bool divides(int64_t dividend, int64_t divisor, bool is_remainder) {
    if (divisor == 0)
        return UNKNOWN;
    if (divisor == -1)
        return yields(is_remainder ? 0 : 0 - (uint64_t)dividend);
    return yields((uint64_t)(is_remainder ? dividend % divisor : dividend / divisor));
}

static uint32_t operand_class(uint32_t operand, uint32_t class) {
    static const uint8_t classes[] = {[OPERAND_l] = CLASS_LONG,
                                      [OPERAND_s] = CLASS_SINGLE,
                                      [OPERAND_d] = CLASS_DOUBLE,
                                      [OPERAND_t] = CLASS_WORD};
    return operand == OPERAND_t ? class : classes[operand];
}

static int64_t sign_extended(uint64_t number, uint32_t class) {
    return class == CLASS_LONG ? (int64_t)number : (int64_t)(int32_t)(uint32_t)number;
}

uint32_t ir_result_class(const struct ir *ir) {
    return operand_class(ir_table[ir->operation].to, ir->class);
}

bool ir_fold(enum ir_operation operation, enum ir_class class, uint64_t a, uint64_t b,
             uint64_t *result) {
    const struct ir_row *row = &ir_table[operation];
    int64_t sa = sign_extended(a, operand_class(row->left, class));
    int64_t sb = sign_extended(b, operand_class(row->right, class));
    uint32_t n = (uint32_t)b % bits_of(class);
    bool is_known = false, computes = class_is_floating(class);
    if (computes)
        computes = floating_fold(operation, class, a, b, &folded);
    switch (operation) {
#define IR(name, form, to, left, right, traits, result)                                            \
    case IR_##name:                                                                                \
        is_known = result;                                                                         \
        break;
#include "ir.def"
#undef IR
    case IR_OPERATION_COUNT: break;
    }
    *result = bits_of(operand_class(row->to, class)) == LONG_BITS ? folded : (uint32_t)folded;
    return is_known;
}

// ---- what is known of results ----

static uint32_t least(uint32_t left, uint32_t right) {
    return left < right ? left : right;
}

static uint32_t most(uint32_t left, uint32_t right) {
    return left > right ? left : right;
}

static uint32_t less_by(uint32_t left, uint32_t right) {
    return left > right ? left - right : 0;
}

// Width and lower zeros of shifts by a constant.
static struct facts shift_facts(const struct term *term, uint32_t width, uint32_t zeros,
                                uint32_t bits) {
    uint32_t amount = (uint32_t)term->right.number % bits;
    if (term->operation == IR_SHIFT_LEFT) {
        width = least(width + amount, bits);
        zeros = least(zeros + amount, bits);
    } else {
        width = term->operation == IR_SHIFT_RIGHT ? less_by(width, amount) : bits;
        zeros = less_by(zeros, amount);
    }
    return (struct facts){.width = (uint8_t)width, .zeros = (uint8_t)zeros};
}

// A number is at most 2^n, and a remainder by it less than that.
static uint32_t right_logarithm(struct value value) {
    if (value.is_constant && value.number > 0)
        value.number--;
    return value_width(value);
}

static struct facts facts_of(uint32_t width, uint32_t zeros) {
    return (struct facts){.width = (uint8_t)width, .zeros = (uint8_t)(zeros < width ? zeros : 0)};
}

static struct facts sum_facts(const struct term *term, uint32_t bits) {
    uint32_t left = value_width(term->left), right = value_width(term->right);
    uint32_t left_zeros = value_zeros(term->left), right_zeros = value_zeros(term->right);
    uint32_t width = most(left, right);
    bool carries = term->operation == IR_ADD && left > right_zeros && right > left_zeros;
    return facts_of(least(width + carries, bits), least(left_zeros, right_zeros));
}

static struct facts product_facts(const struct term *term, uint32_t bits) {
    uint32_t width = value_width(term->left) + right_logarithm(term->right);
    uint32_t zeros = value_zeros(term->left) + value_zeros(term->right);
    return facts_of(least(width, bits), least(zeros, bits));
}

static struct facts pair_facts(const struct term *term) {
    uint32_t left = value_width(term->left), right = value_width(term->right);
    return facts_of(right > 0 ? WORD_BITS + right : left,
                    left > 0 ? value_zeros(term->left) : WORD_BITS + value_zeros(term->right));
}

struct facts term_facts(const struct term *term) {
    uint32_t bits = bits_of(operand_class(ir_table[term->operation].to, term->class));
    struct value left = term->left, right = term->right;
    switch (term->operation) {
    case IR_COPY: return facts_of(value_width(left), value_zeros(left));
    case IR_ADD:
    case IR_OR:
    case IR_XOR: return sum_facts(term, bits);
    case IR_SUBTRACT: return facts_of(bits, least(value_zeros(left), value_zeros(right)));
    case IR_MULTIPLY: return product_facts(term, bits);
    case IR_MULTIPLY_HIGH:
        return facts_of(less_by(value_width(left) + right_logarithm(right), WORD_BITS), 0);
    case IR_DIVIDE_UNSIGNED:
        if (right.is_constant && right.number > 0)
            return facts_of(less_by(value_width(left), value_width(right) - 1), 0);
        return facts_of(value_width(left), 0);
    case IR_REMAINDER_UNSIGNED:
        return facts_of(least(value_width(left), right_logarithm(right)), 0);
    case IR_AND:
        return facts_of(least(value_width(left), value_width(right)),
                        most(value_zeros(left), value_zeros(right)));
    case IR_SHIFT_LEFT:
    case IR_SHIFT_RIGHT:
    case IR_SHIFT_ARITHMETIC:
        if (right.is_constant)
            return shift_facts(term, value_width(left), value_zeros(left), bits);
        return facts_of(term->operation == IR_SHIFT_RIGHT ? value_width(left) : bits,
                        term->operation == IR_SHIFT_LEFT ? value_zeros(left) : 0);
    case IR_PAIR: return pair_facts(term);
    case IR_LOW:
        return facts_of(least(value_width(left), WORD_BITS), least(value_zeros(left), WORD_BITS));
    case IR_HIGH: return facts_of(less_by(value_width(left), WORD_BITS), 0);
    case IR_EQUAL:
    case IR_NOT_EQUAL:
    case IR_LESS:
    case IR_LESS_UNSIGNED: return facts_of(1, 0);
    default: return facts_of(bits, 0);
    }
}

// ---- simpler terms ----

static bool is_same(struct value left, struct value right) {
    return !left.is_constant && !right.is_constant && left.reg == right.reg;
}

static void become(struct term *term, struct value value) {
    term->operation = IR_COPY;
    term->class = value.class;
    term->left = value;
    term->right = value_constant(0);
}

static void become_constant(struct term *term, uint64_t number) {
    uint32_t class = operand_class(ir_table[term->operation].to, term->class);
    become(term, value_like(bits_of(class) == LONG_BITS ? number : (uint32_t)number, class));
}

static void become_with(struct term *term, enum ir_operation operation, uint64_t right) {
    bool is_word = operand_class(ir_table[operation].right, term->class) == CLASS_WORD;
    term->operation = operation;
    term->right = is_word ? value_constant((uint32_t)right) : value_long(right);
}

static void swap_operands(struct term *term) {
    struct value left = term->left;
    term->left = term->right;
    term->right = left;
}

static bool is_never_negative(struct value value) {
    return value_width(value) < bits_of(value.class);
}

static bool share_no_bits(const struct term *term) {
    return value_width(term->left) <= value_zeros(term->right) ||
           value_width(term->right) <= value_zeros(term->left);
}

static void simplify_sum(struct term *term, uint64_t all) {
    struct value right = term->right;
    if (is_number(right, 0))
        become(term, term->left);
    else if (term->operation == IR_SUBTRACT && is_same(term->left, right))
        become_constant(term, 0);
    else if (term->operation == IR_SUBTRACT && right.is_constant)
        become_with(term, IR_ADD, (0 - right.number) & all);
}

static void simplify_product(struct term *term, uint64_t all) {
    struct value right = term->right;
    int exponent = right.is_constant ? power_exponent(right.number) : -1;
    if (is_number(right, 0))
        become_constant(term, 0);
    else if (is_number(right, 1))
        become(term, term->left);
    else if (exponent > 0)
        become_with(term, IR_SHIFT_LEFT, (uint64_t)exponent);
    else if (is_number(right, all)) {
        term->operation = IR_SUBTRACT;
        term->right = term->left;
        term->left = term->class == CLASS_LONG ? value_long(0) : value_constant(0);
    }
}

static bool is_positive(struct value value, uint64_t all) {
    return value.is_constant && value.number != 0 && value.number <= all >> 1;
}

static void simplify_division(struct term *term, uint64_t all) {
    struct value right = term->right;
    bool is_remainder = term->operation == IR_REMAINDER || term->operation == IR_REMAINDER_UNSIGNED;
    bool is_signed = term->operation == IR_DIVIDE || term->operation == IR_REMAINDER;
    int exponent = right.is_constant ? power_exponent(right.number) : -1;
    if (is_signed && is_never_negative(term->left) &&
        (is_positive(right, all) || (!right.is_constant && is_never_negative(right)))) {
        term->operation = is_remainder ? IR_REMAINDER_UNSIGNED : IR_DIVIDE_UNSIGNED;
        is_signed = false;
    }
    if (is_number(right, 1) || (is_signed && is_number(right, all))) {
        if (is_remainder) {
            become_constant(term, 0);
        } else if (right.number == 1) {
            become(term, term->left);
        } else {
            term->operation = IR_SUBTRACT;
            term->right = term->left;
            term->left = term->class == CLASS_LONG ? value_long(0) : value_constant(0);
        }
    } else if (!is_signed && exponent > 0) {
        if (is_remainder)
            become_with(term, IR_AND, right.number - 1);
        else
            become_with(term, IR_SHIFT_RIGHT, (uint64_t)exponent);
    }
}

static void simplify_bits(struct term *term, uint64_t all) {
    struct value right = term->right;
    bool is_and = term->operation == IR_AND;
    if (is_same(term->left, right)) {
        if (term->operation == IR_XOR)
            become_constant(term, 0);
        else
            become(term, term->left);
    } else if (is_number(right, 0)) {
        if (is_and)
            become_constant(term, 0);
        else
            become(term, term->left);
    } else if (is_number(right, all) && term->operation != IR_XOR) {
        become(term, is_and ? term->left : right);
    } else if (is_and && right.is_constant && (right.number & (right.number + 1)) == 0 &&
               value_width(term->left) <= value_width(right)) {
        become(term, term->left);
    } else if (share_no_bits(term)) {
        if (is_and)
            become_constant(term, 0);
        else
            term->operation = IR_ADD;
    }
}

static void simplify_shift(struct term *term) {
    uint32_t bits = bits_of(term->class);
    if (is_number(term->left, 0)) {
        become(term, term->left);
        return;
    }
    if (term->operation == IR_SHIFT_ARITHMETIC && is_never_negative(term->left))
        term->operation = IR_SHIFT_RIGHT;
    if (!term->right.is_constant)
        return;
    term->right.number %= bits;
    if (term->right.number == 0)
        become(term, term->left);
    else if (term->operation == IR_SHIFT_RIGHT && term->right.number >= value_width(term->left))
        become_constant(term, 0);
}

static void simplify_comparison(struct term *term) {
    bool is_equal = term->operation == IR_EQUAL;
    if (term->operation == IR_LESS_UNSIGNED && is_never_negative(term->left) &&
        is_never_negative(term->right))
        term->operation = IR_LESS;
    if (is_same(term->left, term->right)) {
        become_constant(term, is_equal);
    } else if (is_number(term->right, 0) && term->operation == IR_LESS_UNSIGNED) {
        become_constant(term, 0);
    } else if (is_number(term->right, 0) && term->operation == IR_LESS &&
               is_never_negative(term->left)) {
        become_constant(term, 0);
    } else if (is_number(term->right, 0) && value_width(term->left) <= 1 &&
               term->class == CLASS_WORD && (is_equal || term->operation == IR_NOT_EQUAL)) {
        if (is_equal)
            become_with(term, IR_XOR, 1);
        else
            become(term, term->left);
    }
}

static void become_branch(struct term *term, bool is_taken) {
    term->operation = is_taken ? IR_JUMP : IR_NOP;
}

enum ir_operation branch_opposite(enum ir_operation operation) {
    switch (operation) {
    case IR_BRANCH_EQUAL: return IR_BRANCH_NOT_EQUAL;
    case IR_BRANCH_NOT_EQUAL: return IR_BRANCH_EQUAL;
    case IR_BRANCH_LESS: return IR_BRANCH_NOT_LESS;
    case IR_BRANCH_NOT_LESS: return IR_BRANCH_LESS;
    case IR_BRANCH_LESS_UNSIGNED: return IR_BRANCH_NOT_LESS_UNSIGNED;
    case IR_BRANCH_NOT_LESS_UNSIGNED: return IR_BRANCH_LESS_UNSIGNED;
    case IR_BRANCH_FLOAT_EQUAL: return IR_BRANCH_FLOAT_NOT_EQUAL;
    case IR_BRANCH_FLOAT_NOT_EQUAL: return IR_BRANCH_FLOAT_EQUAL;
    case IR_BRANCH_FLOAT_LESS: return IR_BRANCH_FLOAT_NOT_LESS;
    case IR_BRANCH_FLOAT_NOT_LESS: return IR_BRANCH_FLOAT_LESS;
    case IR_BRANCH_FLOAT_LESS_EQUAL: return IR_BRANCH_FLOAT_NOT_LESS_EQUAL;
    case IR_BRANCH_FLOAT_NOT_LESS_EQUAL: return IR_BRANCH_FLOAT_LESS_EQUAL;
    default: panic("branch_opposite: not a branch");
    }
}

// x < 1 and 0 < x of unsigned numbers are questions of equality; constants come to the right but
// for 0, which the machine compares with on either side.
static void simplify_order(struct term *term, uint64_t all) {
    bool is_unsigned = term->operation == IR_BRANCH_LESS_UNSIGNED ||
                       term->operation == IR_BRANCH_NOT_LESS_UNSIGNED;
    bool is_less = term->operation == IR_BRANCH_LESS || term->operation == IR_BRANCH_LESS_UNSIGNED;
    if (is_unsigned && is_never_negative(term->left) && is_never_negative(term->right)) {
        is_unsigned = false;
        term->operation = is_less ? IR_BRANCH_LESS : IR_BRANCH_NOT_LESS;
    }
    uint64_t largest = is_unsigned ? all : all >> 1;
    if (is_same(term->left, term->right) ||
        (is_number(term->right, 0) && (is_unsigned || is_never_negative(term->left)))) {
        become_branch(term, !is_less);
    } else if (is_unsigned && (is_number(term->right, 1) || is_number(term->left, 0))) {
        bool is_equal = is_number(term->left, 0) ? !is_less : is_less;
        if (is_number(term->left, 0))
            swap_operands(term);
        become_with(term, is_equal ? IR_BRANCH_EQUAL : IR_BRANCH_NOT_EQUAL, 0);
    } else if (!is_unsigned && is_number(term->right, 1)) {
        term->right.number = 0;
        swap_operands(term);
        term->operation = branch_opposite(term->operation);
    } else if (term->left.is_constant && term->left.number != 0) {
        if (term->left.number == largest) {
            become_branch(term, !is_less);
            return;
        }
        term->left.number = (term->left.number + 1) & all;
        swap_operands(term);
        term->operation = branch_opposite(term->operation);
    }
}

static void simplify_unary(struct term *term) {
    uint32_t width = value_width(term->left);
    switch (term->operation) {
    case IR_EXTEND_BYTE:
    case IR_EXTEND_HALF:
        if (width < (term->operation == IR_EXTEND_BYTE ? 8 : 16))
            become(term, term->left);
        break;
    case IR_WIDEN:
        if (is_never_negative(term->left)) {
            term->operation = IR_PAIR;
            term->right = value_constant(0);
        }
        break;
    case IR_HIGH:
        if (width <= WORD_BITS)
            become_constant(term, 0);
        break;
    default: break;
    }
}

void term_simplify(struct term *term) {
    const struct ir_row *row = &ir_table[term->operation];
    uint64_t all = term->class == CLASS_LONG ? UINT64_MAX : 0xffffffffu;
    uint64_t result;
    if ((row->traits & IR_COMMUTES) != 0 && term->left.is_constant && !term->right.is_constant)
        swap_operands(term);
    if (term->left.is_constant && (term->right.is_constant || row->right == OPERAND_n)) {
        if (!ir_fold(term->operation, term->class, term->left.number, term->right.number, &result))
            return;
        if ((row->traits & IR_JUMPS) != 0)
            become_branch(term, result != 0);
        else
            become_constant(term, result);
        return;
    }
    switch (term->operation) {
    case IR_ADD:
    case IR_SUBTRACT: simplify_sum(term, all); break;
    case IR_MULTIPLY: simplify_product(term, all); break;
    case IR_MULTIPLY_HIGH:
        if (value_width(term->left) + value_width(term->right) <= WORD_BITS)
            become_constant(term, 0);
        break;
    case IR_DIVIDE:
    case IR_DIVIDE_UNSIGNED:
    case IR_REMAINDER:
    case IR_REMAINDER_UNSIGNED: simplify_division(term, all); break;
    case IR_AND:
    case IR_OR:
    case IR_XOR: simplify_bits(term, all); break;
    case IR_SHIFT_LEFT:
    case IR_SHIFT_RIGHT:
    case IR_SHIFT_ARITHMETIC: simplify_shift(term); break;
    case IR_EQUAL:
    case IR_NOT_EQUAL:
    case IR_LESS:
    case IR_LESS_UNSIGNED: simplify_comparison(term); break;
    case IR_BRANCH_EQUAL:
    case IR_BRANCH_NOT_EQUAL:
        if (is_same(term->left, term->right))
            become_branch(term, term->operation == IR_BRANCH_EQUAL);
        break;
    case IR_BRANCH_LESS:
    case IR_BRANCH_NOT_LESS:
    case IR_BRANCH_LESS_UNSIGNED:
    case IR_BRANCH_NOT_LESS_UNSIGNED: simplify_order(term, all); break;
    default: simplify_unary(term); break;
    }
}

// ---- building ----

// Appends an operation as it stands. Constants go to the right, or else into registers.
struct value term_append(const struct term *term, struct facts facts) {
    const struct ir_row *row = &ir_table[term->operation];
    reg_t left = row->left != OPERAND_n ? value_register(term->left) : REGISTER_ZERO;
    facts.class = (uint8_t)operand_class(row->to, term->class);
    facts.is_once = true;
    reg_t to = register_with(facts);
    struct ir *ir = ir_append(term->operation, to, left, term->right.reg);
    ir->class = term->class;
    if (term->right.is_constant && row->right != OPERAND_n)
        ir_set_constant(ir, term->right.number);
    ir->has_effect =
        (row->traits & IR_DIVIDES) != 0 && !(ir->is_constant && term->right.number != 0);
    return value_of(to);
}

static uint32_t class_of(enum ir_operation operation, struct value left) {
    const struct ir_row *row = &ir_table[operation];
    if (row->left == OPERAND_t)
        return left.class;
    if (row->to == OPERAND_n || row->to == OPERAND_w)
        return operand_class(row->left, CLASS_WORD);
    return operand_class(row->to, CLASS_WORD);
}

struct value operate(enum ir_operation operation, struct value left, struct value right) {
    struct term term = {operation, (uint8_t)class_of(operation, left), left, right};
    term_simplify(&term);
    if (term.operation == IR_COPY)
        return term.left;
    return is_legalizing ? legalize_term(&term) : term_append(&term, term_facts(&term));
}

struct value operate_one(enum ir_operation operation, struct value operand) {
    return operate(operation, operand, value_constant(0));
}

void branch(enum ir_operation operation, struct value left, struct value right, uint32_t label) {
    struct term term = {operation, left.class, left, right};
    term_simplify(&term);
    if (term.operation == IR_JUMP) {
        ir_append_jump(label);
    } else if (term.operation != IR_NOP && is_legalizing) {
        legalize_branch(term.operation, term.left, term.right, label);
    } else if (term.operation != IR_NOP) {
        reg_t reg = value_register(term.left);
        struct ir *ir = ir_append(term.operation, 0, reg, term.right.reg);
        ir->class = term.class;
        ir->label = label;
        if (term.right.is_constant)
            ir_set_constant(ir, term.right.number);
    }
}
