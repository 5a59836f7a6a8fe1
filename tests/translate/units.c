// Linked instead of host/translate/tuning.c: translated code is left before each unit, with all
// that it holds put where the context has it, and the reference executes the same instructions from
// the last such place on. What a unit loads and stores, the reference does once more. The first
// difference ends the run, with status 125.
#include <stdio.h>
#include <string.h>

#include "../../core/machine/step.h"
#include "../../core/panic.h"
#include "../../host/translate/translate.h"

// The last place that was compared, as the reference has got there.
static uint32_t reference[CONTEXT_WORDS];
static uint64_t reference_left; // of the budget

static void entered(const uint32_t *context, uint64_t left) {
    memcpy(reference, context, sizeof reference);
    reference_left = left;
}

static _Noreturn void differ(const uint32_t *context, uint32_t word) {
    char what[160];
    snprintf(what, sizeof what, "translated, before pc 0x%08x: word %u is 0x%08x, not 0x%08x",
             (unsigned)context[CONTEXT_PC], (unsigned)word, (unsigned)context[word],
             (unsigned)reference[word]);
    panic(what);
}

static bool is_compared(uint32_t word) {
    return word <= CONTEXT_USER_LOCAL || word >= CONTEXT_FPR;
}

static void left(struct machine *machine, const uint32_t *context, uint64_t budget) {
    for (; reference_left > budget; reference_left--) {
        if (step(machine, reference) != EXCEPTION_NONE)
            differ(context, CONTEXT_EXCEPTION);
    }
    for (uint32_t i = 0; i < CONTEXT_WORDS; i++) {
        if (is_compared(i) && reference[i] != context[i])
            differ(context, i);
    }
}

static void held(const struct unit *unit, const uint32_t *words, const uint32_t *context) {
    for (unsigned i = 0; i < SCRATCHES; i++) {
        if (unit->held[i] != 0 && words[i] != context[unit->held[i]])
            panic("translated: a scratch register has not what the next unit expects");
    }
}

static const struct translate_checks checks = {entered, left, held};

const struct translate_tuning translate_tuning = {
    .small_budget = 200,
    .window_after = 100000,
    .window_faults = 12,
    .code_bytes = 16 << 20,
    .spaces = 4096,
    .host_mappings = 40000,
    .checked_after = 8,
    .spaces_after = 100000,
    .checks = &checks,
};
