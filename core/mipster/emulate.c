#include "emulate.h"

#include "../environment.h"
#include "../machine/switch.h"
#include "run.h"

enum exception emulate(struct machine *machine, uint32_t *context, uint64_t budget) {
    return switch_run(machine, run, context, budget);
}

enum exception emulate_translated(struct machine *machine, uint32_t *context, uint64_t budget) {
    return switch_run(machine, environment_engine(machine), context, budget);
}

enum exception emulate_by_steps(struct machine *machine, uint32_t *context, uint64_t budget) {
    return switch_step_run(machine, context, budget);
}
