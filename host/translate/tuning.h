// What tests may change about the translator: nothing that a guest could observe.
#ifndef TUNING_H
#define TUNING_H

#include <stdint.h>

struct translate_checks;
struct translate_tuning {
    uint64_t small_budget;  // up to this many instructions are left to the interpreter
    uint64_t window_after;  // instructions after which a space gets a window
    uint64_t window_faults; // in a million instructions, after which it loses it again
    uint32_t code_bytes;    // of the cache that are used
    uint32_t spaces;        // that are kept, with much memory
    uint32_t host_mappings; // that windows may have together
    uint32_t checked_after; // how often a store has to be stepped before it is checked
    uint32_t spaces_after;  // budgets together for which one more space replaces another
    const struct translate_checks *checks; // NULL: none
};

// Of a translator that is made now.
extern const struct translate_tuning translate_tuning;
// Of the translator of a machine; NULL if this host has none.
struct machine;
struct translate_tuning *translate_tuning_of(struct machine *machine);

#endif
