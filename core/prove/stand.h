// The states that proofs of the emulator start from. A guest of the machine makes them: it is the
// same program that is proved, and execution stops where a function is about to be called.
#ifndef STAND_H
#define STAND_H

#include <stdint.h>

#include "../machine/context.h"

// One context, its page tables, and a call of step(). The function that calls it, by its name in
// the symbol table.
#define STAND_STEP "prove_stand_step"

// Two engines that have to do the same, and a call of both on one state, one after the other.
#define STAND_PAIR "prove_stand_pair"

enum { STAND_AREAS_MAX = 4, STAND_DATA_WORDS = 4, STAND_LEVELS_MAX = 3 };

// Pages, by the number of their first addresses, which is the same on all levels.
enum {
    STAND_DATA = 1,
    STAND_READ_ONLY, // frames of their own, as all
    STAND_UNMAPPED,
    STAND_CODE = 4,      // and the level: from 0, the context that both engines run
    STAND_BLOCK = 8,     // and the level: contexts
    STAND_DIRECTORY = 12 // and the level; then tables
};

// Words that both have to leave the same: a context, or data.
struct stand_area {
    uint32_t *words;
    uint32_t count;
    uint32_t *before; // copies: of all words at the start,
    uint32_t *after;  // and behind the first engine
};

// To the one that proves, an array of words: each member is one, in the guest that it looks at.
struct stand_pair {
    struct machine *machine;
    engine *first;
    engine *second;
    uint32_t budget;
    uint32_t returned[2];
    uint32_t area_count;
    uint32_t *code;                           // of the innermost context, where its pc is
    struct stand_area areas[STAND_AREAS_MAX]; // contexts by level, then data
};

// What: "step", "run", "switch-1", "switch-2" (so many levels above). Never returns to anything
// that matters.
int prove_stand(const char *what);

#endif
