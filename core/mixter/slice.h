// One slice of a process, run by two engines from the same state: up to an exception or a budget.
// Pages are copied on write, for each engine, so that the state before the slice stays until one of
// the two ends is committed. The process has to be watched, so that all its pages are
// write-protected between slices.
#ifndef SLICE_H
#define SLICE_H

#include "../kernel/process.h"
#include "engines.h"

enum {
    SLICE_PAGE_SIZE = 4096,
    SLICE_TABLE_SPAN = SLICE_PAGE_SIZE * 1024,
    SLICE_TABLES = 0x80000000u / SLICE_TABLE_SPAN
};

struct slice_page {
    uint32_t page;
    uint32_t original;  // frame before the slice
    uint32_t frames[2]; // after it, by engine; 0 if the engine has not written the page
};

struct slice {
    struct engine_pair pair;
    struct process *process;
    uint32_t start[CONTEXT_WORDS];
    uint32_t ends[2][CONTEXT_WORDS];
    const char *death; // how an engine died, and which; NULL: none has. Nothing runs after that
    unsigned dead;
    bool out_of_memory; // for copies of pages: the ends are invalid
    struct slice_page *pages;
    uint32_t count;
    uint32_t capacity;
    uint32_t *places[SLICE_TABLES]; // by page: its number in the list, from 1; 0: it is not there
    uint32_t spare; // frames for copies, which no process is charged for: linked through their
                    // first words
};

// Starts at the current state of the process.
void slice_begin(struct slice *slice, struct process *process);
// Runs an engine from the start.
void slice_run(struct slice *slice, unsigned engine, uint64_t budget);
// Whether both ends are equal: every word of the context, the set of written pages, every byte of
// them. False if an engine has died.
bool slice_is_equal(const struct slice *slice);
// The process continues from the end of the second engine.
void slice_commit(struct slice *slice);
// Puts the process back to the start; the ends stay known.
void slice_restore(struct slice *slice);
// Puts the process back to the start, and ends the slice.
void slice_abandon(struct slice *slice);

// Frees what slices use, except frames, which belong to the machine.
void slice_end(struct slice *slice);

uint64_t slice_retired(const struct slice *slice);

#endif
