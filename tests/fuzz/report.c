#include "report.h"

#include <stdlib.h>

#include "../../core/isa/isa.h"
#include "../../core/memory.h"

enum { LINES_BEFORE = 16 };

static const char *exception_name(enum exception exception) {
    return exception < EXCEPTIONS ? exception_names[exception] : "no exception";
}

// ---- locating ----

// The state up to an action, with another budget there.
static void cut(struct state *shorter, const struct state *state, uint32_t action,
                uint32_t budget) {
    *shorter = *state;
    shorter->action_count = (uint8_t)(action + 1);
    shorter->actions[action].a = (uint16_t)budget;
}

struct trial {
    struct worlds *worlds;
    struct chain before; // what runs first
    const struct observer_of_runs *observer;
};

// On new machines.
static bool run_again(struct trial *trial, const struct state *state, bool closely,
                      struct difference *difference) {
    uint32_t at;
    if (trial->worlds != NULL)
        worlds_destroy(trial->worlds);
    trial->worlds = worlds_create();
    chain_run(trial->worlds, &trial->before, &at, difference);
    worlds_observe(trial->worlds, trial->observer);
    return worlds_run(trial->worlds, state, closely, difference);
}

// The least budget with which it still differs. Which instructions are executed before the last
// one is the same for each; but an engine may go wrong only in longer runs.
static void locate(struct trial *trial, struct state *shorter, const struct state *state,
                   struct difference *difference) {
    struct difference found = *difference;
    uint32_t low = 0,
             high = found.budget < found.retired + 1 ? found.budget : (uint32_t)found.retired + 1;
    cut(shorter, state, found.action, high);
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        cut(shorter, state, difference->action, middle);
        if (run_again(trial, shorter, true, &found))
            low = middle + 1;
        else
            high = middle;
    }
    cut(shorter, state, difference->action, high);
    if (run_again(trial, shorter, true, &found))
        cut(shorter, state, difference->action, difference->budget);
}

// ---- printing ----

struct trail {
    uint32_t count;
    struct {
        uint32_t pc, word;
    } last[LINES_BEFORE];
};

static void note_retired(void *state, const uint32_t *context, uint32_t word) {
    struct trail *trail = state;
    uint32_t at = trail->count++ % LINES_BEFORE;
    trail->last[at].pc = context[CONTEXT_PC];
    trail->last[at].word = word;
}

static void note_end(void *state, const uint32_t *context, enum exception exception) {
    (void)state, (void)context, (void)exception;
}

static void print_trail(FILE *file, const struct trail *trail) {
    uint32_t first = trail->count > LINES_BEFORE ? trail->count - LINES_BEFORE : 0;
    for (uint32_t i = first; i < trail->count; i++) {
        char text[64];
        uint32_t at = i % LINES_BEFORE;
        isa_disassemble(trail->last[at].word, trail->last[at].pc, text, sizeof text);
        fprintf(file, "%c 0x%08x: %08x  %s\n", i + 1 == trail->count ? '>' : ' ',
                (unsigned)trail->last[at].pc, (unsigned)trail->last[at].word, text);
    }
}

static void print_contexts(FILE *file, const struct difference *difference) {
    const char *name = world_names[difference->world];
    fprintf(file, "  %-12s before      step        %s\n", "", name);
    for (uint32_t i = 0; i < CONTEXT_WORDS; i++) {
        char word[CONTEXT_NAME_SIZE];
        uint32_t before = difference->before[i];
        const uint32_t after[2] = {difference->after[0][i], difference->after[1][i]};
        if (before == after[0] && before == after[1])
            continue;
        context_word_text(i, word);
        fprintf(file, "  %-12s 0x%08x  0x%08x  0x%08x%s\n", word, (unsigned)before,
                (unsigned)after[0], (unsigned)after[1], after[0] != after[1] ? "  <-- differ" : "");
    }
}

static void print_memory(FILE *file, const struct worlds *worlds,
                         const struct difference *difference, uint32_t pages) {
    uint32_t shown = 0;
    for (uint32_t page = 0; page < pages; page++) {
        const uint32_t *expected = worlds_page(worlds, WORLD_STEP, page);
        const uint32_t *words = worlds_page(worlds, difference->world, page);
        for (uint32_t i = 0; i < PAGE_WORDS; i++) {
            if (expected[i] == words[i] || ++shown > 8)
                continue;
            fprintf(file, "  page %u, word %u: 0x%08x and 0x%08x\n", (unsigned)page, (unsigned)i,
                    (unsigned)expected[i], (unsigned)words[i]);
        }
    }
    if (shown == 0)
        fprintf(file, "  memory: equal\n");
    else if (shown > 8)
        fprintf(file, "  and %u more words\n", (unsigned)shown - 8);
}

static void print_difference(FILE *file, const struct trial *trial, const struct trail *trail,
                             const struct difference *difference, uint32_t pages) {
    fprintf(file, "DIFFERENT: %s and step, in action %u, a run of %u instructions\n",
            world_names[difference->world], (unsigned)difference->action,
            (unsigned)difference->budget);
    if (trial->before.count > 0)
        fprintf(file, "  after %u other states\n", (unsigned)trial->before.count);
    print_trail(file, trail);
    fprintf(file, "  %s in step, %s in %s\n", exception_name(difference->exceptions[0]),
            exception_name(difference->exceptions[1]), world_names[difference->world]);
    print_contexts(file, difference);
    print_memory(file, trial->worlds, difference, pages);
}

void report_difference(FILE *file, const struct chain *chain) {
    struct state *shorter = memory_new(sizeof *shorter);
    struct trail trail = {0};
    const struct observer_of_runs observer = {note_retired, note_end, &trail};
    struct trial trial = {.before = *chain};
    struct difference difference;
    trial.worlds = worlds_create();
    chain_run(trial.worlds, chain, &trial.before.count, &difference);
    if (trial.before.count == chain->count) {
        fprintf(file, "DIFFERENT, but not every time\n");
    } else {
        const struct state *state = &chain->states[trial.before.count];
        locate(&trial, shorter, state, &difference);
        trial.observer = &observer;
        if (run_again(&trial, shorter, true, &difference))
            run_again(&trial, state, false, &difference);
        print_difference(file, &trial, &trail, &difference, state_pages(state));
    }
    worlds_destroy(trial.worlds);
    free(shorter);
}
