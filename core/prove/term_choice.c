// Choices and the conditions that they are made by.
#include "term_rewrite.h"

// A choice where a condition is known.
static term restrict_choice(term a, term condition, bool value) {
    if (!is_kind(a, TERM_IF))
        return a;
    if (operand(a, 0) == condition)
        return operand(a, value ? 1 : 2);
    term yes = restrict_choice(operand(a, 1), condition, value);
    term no = restrict_choice(operand(a, 2), condition, value);
    return yes == operand(a, 1) && no == operand(a, 2) ? a : term_if(operand(a, 0), yes, no);
}

term term_distribute(binary *apply, term a, term b) {
    if ((!is_kind(a, TERM_IF) && !is_kind(b, TERM_IF)) || leaves_of(a) == 0 || leaves_of(b) == 0 ||
        leaves_of(a) * leaves_of(b) > LEAVES_MAX)
        return 0;
    term condition = operand(is_kind(a, TERM_IF) ? a : b, 0);
    return term_if(
        condition, apply(restrict_choice(a, condition, true), restrict_choice(b, condition, true)),
        apply(restrict_choice(a, condition, false), restrict_choice(b, condition, false)));
}

term term_if(term condition, term yes, term no) {
    unsigned width = term_width(yes);
    if (term_is_true(condition) || yes == no)
        return yes;
    if (term_is_false(condition))
        return no;
    if (width == WIDTH_BOOL) {
        if (is_constant(yes))
            return term_is_true(yes) ? term_or(condition, no) : term_and(term_not(condition), no);
        if (is_constant(no))
            return term_is_true(no) ? term_or(term_not(condition), yes) : term_and(condition, yes);
    }
    if (is_kind(condition, TERM_NOT))
        return term_if(operand(condition, 0), no, yes);
    if (is_kind(yes, TERM_IF) && operand(yes, 0) == condition)
        yes = operand(yes, 1);
    if (is_kind(no, TERM_IF) && operand(no, 0) == condition)
        no = operand(no, 2);
    if (is_value(no, 0) && is_kind(yes, TERM_SUB) && is_value(operand(yes, 0), 0))
        return term_sub(no, term_if(condition, operand(yes, 1), no));
    return yes == no ? yes : term_make(TERM_IF, width, condition, yes, no, 0);
}

// Equal to a constant: part by part.
static term equal_to_constant(term a, uint64_t value) {
    unsigned width = term_width(a);
    if ((value & ~term_node(a)->may) != 0 || (term_node(a)->must & ~value) != 0)
        return term_bool(false);
    if (is_kind(a, TERM_CONCAT)) {
        term lower = operand(a, 1);
        unsigned boundary = term_width(lower);
        return term_and(
            term_equal(operand(a, 0), term_constant(width - boundary, value >> boundary)),
            term_equal(lower, term_constant(boundary, value)));
    }
    if (is_kind(a, TERM_ADD) && is_constant(operand(a, 1)))
        return term_equal(operand(a, 0),
                          term_constant(width, value - term_node(operand(a, 1))->value));
    if (is_kind(a, TERM_NOT))
        return term_equal(operand(a, 0), term_constant(width, ~value));
    if (is_kind(a, TERM_SUB))
        return term_equal(operand(a, 0), term_add(operand(a, 1), term_constant(width, value)));
    if (value == 0 && (is_kind(a, TERM_XOR)))
        return term_equal(operand(a, 0), operand(a, 1));
    if (value == 0 && width == 1)
        return term_not(term_equal(a, term_constant(1, 1)));
    if (value == 0 && is_kind(a, TERM_OR))
        return term_and(term_equal(operand(a, 0), term_constant(width, 0)),
                        term_equal(operand(a, 1), term_constant(width, 0)));
    return 0;
}

// Two sums with a constant: one constant, on the side of the second. 0 if there is nothing to move.
static term equal_sums(term a, term b) {
    unsigned width = term_width(a);
    uint64_t constant = 0;
    bool moves = false;
    for (unsigned side = 0; side < 2; side++) {
        term *t = side == 0 ? &a : &b;
        if (!is_kind(*t, TERM_ADD) || !is_constant(operand(*t, 1)))
            continue;
        moves = true;
        constant +=
            side == 0 ? 0 - term_node(operand(*t, 1))->value : term_node(operand(*t, 1))->value;
        *t = operand(*t, 0);
    }
    if (!moves || is_constant(b))
        return 0;
    if (term_precedes(b, a)) {
        term c = a;
        a = b, b = c;
        constant = 0 - constant;
    }
    term c = term_constant(width, constant);
    if (is_value(c, 0))
        return term_equal(a, b);
    return term_make(TERM_EQUAL, WIDTH_BOOL, a, term_make(TERM_ADD, width, b, c, 0, 0), 0, 0);
}

term term_equal(term a, term b) {
    if (a == b)
        return term_bool(true);
    if (term_width(a) == WIDTH_BOOL)
        return term_if(a, b, term_not(b));
    term_order(&a, &b);
    if (is_constant(a)) // two different ones
        return term_bool(false);
    term result = term_distribute(term_equal, a, b);
    if (result == 0)
        result = equal_sums(a, b);
    if (result == 0 && is_constant(b))
        result = equal_to_constant(a, term_node(b)->value);
    return result != 0 ? result : term_make(TERM_EQUAL, WIDTH_BOOL, a, b, 0, 0);
}

term term_below(term a, term b) {
    unsigned width = term_width(a);
    if (a == b || term_node(a)->must >= term_node(b)->may)
        return term_bool(false);
    if (term_node(a)->may < term_node(b)->must)
        return term_bool(true);
    term result = term_distribute(term_below, a, b);
    if (result != 0)
        return result;
    unsigned exponent;
    // A sum with a constant that has carried.
    if (is_kind(a, TERM_ADD) && is_constant(operand(a, 1)) &&
        (b == operand(a, 0) || b == operand(a, 1)))
        return term_not(
            term_below(operand(a, 0), term_constant(width, 0 - term_node(operand(a, 1))->value)));
    if (is_value(b, ones(width)))
        return term_not(term_equal(a, b));
    // A sum that is below one of its operands has carried: it is below the other, too.
    if (is_kind(a, TERM_ADD) && b == operand(a, 1))
        b = operand(a, 0);
    // Below a power of two: the bits from there on are 0. Above one less: they are not.
    if (is_power_of_two(b, &exponent))
        return term_equal(term_extract(a, exponent, width - exponent),
                          term_constant(width - exponent, 0));
    if (is_constant(a)) {
        uint64_t above = term_node(a)->value + 1;
        if (above != 0 && (above & (above - 1)) == 0) {
            exponent = bit_length(above) - 1;
            return term_not(term_equal(term_extract(b, exponent, width - exponent),
                                       term_constant(width - exponent, 0)));
        }
    }
    return term_make(TERM_BELOW, WIDTH_BOOL, a, b, 0, 0);
}

// Signed order is unsigned order with the upper half of the numbers first.
term term_less(term a, term b) {
    unsigned width = term_width(a);
    term half = term_constant(width, (uint64_t)1 << (width - 1));
    if (is_value(b, 0))
        return term_equal(term_extract(a, width - 1, 1), term_constant(1, 1));
    return term_below(term_add(a, half), term_add(b, half));
}
