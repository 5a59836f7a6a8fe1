#define _XOPEN_SOURCE 700
#include "reduce.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../../core/isa/isa.h"
#include "../../core/memory.h"
#include "worlds.h"

struct reduction {
    struct worlds *worlds; // NULL: each attempt has a process and worlds of its own
    struct state *best, *attempt;
    bool progress;
};

// A state takes some milliseconds of processor time; one that takes seconds does not come back.
static void limit_time(void) {
    const struct itimerval most = {.it_value = {.tv_sec = 2}};
    signal(SIGVTALRM, SIG_DFL);
    setitimer(ITIMER_VIRTUAL, &most, NULL);
}

// With nothing left of what ran before. An engine that dies, or does not come back, differs.
bool state_differs(const struct state *state) {
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        struct difference difference;
        limit_time();
        if (freopen("/dev/null", "w", stderr) == NULL)
            _exit(0);
        _exit(worlds_run(worlds_create(), state, false, &difference) ? 0 : 1);
    }
    int status = 0;
    waitpid(child, &status, 0);
    return status != 0;
}

static bool differs(const struct reduction *reduction, const struct state *state) {
    struct difference difference;
    return reduction->worlds == NULL ? state_differs(state)
                                     : !worlds_run(reduction->worlds, state, false, &difference);
}

// The attempt becomes the best if it still differs; else it is that again.
static bool keep(struct reduction *reduction) {
    state_make_valid(reduction->attempt);
    if (!differs(reduction, reduction->attempt)) {
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

uint32_t state_size(const struct state *state) {
    uint32_t size = 0;
    for (uint32_t i = 0; i < state->word_count; i++)
        size += state->words[i] != 0;
    return size;
}

static void reduce_by(struct worlds *worlds, struct state *state) {
    struct reduction reduction = {.worlds = worlds, .best = state};
    reduction.attempt = memory_new(sizeof *state);
    *reduction.attempt = *state;
    do {
        reduction.progress = false;
        reduce_actions(&reduction);
        reduce_surroundings(&reduction);
        reduce_words(&reduction);
        reduce_pieces(&reduction);
        reduction.progress = false;
        reduce_gaps(&reduction);
        reduce_contexts(&reduction);
    } while (reduction.progress);
    free(reduction.attempt);
}

// True if the state may be run here: no engine dies of it.
static bool comes_back(const struct state *state) {
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        struct difference difference;
        limit_time();
        worlds_run(worlds_create(), state, false, &difference);
        _exit(0);
    }
    int status = 0;
    waitpid(child, &status, 0);
    return status == 0;
}

// In one process it goes fast; but then what is left may differ only after the attempts before.
bool state_reduce(struct state *state) {
    struct state *whole = memory_new(sizeof *state);
    *whole = *state;
    bool found = state_differs(state);
    if (found && comes_back(state)) {
        struct worlds *worlds = worlds_create();
        reduce_by(worlds, state);
        worlds_destroy(worlds);
    }
    if (found && !state_differs(state))
        *state = *whole;
    if (found)
        reduce_by(NULL, state);
    free(whole);
    return found;
}
