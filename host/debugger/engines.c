// Which engine executes what: one, or two by turns as a mixture's schedule says.
#include <string.h>

#include "../../core/mipster/emulate.h"
#include "../../core/mixter/mixture.h"
#include "debugger.h"

static const struct {
    const char *name;
    enum mixter_engine engine;
} names[] = {{"jit", MIXTER_ENGINE_TRANSLATOR},
             {"interp", MIXTER_ENGINE_INTERPRETER},
             {"step", MIXTER_ENGINE_REFERENCE}};

enum { ENGINES = sizeof names / sizeof names[0] };

static const char *name_of(enum mixter_engine engine) {
    for (uint32_t i = 0; i < ENGINES; i++) {
        if (names[i].engine == engine)
            return names[i].name;
    }
    return "";
}

static enum mixter_engine engine_of(const struct named_engine *engine) {
    return engine->run == emulate            ? MIXTER_ENGINE_INTERPRETER
           : engine->run == emulate_by_steps ? MIXTER_ENGINE_REFERENCE
                                             : MIXTER_ENGINE_TRANSLATOR;
}

void engines_start(struct debugger *debugger, enum mixter_engine wanted,
                   const struct mixture *mixture) {
    struct engines *engines = &debugger->engines;
    bool is_fastest = wanted == MIXTER_ENGINE_FASTEST;
    engines->mixture = mixture;
    engines->now = is_fastest ? MIXTER_ENGINE_TRANSLATOR : wanted;
    if (is_fastest && mixter_set_engine(debugger->machine, MIXTER_ENGINE_TRANSLATOR) != MIXTER_OK)
        engines->now = MIXTER_ENGINE_INTERPRETER; // which is what the machine has chosen
}

uint64_t engines_schedule(void *state, uint64_t place) {
    struct debugger *debugger = state;
    struct engines *engines = &debugger->engines;
    unsigned which;
    if (engines->mixture == NULL)
        return UINT64_MAX;
    uint64_t end = schedule_slice(&engines->mixture->schedule, place, &which);
    enum mixter_engine engine = engine_of(&engines->mixture->pair.engines[which]);
    if (engine != engines->now && mixter_set_engine(debugger->machine, engine) == MIXTER_OK)
        engines->now = engine;
    return end;
}

void engines_ran(void *state, uint64_t retired) {
    struct engines *engines = &((struct debugger *)state)->engines;
    engines->executed[engines->now] += retired;
}

const char *engines_count(const struct debugger *debugger, uint32_t number, uint64_t *executed) {
    if (number >= ENGINES)
        return NULL;
    *executed = debugger->engines.executed[names[number].engine];
    return names[number].name;
}

const char *engines_at(const struct debugger *debugger, uint64_t place, uint64_t *first,
                       uint64_t *end) {
    const struct mixture *mixture = debugger->engines.mixture;
    unsigned which;
    *first = 0;
    *end = UINT64_MAX;
    if (mixture == NULL)
        return name_of(debugger->engines.now);
    *end = schedule_slice(&mixture->schedule, place, &which);
    *first = schedule_start(&mixture->schedule, place);
    return mixture->pair.engines[which].name;
}

bool engines_choose(struct debugger *debugger, const char *name) {
    for (uint32_t i = 0; i < ENGINES; i++) {
        if (strcmp(names[i].name, name) != 0 ||
            mixter_set_engine(debugger->machine, names[i].engine) != MIXTER_OK)
            continue;
        debugger->engines.now = names[i].engine;
        debugger->engines.mixture = NULL;
        return true;
    }
    return false;
}
