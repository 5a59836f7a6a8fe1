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
    uint64_t pages;     // that were written, with which mappings, by both or only one
    uint64_t bytes;     // in them
    uint64_t unsampled; // instructions that were not compared, because they were not asked for
};

// On standard error. `directory` is where the slice can be replayed from, NULL if there is none.
void report_equal(const struct comparison *comparison, const struct engine_pair *pair);
void report_difference(const struct difference *difference, const struct process *process,
                       const struct engine_pair *pair, const char *directory);
// The same for machines: one line of JSON. `difference` is NULL if there is none.
void report_json(const struct comparison *comparison, const struct difference *difference,
                 const struct process *process, const struct engine_pair *pair,
                 const char *directory);

#endif
