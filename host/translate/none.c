// A host for which there is no translator.
#include <stddef.h>

#include "../../core/mipster/emulate.h"
#include "../interrupt.h"

engine *environment_engine(struct machine *machine) {
    (void)machine;
    return NULL;
}

void environment_code_cache(uint32_t size) {
    (void)size;
}

void interrupt_enter(void) {}
