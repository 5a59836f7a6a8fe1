// Progress of a long run. The outermost level, which has a clock and a terminal, shows it, and
// reports it when interrupted; a guest passes its own down by system call 4902 (docs/machine.md),
// which no guest can observe.
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
// The last slice that a guest began, for the report of its death. False: none.
bool progress_slice(uint64_t *done, uint64_t *budget, uint32_t *engine);
// Progress reported by a guest; ignored if this level has progress of its own.
void progress_pass_on(const uint32_t words[PROGRESS_WORDS]);

#endif
