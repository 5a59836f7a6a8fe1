#include "coprocessor.h"

// FIR of qemu's 24Kf: single, double and word formats, and more than there is with FR = 0.
enum { FIR = 0x00739300 };

static struct float_environment environment_of(const uint32_t *context) {
    struct float_environment environment = {rounding_of(context), NANS_LEGACY,
                                            (context[CONTEXT_FCSR] >> FCSR_FLUSH & 1) != 0, 0};
    return environment;
}

// Ends an operation. A trap on underflow is for all that is tiny (Volume I, Underflow exception).
static uint32_t conclude(uint32_t *context, const struct float_environment *environment) {
    uint32_t fcsr = context[CONTEXT_FCSR];
    uint32_t enables = fcsr >> FCSR_ENABLES & FLOAT_FLAGS;
    uint32_t causes = environment->flags & FLOAT_FLAGS;
    if ((environment->flags & FLOAT_TINY) != 0)
        causes |= enables & FLOAT_UNDERFLOW;
    if ((causes & enables) != 0)
        return causes;
    fcsr &= ~((uint32_t)CAUSES << FCSR_CAUSES);
    context[CONTEXT_FCSR] = fcsr | causes << FCSR_CAUSES | causes << FCSR_FLAGS;
    return 0;
}

static uint32_t conclude_word(uint32_t *context, const struct float_environment *environment,
                              uint32_t *to, uint32_t result) {
    uint32_t cause = conclude(context, environment);
    if (cause == 0)
        *to = result;
    return cause;
}

static uint32_t conclude_pair(uint32_t *context, const struct float_environment *environment,
                              uint32_t *to, uint64_t result) {
    uint32_t cause = conclude(context, environment);
    if (cause == 0)
        set_pair(context, to, result);
    return cause;
}

static uint32_t *at_offset(uint32_t *context, uint32_t offset) {
    return context + offset / 4;
}

// ---- control registers ----

// FCCR, FEXR and FENR are parts of FCSR. Where there is no register, FCSR is read and nothing is
// written, as in qemu; the manual leaves it unpredictable.
enum { FCR_FIR = 0, FCR_UFR = 1, FCR_UNFR = 4, FCR_FCCR = 25, FCR_FEXR = 26, FCR_FENR = 28 };
enum { FCR_FCSR = 31, FEXR_BITS = 0x0003f07c, FENR_BITS = 0x00000f83, FLUSH_BIT = 1 << FCSR_FLUSH };
static const uint32_t fccr_bits = 0xfe800000;

uint32_t control_register(const uint32_t *context, uint32_t number) {
    uint32_t fcsr = context[CONTEXT_FCSR];
    switch (number) {
    case FCR_FIR: return FIR;
    case FCR_UFR:
    case FCR_UNFR: return 0;
    case FCR_FCCR: return (fcsr >> 24 & 0xfe) | (fcsr >> FCSR_CONDITION & 1);
    case FCR_FEXR: return fcsr & FEXR_BITS;
    case FCR_FENR: return (fcsr & FENR_BITS) | (fcsr >> 22 & 4);
    default: return fcsr;
    }
}

uint32_t set_control_register(uint32_t *context, uint32_t number, uint32_t value) {
    uint32_t fcsr = context[CONTEXT_FCSR];
    switch (number) {
    case FCR_FCCR:
        if (value > 0xff)
            return 0;
        fcsr = (fcsr & ~fccr_bits) | (value & 0xfe) << 24 | (value & 1) << FCSR_CONDITION;
        break;
    case FCR_FEXR:
        if ((value & FCSR_ZERO) != 0)
            return 0;
        fcsr = (fcsr & ~(uint32_t)FEXR_BITS) | (value & FEXR_BITS);
        break;
    case FCR_FENR:
        if ((value & FCSR_ZERO) != 0)
            return 0;
        fcsr =
            (fcsr & ~(uint32_t)(FENR_BITS | FLUSH_BIT)) | (value & FENR_BITS) | (value & 4) << 22;
        break;
    case FCR_FCSR: fcsr = value & ~(uint32_t)FCSR_ZERO; break;
    default: return 0;
    }
    uint32_t causes = fcsr >> FCSR_CAUSES & CAUSES;
    if ((causes & ((fcsr >> FCSR_ENABLES & FLOAT_FLAGS) | CAUSE_UNIMPLEMENTED)) != 0)
        return causes;
    context[CONTEXT_FCSR] = fcsr;
    return 0;
}

// ---- arithmetic ----

uint32_t single_unary(uint32_t *context, single_operation *operation, uint32_t *to, uint32_t a) {
    struct float_environment environment = environment_of(context);
    uint32_t result = operation(a, &environment);
    return conclude_word(context, &environment, to, result);
}

uint32_t single_binary(uint32_t *context, single_operation_2 *operation, uint32_t *to, uint32_t a,
                       uint32_t b) {
    struct float_environment environment = environment_of(context);
    uint32_t result = operation(a, b, &environment);
    return conclude_word(context, &environment, to, result);
}

uint32_t double_unary(uint32_t *context, double_operation *operation, uint32_t *to, uint32_t *a) {
    struct float_environment environment = environment_of(context);
    uint64_t result = operation(pair_of(context, a), &environment);
    return conclude_pair(context, &environment, to, result);
}

uint32_t double_binary(uint32_t *context, double_operation_2 *operation, uint32_t *to, uint32_t *a,
                       uint32_t *b) {
    struct float_environment environment = environment_of(context);
    uint64_t result = operation(pair_of(context, a), pair_of(context, b), &environment);
    return conclude_pair(context, &environment, to, result);
}

static const uint32_t single_one = 0x3f800000;
static const uint64_t double_one = 0x3ff0000000000000;

uint32_t single_reciprocal(uint32_t a, struct float_environment *environment) {
    return single_divide(single_one, a, environment);
}

uint32_t single_reciprocal_root(uint32_t a, struct float_environment *environment) {
    return single_divide(single_one, single_square_root(a, environment), environment);
}

uint64_t double_reciprocal(uint64_t a, struct float_environment *environment) {
    return double_divide(double_one, a, environment);
}

uint64_t double_reciprocal_root(uint64_t a, struct float_environment *environment) {
    return double_divide(double_one, double_square_root(a, environment), environment);
}

uint32_t single_unfused(uint32_t *context, single_operation_2 *operation, bool negated,
                        uint32_t *to, uint32_t addend, uint32_t factors) {
    struct float_environment environment = environment_of(context);
    uint32_t product = single_multiply(*at_offset(context, factors & 0xffff),
                                       *at_offset(context, factors >> 16), &environment);
    uint32_t result = operation(product, addend, &environment);
    if (negated)
        result += 0x80000000u;
    return conclude_word(context, &environment, to, result);
}

uint32_t double_unfused(uint32_t *context, double_operation_2 *operation, bool negated,
                        uint32_t *to, uint32_t *addend, uint32_t factors) {
    struct float_environment environment = environment_of(context);
    uint64_t product =
        double_multiply(pair_of(context, at_offset(context, factors & 0xffff)),
                        pair_of(context, at_offset(context, factors >> 16)), &environment);
    uint64_t result = operation(product, pair_of(context, addend), &environment);
    if (negated)
        result += SIGN_OF_PAIR;
    return conclude_pair(context, &environment, to, result);
}

// ---- comparisons ----

enum { IF_UNORDERED = 1, IF_EQUAL = 2, IF_LESS = 4, IS_SIGNALING = 8 };

static uint32_t set_condition(uint32_t *context, const struct float_environment *environment,
                              uint32_t conditions, enum float_order order, uint32_t code) {
    uint32_t wanted = order == FLOAT_UNORDERED ? IF_UNORDERED
                      : order == FLOAT_EQUAL   ? IF_EQUAL
                      : order == FLOAT_LESS    ? IF_LESS
                                               : 0;
    uint32_t bit = code == 0 ? FCSR_CONDITION : FCSR_CONDITION + 1 + code;
    uint32_t cause = conclude(context, environment);
    if (cause == 0) {
        context[CONTEXT_FCSR] &= ~((uint32_t)1 << bit);
        if ((conditions & wanted) != 0)
            context[CONTEXT_FCSR] |= (uint32_t)1 << bit;
    }
    return cause;
}

uint32_t single_compares(uint32_t *context, uint32_t conditions, uint32_t a, uint32_t other) {
    struct float_environment environment = environment_of(context);
    enum float_order order = single_compare(a, *at_offset(context, other & 0xffff),
                                            conditions >= IS_SIGNALING, &environment);
    return set_condition(context, &environment, conditions, order, other >> 16);
}

uint32_t double_compares(uint32_t *context, uint32_t conditions, uint32_t *a, uint32_t other) {
    struct float_environment environment = environment_of(context);
    uint64_t b = pair_of(context, at_offset(context, other & 0xffff));
    enum float_order order =
        double_compare(pair_of(context, a), b, conditions >= IS_SIGNALING, &environment);
    return set_condition(context, &environment, conditions, order, other >> 16);
}

// ---- conversions ----

uint32_t single_to_word(uint32_t *context, enum float_rounding rounding, uint32_t *to, uint32_t a) {
    struct float_environment environment = environment_of(context);
    environment.rounding = rounding;
    uint32_t result = (uint32_t)single_to_signed(a, 32, &environment);
    return conclude_word(context, &environment, to, result);
}

uint32_t double_to_word(uint32_t *context, enum float_rounding rounding, uint32_t *to,
                        uint32_t *a) {
    struct float_environment environment = environment_of(context);
    environment.rounding = rounding;
    uint32_t result = (uint32_t)double_to_signed(pair_of(context, a), 32, &environment);
    return conclude_word(context, &environment, to, result);
}

uint32_t word_to_single(uint32_t *context, uint32_t *to, uint32_t a) {
    struct float_environment environment = environment_of(context);
    uint32_t result = single_from_signed((int32_t)a, &environment);
    return conclude_word(context, &environment, to, result);
}

uint32_t word_to_double(uint32_t *context, uint32_t *to, uint32_t a) {
    struct float_environment environment = environment_of(context);
    uint64_t result = double_from_signed((int32_t)a, &environment);
    return conclude_pair(context, &environment, to, result);
}

uint32_t convert_to_double(uint32_t *context, uint32_t *to, uint32_t a) {
    struct float_environment environment = environment_of(context);
    uint64_t result = single_to_double(a, &environment);
    return conclude_pair(context, &environment, to, result);
}

uint32_t convert_to_single(uint32_t *context, uint32_t *to, uint32_t *a) {
    struct float_environment environment = environment_of(context);
    uint32_t result = double_to_single(pair_of(context, a), &environment);
    return conclude_word(context, &environment, to, result);
}
