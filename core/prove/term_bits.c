// Bits: what is done to each by itself, parts, shifts.
#include "term_rewrite.h"

term term_not(term a) {
    if (is_constant(a))
        return term_constant(term_width(a), ~term_node(a)->value);
    if (is_kind(a, TERM_NOT))
        return operand(a, 0);
    if (is_kind(a, TERM_CONCAT))
        return term_concat(term_not(operand(a, 0)), term_not(operand(a, 1)));
    if (is_kind(a, TERM_IF) && term_node(a)->leaves != 0)
        return term_if(operand(a, 0), term_not(operand(a, 1)), term_not(operand(a, 2)));
    return term_make(TERM_NOT, term_width(a), a, 0, 0, 0);
}

// Where one operand is put together of parts, and the other is too or is constant: part by part.
static term by_parts(binary *apply, term a, term b) {
    if (!is_kind(a, TERM_CONCAT)) {
        term c = a;
        a = b, b = c;
    }
    if (!is_kind(a, TERM_CONCAT) || !(is_kind(b, TERM_CONCAT) || is_constant(b)))
        return 0;
    unsigned low = term_width(operand(a, 1));
    unsigned high = term_width(operand(a, 0));
    return term_concat(apply(operand(a, 0), term_extract(b, low, high)),
                       apply(operand(a, 1), term_extract(b, 0, low)));
}

// A mask that keeps one run of bits.
static term keep_run(term a, uint64_t mask) {
    unsigned width = term_width(a);
    unsigned low = bit_length(mask & (0 - mask)) - 1;
    unsigned high = bit_length(mask);
    if (mask >> low != ones(high - low) || mask == ones(width))
        return 0;
    term kept = term_zero_extend(term_extract(a, low, high - low), width - low);
    return low == 0 ? kept : term_concat(kept, term_constant(low, 0));
}

term term_and(term a, term b) {
    unsigned width = term_width(a);
    term_order(&a, &b);
    if (is_constant(a))
        return term_constant(width, term_node(a)->value & term_node(b)->value);
    if (a == b || is_value(b, ones(width == WIDTH_BOOL ? 1 : width)))
        return a;
    if (is_value(b, 0))
        return b;
    if (term_not(a) == b)
        return term_constant(width, 0);
    if (width == WIDTH_BOOL)
        return term_make(TERM_AND, width, a, b, 0, 0);
    if (is_constant(b) && (term_node(a)->may & ~term_node(b)->value) == 0)
        return a;
    term result = term_distribute(term_and, a, b);
    if (result == 0)
        result = by_parts(term_and, a, b);
    if (result == 0 && is_constant(b))
        result = keep_run(a, term_node(b)->value);
    return result != 0 ? result : term_make(TERM_AND, width, a, b, 0, 0);
}

term term_or(term a, term b) {
    unsigned width = term_width(a);
    term_order(&a, &b);
    if (is_constant(a))
        return term_constant(width, term_node(a)->value | term_node(b)->value);
    if (a == b || is_value(b, 0))
        return a;
    if (is_value(b, ones(width == WIDTH_BOOL ? 1 : width)))
        return b;
    if (term_not(a) == b)
        return term_constant(width, ~(uint64_t)0);
    if (width == WIDTH_BOOL)
        return term_make(TERM_OR, width, a, b, 0, 0);
    term result = term_distribute(term_or, a, b);
    if (result == 0)
        result = by_parts(term_or, a, b);
    return result != 0 ? result : term_make(TERM_OR, width, a, b, 0, 0);
}

term term_xor(term a, term b) {
    unsigned width = term_width(a);
    term_order(&a, &b);
    if (is_constant(a))
        return term_constant(width, term_node(a)->value ^ term_node(b)->value);
    if (is_value(b, 0))
        return a;
    if (a == b)
        return term_constant(width, 0);
    if (is_value(b, ones(width == WIDTH_BOOL ? 1 : width)))
        return term_not(a);
    term result = term_distribute(term_xor, a, b);
    if (result == 0)
        result = by_parts(term_xor, a, b);
    return result != 0 ? result : term_make(TERM_XOR, width, a, b, 0, 0);
}

term term_concat(term upper, term lower) {
    unsigned width = term_width(upper) + term_width(lower);
    if (is_constant(upper) && is_constant(lower))
        return term_constant(width, term_node(upper)->value << term_width(lower) |
                                        term_node(lower)->value);
    if (is_kind(upper, TERM_CONCAT)) // to the right
        return term_concat(operand(upper, 0), term_concat(operand(upper, 1), lower));
    term next = is_kind(lower, TERM_CONCAT) ? operand(lower, 0) : lower;
    term rest = is_kind(lower, TERM_CONCAT) ? operand(lower, 1) : 0;
    term joined = 0;
    if (is_constant(upper) && is_constant(next))
        joined = term_concat(upper, next);
    else if (is_kind(upper, TERM_EXTRACT) && is_kind(next, TERM_EXTRACT) &&
             operand(upper, 0) == operand(next, 0) &&
             term_node(upper)->value == term_node(next)->value + term_width(next))
        joined = term_extract(operand(upper, 0), (unsigned)term_node(next)->value,
                              term_width(upper) + term_width(next));
    if (joined != 0)
        return rest == 0 ? joined : term_concat(joined, rest);
    if (is_constant(lower) && term_node(upper)->leaves != 0)
        return term_if(operand(upper, 0), term_concat(operand(upper, 1), lower),
                       term_concat(operand(upper, 2), lower));
    if (is_constant(upper) && term_node(lower)->leaves != 0)
        return term_if(operand(lower, 0), term_concat(upper, operand(lower, 1)),
                       term_concat(upper, operand(lower, 2)));
    return term_make(TERM_CONCAT, width, upper, lower, 0, 0);
}

static term extract_concat(term a, unsigned low, unsigned width) {
    term lower = operand(a, 1);
    unsigned boundary = term_width(lower);
    if (low >= boundary)
        return term_extract(operand(a, 0), low - boundary, width);
    if (low + width <= boundary)
        return term_extract(lower, low, width);
    return term_concat(term_extract(operand(a, 0), 0, low + width - boundary),
                       term_extract(lower, low, boundary - low));
}

// Of a sum: its lower half is the sum of the lower halves (single bits are left as bits of the sum,
// which tests of alignment compare); where an operand has no bits as far as
// the extract goes, it does not matter; where the operands have none in common, it is their OR.
static term extract_sum(term a, unsigned low, unsigned width) {
    term left = operand(a, 0);
    term right = operand(a, 1);
    uint64_t reach = ones(low + width);
    if (low == 0 && width >= 8) {
        term x = term_extract(left, 0, width);
        term y = term_extract(right, 0, width);
        return is_kind(a, TERM_ADD)   ? term_add(x, y)
               : is_kind(a, TERM_SUB) ? term_sub(x, y)
                                      : term_mul(x, y);
    }
    if (is_kind(a, TERM_MUL))
        return 0;
    if (is_constant(right) && (term_node(right)->value & ones(low)) == 0 && low > 0) {
        term part = term_constant(width, term_node(right)->value >> low);
        term rest = term_extract(left, low, width);
        return width == 1 && is_value(part, 1) ? term_not(rest) : term_add(rest, part);
    }
    if ((term_node(right)->may & reach) == 0)
        return term_extract(left, low, width);
    if (is_kind(a, TERM_ADD) && (term_node(left)->may & term_node(right)->may & reach) == 0)
        return term_or(term_extract(left, low, width), term_extract(right, low, width));
    return 0;
}

term term_extract(term a, unsigned low, unsigned width) {
    if (low == 0 && width == term_width(a))
        return a;
    if (is_constant(a))
        return term_constant(width, term_node(a)->value >> low);
    term b = operand(a, 0);
    term c = operand(a, 1);
    term result = 0;
    switch (term_node(a)->kind) {
    case TERM_EXTRACT: return term_extract(b, low + (unsigned)term_node(a)->value, width);
    case TERM_CONCAT: return extract_concat(a, low, width);
    case TERM_SIGN_EXTEND:
        if (low + width <= term_width(b))
            return term_extract(b, low, width);
        if (low + 1 >= term_width(b))
            return term_sign_extend(term_extract(b, term_width(b) - 1, 1), width);
        if (low < term_width(b))
            return term_sign_extend(term_extract(b, low, term_width(b) - low), width);
        break;
    case TERM_NOT: return term_not(term_extract(b, low, width));
    case TERM_AND: return term_and(term_extract(b, low, width), term_extract(c, low, width));
    case TERM_OR: return term_or(term_extract(b, low, width), term_extract(c, low, width));
    case TERM_XOR: return term_xor(term_extract(b, low, width), term_extract(c, low, width));
    case TERM_ADD:
    case TERM_SUB:
    case TERM_MUL: result = extract_sum(a, low, width); break;
    case TERM_IF:
        if (term_node(a)->leaves != 0 || is_constant(c) || is_constant(operand(a, 2)))
            return term_if(b, term_extract(c, low, width), term_extract(operand(a, 2), low, width));
        break;
    default: break;
    }
    return result != 0 ? result : term_make(TERM_EXTRACT, width, a, 0, 0, low);
}

term term_zero_extend(term a, unsigned width) {
    return width == term_width(a) ? a : term_concat(term_constant(width - term_width(a), 0), a);
}

term term_sign_extend(term a, unsigned width) {
    unsigned more = width - term_width(a);
    if (more == 0)
        return a;
    if ((term_node(a)->may >> (term_width(a) - 1) & 1) == 0)
        return term_zero_extend(a, width);
    if (is_constant(a)) // negative
        return term_constant(width, term_node(a)->value | ~ones(term_width(a)));
    if (term_node(a)->leaves != 0)
        return term_if(operand(a, 0), term_sign_extend(operand(a, 1), width),
                       term_sign_extend(operand(a, 2), width));
    return term_make(TERM_SIGN_EXTEND, width, a, 0, 0, 0);
}

term term_shift_left_by(term a, unsigned amount) {
    unsigned width = term_width(a);
    if (amount == 0)
        return a;
    return amount >= width
               ? term_constant(width, 0)
               : term_concat(term_extract(a, 0, width - amount), term_constant(amount, 0));
}

term term_shift_right_by(term a, unsigned amount) {
    unsigned width = term_width(a);
    if (amount == 0)
        return a;
    return amount >= width ? term_constant(width, 0)
                           : term_zero_extend(term_extract(a, amount, width - amount), width);
}

// By an amount that is a choice: a choice of shifts by constants, one term that a solver sees
// through at once.
static term shift_by_choice(binary *apply, term a, term amount) {
    return term_if(operand(amount, 0), apply(a, operand(amount, 1)), apply(a, operand(amount, 2)));
}

term term_shift_left(term a, term amount) {
    uint64_t number;
    if (term_is_constant(amount, &number))
        return term_shift_left_by(a, number > 64 ? 64 : (unsigned)number);
    if (term_node(amount)->leaves != 0)
        return shift_by_choice(term_shift_left, a, amount);
    return term_make(TERM_SHIFT_LEFT, term_width(a), a, amount, 0, 0);
}

term term_shift_right(term a, term amount) {
    uint64_t number;
    if (term_is_constant(amount, &number))
        return term_shift_right_by(a, number > 64 ? 64 : (unsigned)number);
    if (term_node(amount)->leaves != 0)
        return shift_by_choice(term_shift_right, a, amount);
    return term_make(TERM_SHIFT_RIGHT, term_width(a), a, amount, 0, 0);
}
