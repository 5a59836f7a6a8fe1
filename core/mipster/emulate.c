#include "emulate.h"

#include "../environment.h"
#include "../machine/switch.h"
#include "run.h"

enum exception emulate(uint32_t *context, uint64_t budget) {
    return switch_run(run, context, budget);
}

enum exception emulate_translated(uint32_t *context, uint64_t budget) {
    return switch_run(environment_engine(), context, budget);
}

enum exception emulate_by_steps(uint32_t *context, uint64_t budget) {
    return switch_step_run(context, budget);
}
