// How far a long run is. The outermost level, which has a clock and knows whether there is a
// terminal, shows it and says it when it is interrupted: a guest tells it by system call 4902
// (docs/machine.md), which changes nothing that a guest can observe.
#ifndef PROGRESS_H
#define PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

enum { PROGRESS_WORDS = 8 };

// What the words are: the kind, then pairs, low and high: done, in all (0: not known), slices.
enum progress_word {
    PROGRESS_KIND,
    PROGRESS_DONE,
    PROGRESS_TOTAL = PROGRESS_DONE + 2,
    PROGRESS_SLICES = PROGRESS_TOTAL + 2
};

enum progress_kind {
    PROGRESS_END,       // of the run, or something else is to be printed
    PROGRESS_COMPARING, // instructions that were compared, and slices
    PROGRESS_LOCATING,  // a difference after so many instructions
    PROGRESS_SCHEDULES, // schedules that were tried
    PROGRESS_SLICE, // an engine begins after so many instructions: in all, its budget; its number
    PROGRESS_KINDS
};

void progress_show(enum progress_kind kind, uint64_t done, uint64_t total, uint64_t slices);
void progress_end(void);
// The last slice that a guest has begun to run, for whoever hears of its death. False: none.
bool progress_slice(uint64_t *done, uint64_t *budget, uint32_t *engine);
// What a guest says of itself. It is not heard if this level has something to say.
void progress_pass_on(const uint32_t words[PROGRESS_WORDS]);

#endif
