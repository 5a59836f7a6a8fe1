// What translated code leaves open of FCSR. Its unit of SSE2 has the rounding of the guest in its
// control register, where inexact results are also noted; all that raises something else fails. So
// there is but one thing to find out when translated code has been left: whether the last operation
// was inexact, which is FCSR's cause. Its operands are kept, and core/float tells.
//
// Where something is enabled, or tiny results are flushed to zero, inexact results fail, too. What
// is done then has no cause, and is the same as without.
#include "../../core/float/float.h"
#include "../../core/machine/coprocessor.h"
#include "translate.h"

enum { ENABLES = FLOAT_FLAGS << FCSR_ENABLES, FLUSHES = 1 << FCSR_FLUSH };

// MXCSR: inexact results are noted; they and subnormal operands can be masked; rounding.
enum { CONTROL_INEXACT = 1 << 5, MASK_INEXACT = 1 << 12, MASK_SUBNORMAL = 1 << 8 };
enum { CONTROL_ROUNDING = 13 };

static uint32_t control_of(uint32_t fcsr) {
    static const uint8_t roundings[] = {
        [ROUND_NEAREST] = 0, [ROUND_TO_ZERO] = 3, [ROUND_UP] = 2, [ROUND_DOWN] = 1};
    bool is_common = (fcsr & (ENABLES | FLUSHES)) == 0;
    return MASK_SUBNORMAL | (is_common ? MASK_INEXACT : 0) |
           (uint32_t)roundings[fcsr & 3] << CONTROL_ROUNDING;
}

void float_expect(struct shared *shared, const uint32_t *context) {
    uint32_t fcsr = context[CONTEXT_FCSR];
    shared->control = control_of(fcsr);
    shared->condition = fcsr >> FCSR_CONDITION & 1;
    shared->pending = PENDING_NONE;
}

struct operands {
    uint64_t a, b, c;
};

static void multiply_add(uint32_t pending, struct operands of, struct float_environment *to) {
    if ((pending & PENDING_DOUBLE) != 0) {
        uint64_t product = double_multiply(of.a, of.b, to);
        (pending == PENDING_MULTIPLY_ADD + PENDING_DOUBLE ? double_add : double_subtract)(product,
                                                                                          of.c, to);
    } else {
        uint32_t product = single_multiply((uint32_t)of.a, (uint32_t)of.b, to);
        (pending == PENDING_MULTIPLY_ADD ? single_add : single_subtract)(product, (uint32_t)of.c,
                                                                         to);
    }
}

static uint32_t flags_of(uint32_t pending, struct operands of, enum float_rounding rounding) {
    struct float_environment to = {rounding, NANS_LEGACY, false, 0};
    uint32_t a = (uint32_t)of.a, b = (uint32_t)of.b;
    switch (pending) {
    case PENDING_ADD: single_add(a, b, &to); break;
    case PENDING_SUBTRACT: single_subtract(a, b, &to); break;
    case PENDING_MULTIPLY: single_multiply(a, b, &to); break;
    case PENDING_DIVIDE: single_divide(a, b, &to); break;
    case PENDING_ROOT: single_square_root(a, &to); break;
    case PENDING_RECIPROCAL_ROOT: single_reciprocal_root(a, &to); break;
    case PENDING_FROM_WORD: single_from_signed((int32_t)a, &to); break;
    case PENDING_TO_WORD: single_to_signed(a, 32, &to); break;
    case PENDING_ADD + PENDING_DOUBLE: double_add(of.a, of.b, &to); break;
    case PENDING_SUBTRACT + PENDING_DOUBLE: double_subtract(of.a, of.b, &to); break;
    case PENDING_MULTIPLY + PENDING_DOUBLE: double_multiply(of.a, of.b, &to); break;
    case PENDING_DIVIDE + PENDING_DOUBLE: double_divide(of.a, of.b, &to); break;
    case PENDING_ROOT + PENDING_DOUBLE: double_square_root(of.a, &to); break;
    case PENDING_RECIPROCAL_ROOT + PENDING_DOUBLE: double_reciprocal_root(of.a, &to); break;
    case PENDING_NARROW + PENDING_DOUBLE: double_to_single(of.a, &to); break;
    case PENDING_TO_WORD + PENDING_DOUBLE:
        to.rounding = ROUND_TO_ZERO; // which fits if any does
        double_to_signed(of.a, 32, &to);
        break;
    default: multiply_add(pending, of, &to); break;
    }
    return to.flags;
}

// An operand that was kept, or that a register still has.
static uint64_t operand_of(const struct shared *shared, const uint32_t *context,
                           const struct unit *unit, unsigned i) {
    if (unit == NULL || unit->kept[i] == FLOAT_IN_KEPT)
        return shared->kept[i];
    const uint32_t *word = &context[CONTEXT_FPR + unit->kept[i]];
    return word[0] + ((unit->pending & PENDING_DOUBLE) != 0 ? (uint64_t)word[1] << 32 : 0);
}

void float_settle(struct shared *shared, uint32_t *context, const struct unit *failed) {
    uint32_t fcsr = context[CONTEXT_FCSR];
    const struct unit *unit =
        failed == NULL || failed->pending == PENDING_INHERITED ? NULL : failed;
    uint32_t pending = unit == NULL ? shared->pending : unit->pending;
    fcsr &= ~((uint32_t)1 << FCSR_CONDITION);
    fcsr |= (uint32_t)shared->condition << FCSR_CONDITION;
    bool is_common = (shared->control & MASK_INEXACT) != 0;
    if (is_common && (shared->control & CONTROL_INEXACT) != 0)
        fcsr |= FLOAT_INEXACT << FCSR_FLAGS;
    if (pending != PENDING_NONE)
        fcsr &= ~((uint32_t)CAUSES << FCSR_CAUSES);
    if (is_common && pending >= PENDING_OPERATIONS) {
        struct operands operands = {operand_of(shared, context, unit, 0),
                                    operand_of(shared, context, unit, 1), shared->addend};
        fcsr |= (flags_of(pending, operands, rounding_of(context)) & FLOAT_INEXACT) << FCSR_CAUSES;
    }
    context[CONTEXT_FCSR] = fcsr;
    shared->pending = PENDING_NONE;
}
