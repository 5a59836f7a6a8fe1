// What a verification says.
#ifndef REPORT_H
#define REPORT_H

#include "locate.h"

// What has been compared.
struct comparison {
    uint64_t slices;
    uint64_t instructions;
    uint64_t exceptions;
    uint64_t system_calls; // of the exceptions
    uint64_t page_faults;
    uint64_t pages;       // written by one or both, compared with their mappings
    uint64_t bytes;       // in them
    uint64_t checkpoints; // of twins: places where all pages were compared; 0: no twins
    uint64_t unsampled;   // instructions outside of the samples
    // Of an engine of others: what it cannot do, and only ours has done.
    uint64_t left_out;       // instructions,
    uint64_t exceptions_out; // and exceptions, with their context
    const char *lacks;       // the words for it; NULL: both engines are ours
};

// On standard error. `directory` is what it can be replayed from, NULL if there is none.
void report_equal(const struct comparison *comparison, const struct engine_pair *pair);
void report_difference(const struct difference *difference, const struct process *process,
                       const struct engine_pair *pair, const char *directory);
// Reports that an engine died in a slice of so many instructions.
void report_death(const struct slice *slice, uint64_t budget, const struct comparison *comparison,
                  const char *directory, bool json);
// The death of an engine, or of the level that it runs on, and with it of the comparison.
struct death {
    const char *engine;
    const char *cause;
    bool is_located; // in a slice of `budget` instructions after `done` equal ones
    uint64_t done;
    uint64_t budget;
};

void report_death_beneath(const struct death *death, const char *program, const char *directory,
                          bool json);
// Of a whole run that is run again: system calls are no longer those that there were.
void report_other_run(uint64_t retired);
// Two states of twins (twins.h) that differ within so many instructions after `from` equal ones;
// the place is not known.
void report_states(const uint32_t *first, const uint32_t *second, uint64_t from, uint64_t within,
                   const char *program, const struct engine_pair *pair, const char *directory,
                   bool json);
// The same for machines: one line of JSON. `difference` is NULL if there is none.
void report_json(const struct comparison *comparison, const struct difference *difference,
                 const struct process *process, const struct engine_pair *pair,
                 const char *directory);

#endif
