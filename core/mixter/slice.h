// One slice of a process on two engines, from one state: instructions between two exceptions, or up
// to a budget. Pages that an engine writes are copied first, each into a frame of its own for each
// engine, so that the state before the slice stays until one of the two ends is made the process's.
// Needs the watch of the process, which withholds all its pages between slices.
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
    const char *death; // of an engine, and which; NULL if none has died: nothing runs after that
    unsigned dead;
    bool out_of_memory; // for copies of pages: the ends are worth nothing
    struct slice_page *pages;
    uint32_t count;
    uint32_t capacity;
    uint32_t *places[SLICE_TABLES]; // by page: its place in the list, from 1; 0 if it is not in it
    uint32_t spare; // frames for copies, which no process is charged for: linked through their
                    // first words
};

// The process as it is now is the start.
void slice_begin(struct slice *slice, struct process *process);
// Runs an engine from the start.
void slice_run(struct slice *slice, unsigned engine, uint64_t budget);
// False if an engine has died. Else true if both ends are the same in everything: every word of the
// context, which pages have been written, every byte in them.
bool slice_is_equal(const struct slice *slice);
// The end of the second engine is what the process goes on from.
void slice_commit(struct slice *slice);
// The process is at the start again; the ends stay known.
void slice_restore(struct slice *slice);
// The process is at the start again, and the slice over.
void slice_abandon(struct slice *slice);

// Gives back what slices need, but for frames, which are the machine's.
void slice_end(struct slice *slice);

uint64_t slice_retired(const struct slice *slice);

#endif
