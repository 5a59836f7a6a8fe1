// Arithmetic: sums have one form, in which the same is added and subtracted only once.
#include "term_rewrite.h"

enum { SUMMANDS_MAX = 16 };

// A sum, flat: what is added and subtracted, in the order of terms, and a constant.
struct sum {
    term terms[SUMMANDS_MAX];
    bool is_negative[SUMMANDS_MAX];
    unsigned count;
    uint64_t constant;
};

static void remove_summand(struct sum *sum, unsigned at) {
    sum->count--;
    for (; at < sum->count; at++) {
        sum->terms[at] = sum->terms[at + 1];
        sum->is_negative[at] = sum->is_negative[at + 1];
    }
}

// False if there are too many.
static bool add_summand(struct sum *sum, term a, bool is_negative) {
    unsigned at = 0;
    while (at < sum->count && term_precedes(sum->terms[at], a))
        at++;
    for (unsigned i = at; i < sum->count && sum->terms[i] == a; i++) {
        if (sum->is_negative[i] != is_negative) {
            remove_summand(sum, i);
            return true;
        }
    }
    if (sum->count == SUMMANDS_MAX)
        return false;
    for (unsigned i = sum->count++; i > at; i--) {
        sum->terms[i] = sum->terms[i - 1];
        sum->is_negative[i] = sum->is_negative[i - 1];
    }
    sum->terms[at] = a;
    sum->is_negative[at] = is_negative;
    return true;
}

// Of a zero extension of x + 2^(n-1), n bits: x, which is the same as the sign extension of x and
// 2^(n-1). 0 if it is not such.
static term biased_part(term a) {
    if (!is_kind(a, TERM_CONCAT) || !is_value(operand(a, 0), 0))
        return 0;
    term sum = operand(a, 1);
    bool is_biased =
        is_kind(sum, TERM_ADD) && is_value(operand(sum, 1), (uint64_t)1 << (term_width(sum) - 1));
    return is_biased ? operand(sum, 0) : 0;
}

// Twice a term: its bits one place to the left. 0 if it is not such.
static term half_of(term a) {
    if (!is_kind(a, TERM_CONCAT) || !is_value(operand(a, 1), 0) || term_width(operand(a, 1)) != 1)
        return 0;
    term upper = operand(a, 0);
    bool is_twice = is_kind(upper, TERM_EXTRACT) && term_node(upper)->value == 0 &&
                    term_width(operand(upper, 0)) == term_width(a);
    return is_twice ? operand(upper, 0) : 0;
}

// False if there are too many.
static bool collect(struct sum *sum, term a, bool is_negative) {
    term part = biased_part(a);
    if (part != 0) {
        uint64_t bias = (uint64_t)1 << (term_width(part) - 1);
        sum->constant += is_negative ? 0 - bias : bias;
        a = term_sign_extend(part, term_width(a));
    }
    if (is_constant(a)) {
        uint64_t value = term_node(a)->value;
        sum->constant += is_negative ? 0 - value : value;
        return true;
    }
    if (is_kind(a, TERM_ADD) || is_kind(a, TERM_SUB))
        return collect(sum, operand(a, 0), is_negative) &&
               collect(sum, operand(a, 1), is_negative != is_kind(a, TERM_SUB));
    if (half_of(a) != 0)
        return collect(sum, half_of(a), is_negative) && collect(sum, half_of(a), is_negative);
    if (is_kind(a, TERM_NOT)) { // -x - 1
        sum->constant -= is_negative ? ~(uint64_t)0 : 1;
        return collect(sum, operand(a, 0), !is_negative);
    }
    return add_summand(sum, a, is_negative);
}

static bool remove_term(struct sum *sum, term a, bool is_negative) {
    for (unsigned i = 0; i < sum->count; i++) {
        if (sum->terms[i] == a && sum->is_negative[i] == is_negative) {
            remove_summand(sum, i);
            return true;
        }
    }
    return false;
}

// x + y - (x & y) is x | y, x + y - 2 (x & y) is x ^ y. False if there is nothing like that.
static bool combine(struct sum *sum) {
    for (unsigned i = 0; i < sum->count; i++) {
        term t = sum->terms[i];
        struct sum rest = *sum;
        if (!sum->is_negative[i] || !is_kind(t, TERM_AND) ||
            !remove_term(&rest, operand(t, 0), false) || !remove_term(&rest, operand(t, 1), false))
            continue;
        remove_term(&rest, t, true);
        bool is_xor = remove_term(&rest, t, true);
        *sum = rest;
        return collect(sum, (is_xor ? term_xor : term_or)(operand(t, 0), operand(t, 1)), false);
    }
    return false;
}

// x + x is x, one place to the left.
static void double_summands(struct sum *sum) {
    for (unsigned i = 0; i + 1 < sum->count; i++) {
        if (sum->terms[i] != sum->terms[i + 1])
            continue;
        term twice = term_shift_left_by(sum->terms[i], 1);
        bool is_negative = sum->is_negative[i];
        remove_summand(sum, i);
        remove_summand(sum, i);
        add_summand(sum, twice, is_negative);
        i = (unsigned)-1;
    }
}

// The same sum is always the same term: what is added first, then what is subtracted, then the
// constant.
static term put_together(struct sum *sum, unsigned width) {
    term result = 0;
    while (combine(sum))
        ;
    double_summands(sum);
    uint64_t constant = sum->constant;
    for (unsigned sign = 0; sign < 2; sign++) {
        for (unsigned i = 0; i < sum->count; i++) {
            if (sum->is_negative[i] != (sign != 0))
                continue;
            if (result == 0 && sign == 0)
                result = sum->terms[i];
            else if (result == 0 && constant == 0)
                result = term_make(TERM_SUB, width, term_constant(width, 0), sum->terms[i], 0, 0);
            else if (result == 0) // -x is ~x + 1
                result = term_not(sum->terms[i]), constant++;
            else
                result =
                    term_make(sign == 0 ? TERM_ADD : TERM_SUB, width, result, sum->terms[i], 0, 0);
        }
    }
    if (result == 0 || is_constant(result))
        return term_constant(width, constant + (result == 0 ? 0 : term_node(result)->value));
    term last = term_constant(width, constant);
    return is_value(last, 0) ? result : term_make(TERM_ADD, width, result, last, 0, 0);
}

// Of at least three summands; 0 if there are fewer, or too many.
static term flat_sum(term a, term b, bool subtracts) {
    struct sum sum = {.count = 0};
    bool is_flat = !is_kind(a, TERM_ADD) && !is_kind(a, TERM_SUB) && !is_kind(b, TERM_ADD) &&
                   !is_kind(b, TERM_SUB);
    if ((is_flat && biased_part(a) == 0 && biased_part(b) == 0) || !collect(&sum, a, false) ||
        !collect(&sum, b, subtracts))
        return 0;
    return put_together(&sum, term_width(a));
}

term term_add(term a, term b) {
    unsigned width = term_width(a);
    term_order(&a, &b);
    if (is_constant(a))
        return term_constant(width, term_node(a)->value + term_node(b)->value);
    if (is_value(b, 0))
        return a;
    if (a == b)
        return term_shift_left_by(a, 1);
    if (is_kind(a, TERM_SUB) && operand(a, 1) == b)
        return operand(a, 0);
    if (is_kind(b, TERM_SUB) && operand(b, 1) == a)
        return operand(b, 0);
    term result = term_distribute(term_add, a, b);
    if (result != 0)
        return result;
    if ((term_node(a)->may & term_node(b)->may) == 0)
        return term_or(a, b);
    result = flat_sum(a, b, false);
    return result != 0 ? result : term_make(TERM_ADD, width, a, b, 0, 0);
}

// a - (a & mask) and the like: what is left of a.
static term remove_part(term a, term b) {
    if (!is_kind(b, TERM_CONCAT) || !is_value(operand(b, 0), 0))
        return 0;
    term low = operand(b, 1);
    unsigned width = term_width(low);
    if (term_extract(a, 0, width) != low)
        return 0;
    return term_concat(term_extract(a, width, term_width(a) - width), term_constant(width, 0));
}

term term_sub(term a, term b) {
    unsigned width = term_width(a);
    if (a == b)
        return term_constant(width, 0);
    if (is_constant(b))
        return term_add(a, term_constant(width, 0 - term_node(b)->value));
    if (is_value(a, ones(width)))
        return term_not(b);
    term result = term_distribute(term_sub, a, b);
    if (result == 0)
        result = remove_part(a, b);
    if (result != 0)
        return result;
    if (is_kind(a, TERM_ADD) && operand(a, 1) == b)
        return operand(a, 0);
    if (is_kind(a, TERM_ADD) && operand(a, 0) == b)
        return operand(a, 1);
    result = flat_sum(a, b, true);
    return result != 0 ? result : term_make(TERM_SUB, width, a, b, 0, 0);
}

term term_mul(term a, term b) {
    unsigned width = term_width(a);
    unsigned exponent;
    term_order(&a, &b);
    if (is_constant(a))
        return term_constant(width, term_node(a)->value * term_node(b)->value);
    if (is_value(b, 0))
        return b;
    if (is_power_of_two(b, &exponent))
        return term_shift_left_by(a, exponent);
    if (term_node(a)->leaves != 0)
        return term_if(operand(a, 0), term_mul(operand(a, 1), b), term_mul(operand(a, 2), b));
    if (term_node(b)->leaves != 0)
        return term_if(operand(b, 0), term_mul(a, operand(b, 1)), term_mul(a, operand(b, 2)));
    uint64_t more = term_node(b)->value + 1;
    if (is_constant(b) && (more & (more - 1)) == 0) // one less than a power of two
        return term_sub(term_shift_left_by(a, more == 0 ? 64 : bit_length(more) - 1), a);
    return term_make(TERM_MUL, width, a, b, 0, 0);
}

term term_divide(term a, term b) {
    unsigned width = term_width(a);
    unsigned exponent;
    if (is_power_of_two(b, &exponent))
        return term_shift_right_by(a, exponent);
    if (is_constant(a) && is_constant(b) && !is_value(b, 0))
        return term_constant(width, term_node(a)->value / term_node(b)->value);
    if (is_constant(a) || is_constant(b)) {
        term result = is_value(b, 0) ? 0 : term_distribute(term_divide, a, b);
        if (result != 0)
            return result;
    }
    if (term_node(b)->leaves != 0)
        return term_if(operand(b, 0), term_divide(a, operand(b, 1)), term_divide(a, operand(b, 2)));
    return term_make(TERM_DIVIDE, width, a, b, 0, 0);
}

term term_remainder(term a, term b) {
    unsigned width = term_width(a);
    unsigned exponent;
    if (is_power_of_two(b, &exponent))
        return term_and(a, term_constant(width, ones(exponent)));
    if (is_constant(a) && is_constant(b) && !is_value(b, 0))
        return term_constant(width, term_node(a)->value % term_node(b)->value);
    if (is_constant(a) || is_constant(b)) {
        term result = is_value(b, 0) ? 0 : term_distribute(term_remainder, a, b);
        if (result != 0)
            return result;
    }
    if (term_node(b)->leaves != 0)
        return term_if(operand(b, 0), term_remainder(a, operand(b, 1)),
                       term_remainder(a, operand(b, 2)));
    return term_make(TERM_REMAINDER, width, a, b, 0, 0);
}
