// A verification that compares slices in place: one process, whose slices are run on both engines.
#ifndef VERIFY_H
#define VERIFY_H

#include "directory.h"
#include "options.h"
#include "report.h"

struct verification {
    struct slice slice;
    uint64_t length; // of slices
    struct comparison comparison;
    uint32_t schedules; // to be searched; 0: compare slices instead
    uint32_t first_schedule;
    bool json;
    bool in_place; // --in-place,
    bool is_twins; // --twins: as asked for
    uint32_t role; // --twin: of this process, from 1 on; 0: it is none
    uint32_t slice_timeout;
    const char *again; // the directory that is run again, and no other one is written; NULL: none
    bool is_whole;     // that of a whole run (whole.h)
    struct words kept; // options of this level, which whole.h needs as well
    char directory[DIRECTORY_SIZE]; // that has been written; empty: none
    struct recording *calls;        // with an engine of others: what a whole run needs; or NULL
    uint64_t most;                  // instructions, if they are limited; else 0
    uint64_t shown;                 // instructions and slices when progress was last shown
    uint64_t shown_slices;
    bool different;
    // Samples: `sampled` of every `period` instructions; no period: all.
    uint64_t sampled;
    uint64_t period;
    uint64_t seed;
};

// Compares one slice of a process, and ends it if the engines differ, after a report.
void verify_slice(struct verification *verification, struct process *process, uint64_t budget);
// Reports that an engine has died in the slice. Ends the process.
void verify_death(struct verification *verification, uint64_t budget);
// Reports a difference that has no slice of its own to be replayed. `directory` is that of the
// whole run; NULL: there is none.
void verify_difference(struct verification *verification, struct process *process,
                       const struct difference *difference, const char *directory);
// Compares slice by slice, in one process. Returns the exit status.
uint32_t verify_in_place(struct settings *settings, struct verification *verification);
// Reports the result, after all slices. Returns the exit status.
uint32_t verify_conclude(const struct verification *verification, uint32_t status);

#endif
