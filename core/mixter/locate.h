// Locates the first instruction at which two engines differ: by bisection of the slice, then step
// by step.
#ifndef LOCATE_H
#define LOCATE_H

#include "slice.h"

enum { TRACE_MAX = 16, MEMORY_MAX = 8 };

struct traced_instruction {
    uint32_t pc;
    uint32_t word;
    bool readable; // false: its page is not mapped
};

struct memory_difference {
    uint32_t address;
    uint32_t before;
    uint32_t after[2]; // by engine
};

struct difference {
    uint64_t retired;    // equal instructions before, of the run,
    uint64_t distance;   // and of the slice
    bool only_in_one_go; // they do not differ if they stop in between
    uint64_t once;       // within so many instructions, but from the same state again they do not
                         // differ at all; 0: they do
    uint32_t before[CONTEXT_WORDS];
    uint32_t after[2][CONTEXT_WORDS];
    struct traced_instruction trace[TRACE_MAX]; // the last is the one that differs
    uint32_t trace_count;
    struct memory_difference memory[MEMORY_MAX];
    uint32_t memory_count;
    uint64_t words;             // of memory that differ
    uint32_t written_by_one[2]; // pages that only this engine wrote
    uint32_t page;              // the first page that differs, 0 if none does
};

// With this budget, the two ends of the slice differ. Leaves the process before the instruction
// that differs, or, if only_in_one_go, somewhere before that.
void locate(struct slice *slice, uint64_t budget, struct difference *difference);

// The same by bisection only: as much as is known if all is executed in one go, from the start of
// the slice, where it leaves the process. Returns how many instructions are equal.
uint64_t locate_in_one_go(struct slice *slice, uint64_t budget, struct difference *difference);

// With this budget the engine of others has died. Returns the smallest with which it does; the
// process is at the start of the slice.
uint64_t locate_death(struct slice *slice, uint64_t budget);

// Adds the next instruction of a process to the trace.
void locate_note_instruction(const struct process *process, struct difference *difference);

#endif
