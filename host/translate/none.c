// A host for which there is no translator.
#include <stddef.h>

#include "../../core/mipster/emulate.h"
#include "../../core/mipster/translation.h"
#include "../interrupt.h"
#include "checked.h"
#include "tuning.h"

engine *environment_engine(struct machine *machine) {
    (void)machine;
    return NULL;
}

void environment_code_cache(struct machine *machine, uint32_t size) {
    (void)machine, (void)size;
}

bool environment_watch_translation(struct machine *machine, translation_watcher *watcher,
                                   void *watching) {
    (void)machine, (void)watcher, (void)watching;
    return false;
}

struct translate_tuning *translate_tuning_of(struct machine *machine) {
    (void)machine;
    return NULL;
}

enum exception translated_run_checked(struct machine *machine, uint32_t *context, uint64_t budget,
                                      struct checked *checked) {
    (void)machine;
    return checked->slow(checked, context, budget);
}

void interrupt_enter(void) {}
