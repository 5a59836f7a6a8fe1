// One state, run by all engines side by side, each in a world of its own: a machine with a context,
// a page table and memory. All worlds have the same frames, so that everything can be compared
// word by word.
#ifndef WORLDS_H
#define WORLDS_H

#include "../../core/machine/machine.h"
#include "state.h"

enum world_kind {
    WORLD_STEP, // the reference: the others have to do what it does
    WORLD_INTERP,
    WORLD_JIT,
    WORLD_SWITCH, // the context is a guest of another one
    WORLD_MIXED,  // all of them by turns, on one machine
    WORLDS
};

extern const char *const world_names[WORLDS];

// What happens when the state is run may be watched: each instruction of level 0 that the
// reference retires, and the ends of runs.
struct observer_of_runs {
    void (*retired)(void *state, const uint32_t *context, uint32_t word);
    void (*ended)(void *state, const uint32_t *context, enum exception exception);
    void *state;
};

// The first difference.
struct difference {
    enum world_kind world; // that differs from the reference; WORLDS: none does
    uint32_t action;       // after which
    enum exception exceptions[2];
    bool is_memory;
    uint32_t page, word;              // of memory; or the word of the context
    uint32_t budget;                  // of the action, as far as it was run
    uint32_t before[CONTEXT_WORDS];   // the context before that action,
    uint32_t after[2][CONTEXT_WORDS]; // and after it, in both worlds
    uint32_t values[2];
    uint64_t retired; // by the reference
};

struct worlds;

// False if this host has no translator: then that world is left out.
struct worlds *worlds_create(void);
void worlds_destroy(struct worlds *worlds);
bool worlds_have_translator(const struct worlds *worlds);
// Only these worlds are run, bits by kind; the reference always.
void worlds_choose(struct worlds *worlds, uint32_t which);
void worlds_observe(struct worlds *worlds, const struct observer_of_runs *observer);

// Runs the state. True if all worlds are equal; memory is compared after every run if `closely`,
// otherwise now and then and at the end.
bool worlds_run(struct worlds *worlds, const struct state *state, bool closely,
                struct difference *difference);
// The state, and then VARIANTS of it (mutate.h), up to one that differs, which `state` is then:
// nearly all of the time for a state goes into what engines derive from its code.
enum { VARIANTS = 7 };
bool worlds_run_varied(struct worlds *worlds, struct state *state, struct difference *difference);
// After worlds_run: how it ended in the reference.
const uint32_t *worlds_context(const struct worlds *worlds);
const uint32_t *worlds_page(const struct worlds *worlds, enum world_kind kind, uint32_t page);
// The word of code at an address of level 0; false if it cannot be executed.
bool worlds_code(const struct worlds *worlds, enum world_kind kind, uint32_t address,
                 uint32_t *word);

// ---- tune.c: what the host's settings mean; nothing where there is no translator ----

void tune_start(struct machine *machine);
// `before` are those that the translator has, and then the new ones.
void tune(struct machine *machine, const uint8_t *settings, uint8_t *before);
void tune_forget(struct machine *machine, uint32_t what);

#endif
