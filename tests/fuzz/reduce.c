#define _XOPEN_SOURCE 700
#include "reduce.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../../core/isa/isa.h"
#include "../../core/memory.h"
#include "worlds.h"

struct reduction {
    struct worlds *worlds; // NULL: each attempt has a process and worlds of its own
    struct chain *chain;
    struct state *best, *attempt; // best: of the chain
    uint32_t milliseconds;        // an attempt that takes longer does not come back
    bool progress;
};

// Processor time is limited; what takes longer does not come back.
static void limit_time(uint32_t milliseconds) {
    const struct itimerval most = {
        .it_value = {.tv_sec = milliseconds / 1000, .tv_usec = milliseconds % 1000 * 1000}};
    signal(SIGVTALRM, SIG_DFL);
    setitimer(ITIMER_VIRTUAL, &most, NULL);
}

// Whoever catches what an engine dies of ends with 1.
enum { PATIENCE = 2000, EQUAL = 0, DIFFERENT = 3 };

// The status of a process in which nothing has run before.
static int status_alone(const struct chain *chain, uint32_t milliseconds) {
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        struct difference difference;
        uint32_t at;
        limit_time(milliseconds);
        if (freopen("/dev/null", "w", stderr) == NULL || freopen("/dev/null", "w", stdout) == NULL)
            _exit(EQUAL);
        _exit(chain_run(worlds_create(), chain, &at, &difference) ? EQUAL : DIFFERENT);
    }
    int status = 0;
    waitpid(child, &status, 0);
    return status;
}

// An engine that dies, or does not come back, differs.
static bool differs_alone(const struct chain *chain, uint32_t milliseconds) {
    return status_alone(chain, milliseconds) != 0;
}

bool chain_differs(const struct chain *chain) {
    return differs_alone(chain, PATIENCE);
}

// Most attempts with an engine that does not come back do not, either.
static uint32_t time_for(const struct chain *chain) {
    struct rusage before, after;
    struct chain first = {chain->states, 0};
    getrusage(RUSAGE_CHILDREN, &before);
    for (uint32_t i = 0; i < 4; i++)
        status_alone(&first, PATIENCE);
    getrusage(RUSAGE_CHILDREN, &after);
    long more = (after.ru_utime.tv_sec - before.ru_utime.tv_sec) * 1000 +
                (after.ru_utime.tv_usec - before.ru_utime.tv_usec) / 1000;
    return 20 + 4 * (uint32_t)more + 4 * chain->count;
}

static bool differs(const struct reduction *reduction) {
    if (reduction->worlds != NULL) {
        struct difference difference;
        return !worlds_run(reduction->worlds, reduction->attempt, false, &difference);
    }
    struct state kept = *reduction->best;
    *reduction->best = *reduction->attempt;
    bool result = differs_alone(reduction->chain, reduction->milliseconds);
    *reduction->best = kept;
    return result;
}

// The attempt becomes the best if it still differs; else it is that again.
static bool keep(struct reduction *reduction) {
    state_make_valid(reduction->attempt);
    if (!differs(reduction)) {
        *reduction->attempt = *reduction->best;
        return false;
    }
    *reduction->best = *reduction->attempt;
    reduction->progress = true;
    return true;
}

// ---- what happens ----

static void reduce_actions(struct reduction *reduction) {
    struct state *state = reduction->attempt;
    for (uint32_t i = state->action_count; i-- > 0;) {
        struct action *action = &state->actions[i];
        memmove(action, action + 1, (state->action_count - i - 1u) * sizeof *action);
        state->action_count--;
        keep(reduction);
    }
    for (uint32_t i = 0; i < state->action_count; i++) {
        struct action *action = &state->actions[i];
        for (uint32_t cut = action->kind == ACTION_RUN ? action->a : 0; cut > 0; cut /= 2) {
            while (action->a >= cut) {
                action->a = (uint16_t)(action->a - cut);
                if (!keep(reduction))
                    break;
            }
        }
        if (action->b != 0) {
            action->b = 0;
            keep(reduction);
        }
    }
}

static void reduce_surroundings(struct reduction *reduction) {
    struct state *state = reduction->attempt;
    while (state->level_count > 1) {
        state->level_count--;
        if (!keep(reduction))
            break;
    }
    for (uint32_t i = 0; i < SETTING_COUNT; i++) {
        if (state->settings[i] == 0)
            continue;
        state->settings[i] = 0;
        keep(reduction);
    }
    for (uint32_t i = state->mapping_count; i-- > 0;) {
        state->mappings[i] = state->mappings[--state->mapping_count];
        keep(reduction);
    }
}

static void reduce_contexts(struct reduction *reduction) {
    struct state *state = reduction->attempt;
    for (uint32_t level = 0; level < state->level_count; level++) {
        uint32_t *context = state->levels[level].context;
        for (uint32_t i = 1; i < CONTEXT_UNUSED; i++) {
            uint32_t simple = i == CONTEXT_NEXT_PC ? context[CONTEXT_PC] + 4 : 0;
            if (context[i] == simple || i == CONTEXT_PC)
                continue;
            context[i] = simple;
            if (!keep(reduction) && context[i] > 0xffff) {
                context[i] %= 0x10000;
                keep(reduction);
            }
        }
    }
}

// ---- words ----

static void reduce_words(struct reduction *reduction) {
    struct state *state = reduction->attempt;
    for (uint32_t size = state->word_count / 2 + 1; size > 0; size /= 2) {
        for (uint32_t first = 0; first < state->word_count; first += size) {
            uint32_t count = state->word_count - first < size ? state->word_count - first : size;
            bool is_zero = true;
            for (uint32_t i = first; i < first + count; i++)
                is_zero = is_zero && state->words[i] == 0;
            if (is_zero)
                continue;
            memset(state->words + first, 0, count * sizeof *state->words);
            keep(reduction);
        }
    }
}

// Words of 0 at the ends of pieces say nothing.
static void trim(struct state *state) {
    uint32_t from = 0, to = 0, count = 0;
    for (uint32_t i = 0; i < state->piece_count; i++) {
        struct piece piece = state->pieces[i];
        const uint32_t *words = state->words + from;
        uint32_t skipped = 0;
        from += piece.count;
        while (skipped < piece.count && words[skipped] == 0)
            skipped++;
        while (piece.count > skipped && words[piece.count - 1] == 0)
            piece.count--;
        piece.count = (uint16_t)(piece.count - skipped);
        piece.index = (uint16_t)(piece.index + skipped);
        memmove(state->words + to, words + skipped, piece.count * sizeof *words);
        to += piece.count;
        if (piece.count > 0)
            state->pieces[count++] = piece;
    }
    state->piece_count = (uint8_t)count;
    state->word_count = to;
}

static void reduce_pieces(struct reduction *reduction) {
    struct state *state = reduction->attempt;
    trim(state);
    keep(reduction);
    for (uint32_t i = state->piece_count; i-- > 0;) {
        uint32_t first = 0;
        if (i >= state->piece_count)
            continue;
        for (uint32_t j = 0; j < i; j++)
            first += state->pieces[j].count;
        memset(state->words + first, 0, state->pieces[i].count * sizeof *state->words);
        trim(state);
        keep(reduction);
    }
}

// A branch over a word that goes away leads one word less far.
static uint32_t without(uint32_t word, uint32_t at, uint32_t removed) {
    enum isa_operation operation = isa_decode(word);
    enum isa_kind kind = isa_table[operation].kind;
    if (kind != ISA_BRANCH && kind != ISA_LIKELY)
        return word;
    int32_t distance = (int32_t)isa_immediate(word);
    int32_t target = (int32_t)at + 1 + distance;
    if (at < removed && target > (int32_t)removed)
        distance--;
    else if (at > removed && target <= (int32_t)removed)
        distance++;
    return (word & 0xffff0000u) | ((uint32_t)distance & 0xffff);
}

// Instructions that do nothing go, and what follows comes closer.
static void reduce_gaps(struct reduction *reduction) {
    struct state *state = reduction->attempt;
    for (uint32_t i = 0, first = 0; i < state->piece_count; i++) {
        for (uint32_t at = state->pieces[i].count; at-- > 0;) {
            uint32_t *words = state->words + first, *rest = words + at;
            uint32_t count = state->pieces[i].count;
            if (at >= count || *rest != 0)
                continue;
            for (uint32_t j = 0; j < count; j++)
                words[j] = without(words[j], j, at);
            memmove(rest, rest + 1, (state->word_count - first - at - 1) * sizeof *rest);
            state->word_count--;
            state->pieces[i].count--;
            keep(reduction);
        }
        first += state->pieces[i].count;
    }
}

static void reduce_state(struct reduction *reduction, uint32_t at) {
    reduction->best = &reduction->chain->states[at];
    reduction->attempt = memory_new(sizeof *reduction->attempt);
    *reduction->attempt = *reduction->best;
    do {
        reduction->progress = false;
        reduce_actions(reduction);
        reduce_surroundings(reduction);
        reduce_words(reduction);
        reduce_pieces(reduction);
        reduction->progress = false;
        reduce_gaps(reduction);
        reduce_contexts(reduction);
    } while (reduction->progress);
    free(reduction->attempt);
}

// In one process it goes fast; but then what is left may differ only after the attempts before.
static void reduce_fast(struct chain *chain) {
    struct state whole = chain->states[0];
    struct reduction reduction = {.worlds = worlds_create(), .chain = chain};
    reduce_state(&reduction, 0);
    worlds_destroy(reduction.worlds);
    if (!chain_differs(chain))
        chain->states[0] = whole;
}

// ---- chains ----

static bool without_differs(const struct chain *chain, uint32_t first, uint32_t count,
                            uint32_t milliseconds) {
    struct chain shorter = {memory_new((chain->count + 1) * sizeof *chain->states), chain->count};
    memcpy(shorter.states, chain->states, chain->count * sizeof *chain->states);
    chain_remove(&shorter, first, count);
    bool result = differs_alone(&shorter, milliseconds);
    free(shorter.states);
    return result;
}

// States go, half of them at once, then fewer.
static void reduce_chain(struct chain *chain, uint32_t milliseconds) {
    for (uint32_t size = chain->count / 2; size > 0; size /= 2) {
        for (uint32_t end = chain->count; end >= size; end -= size) {
            if (chain->count > size && without_differs(chain, end - size, size, milliseconds))
                chain_remove(chain, end - size, size);
        }
    }
}

// Words of 0 in all states; false if they were.
static bool clear_words(struct chain *chain, uint32_t page, uint32_t first, uint32_t end) {
    bool any = false;
    for (uint32_t i = 0; i < chain->count; i++) {
        struct state *state = &chain->states[i];
        uint32_t *word = state->words;
        for (uint32_t j = 0; j < state->piece_count; j++) {
            const struct piece *piece = &state->pieces[j];
            for (uint32_t at = piece->index; at < piece->index + piece->count; at++, word++) {
                if (piece->page != page || at < first || at >= end || *word == 0)
                    continue;
                *word = 0;
                any = true;
            }
        }
    }
    return any;
}

static bool clear_setting(struct chain *chain, uint32_t setting) {
    bool any = false;
    for (uint32_t i = 0; i < chain->count; i++) {
        any = any || chain->states[i].settings[setting] != 0;
        chain->states[i].settings[setting] = 0;
    }
    return any;
}

static void copy_chain(struct chain *to, const struct chain *from) {
    memcpy(to->states, from->states, from->count * sizeof *from->states);
    to->count = from->count;
}

// What states have in common: what is derived from a page is kept only while all have the same.
static void reduce_common(struct chain *chain, uint32_t milliseconds) {
    struct chain attempt = {memory_new(chain->count * sizeof *chain->states), 0};
    copy_chain(&attempt, chain);
    for (uint32_t page = 0; page < MEMORY_PAGES; page++) {
        for (uint32_t size = PAGE_WORDS; size > 0; size /= 2) {
            for (uint32_t first = 0; first < PAGE_WORDS; first += size) {
                if (!clear_words(&attempt, page, first, first + size))
                    continue;
                bool result = differs_alone(&attempt, milliseconds);
                copy_chain(result ? chain : &attempt, result ? &attempt : chain);
            }
        }
    }
    for (uint32_t i = 0; i < SETTING_COUNT; i++) {
        bool result = clear_setting(&attempt, i) && differs_alone(&attempt, milliseconds);
        copy_chain(result ? chain : &attempt, result ? &attempt : chain);
    }
    free(attempt.states);
}

uint32_t chain_size(const struct chain *chain) {
    uint32_t size = 0;
    for (uint32_t i = 0; i < chain->count; i++) {
        const struct state *state = &chain->states[i];
        for (uint32_t j = 0; j < state->word_count; j++)
            size += state->words[j] != 0;
    }
    return size;
}

bool chain_reduce(struct chain *chain) {
    int status = status_alone(chain, PATIENCE);
    if (status == 0)
        return false;
    struct reduction reduction = {.chain = chain, .milliseconds = time_for(chain)};
    if (!differs_alone(chain, reduction.milliseconds))
        reduction.milliseconds = PATIENCE;
    reduce_chain(chain, reduction.milliseconds);
    if (chain->count == 1 && WIFEXITED(status) && WEXITSTATUS(status) == DIFFERENT)
        reduce_fast(chain);
    for (uint32_t before = chain_size(chain) + 1; chain_size(chain) < before;) {
        before = chain_size(chain);
        if (chain->count > 1)
            reduce_common(chain, reduction.milliseconds);
        for (uint32_t at = chain->count; at-- > 0;)
            reduce_state(&reduction, at);
        reduce_chain(chain, reduction.milliseconds);
    }
    return true;
}
