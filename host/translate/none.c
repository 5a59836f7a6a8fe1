// A host for which there is no translator.
#include <stddef.h>

#include "../../core/mipster/emulate.h"
#include "../interrupt.h"
#include "tuning.h"

engine *environment_engine(struct machine *machine) {
    (void)machine;
    return NULL;
}

void environment_code_cache(struct machine *machine, uint32_t size) {
    (void)machine, (void)size;
}

struct translate_tuning *translate_tuning_of(struct machine *machine) {
    (void)machine;
    return NULL;
}

void interrupt_enter(void) {}
