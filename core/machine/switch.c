// The machine with its switch, on top of an engine that executes instructions.
#include "switch.h"

static uint64_t take(uint64_t budget, const uint32_t *context, uint64_t retired_before) {
    return budget - (context_retired(context) - retired_before);
}

enum exception switch_run(engine *engine, uint32_t *context, uint64_t budget) {
    for (;;) {
        uint64_t before = context_retired(context);
        enum exception exception = engine(context, budget);
        budget = take(budget, context, before);
        if (exception != EXCEPTION_SYSTEM_CALL || context[REGISTER_V0] != CALL_SWITCH)
            return exception;
        exception = switch_step(context);
        if (exception != EXCEPTION_NONE)
            return exception;
        budget--;
    }
}
