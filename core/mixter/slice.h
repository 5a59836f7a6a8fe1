// One slice of a process, run by two engines from the same state: up to an exception or a budget.
// The state before the slice stays until one of the two ends is committed.
//
// Memory is compared in one of two ways. If the process is watched, all its pages are
// write-protected between slices and copied on write, for each engine: only what is written costs.
// Otherwise engines run with its ordinary page table, and all of its pages are copied before the
// slice and compared after it (copies.c).
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
    uint32_t original;    // frame before the slice
    uint32_t frames[2];   // after it, by engine; 0 if the engine has not written the page
    uint32_t permissions; // before it, of copies; 0: it was not mapped
};

// Of slices with copies. Each engine may have a process of its own, on a machine of its own, so
// that what one engine does to the caches of a machine does not help the other.
struct slice_copies {
    struct process *processes[2]; // by engine; the second is that of the slice
    bool serves;                  // exceptions too, up to the budget, by their recordings
    struct process before[2];     // the processes before the slice,
    uint32_t positions[2];        // and their recordings
    uint64_t served;              // instructions retired when the last exception had been served
    uint64_t trail[2];            // a hash of all exceptions, by engine,
    uint64_t mappings[2];         // and of what is mapped at the end
};

// The second engine, if it is none of Mixter's: it has a memory of its own, and may lack what ours
// have (host/engines). It runs after the first one, knowing that one's end.
struct slice;
struct foreign {
    const char *given; // as it is named to be run again
    char lacks[128];   // what it is not capable of, in words; empty: nothing
    bool has_budgets;  // a slice of it may end by a budget
    // Fills in the slice's second end, and the pages that it has written; notes its death. May make
    // the slice shorter, so that the first engine runs once more.
    void (*run)(struct foreign *foreign, struct slice *slice);
    // How many instructions it has to execute at once where the slice starts.
    uint32_t (*stride)(const struct foreign *foreign, const struct slice *slice);
    void (*end)(struct foreign *foreign);
    bool hangs;            // that is how it has died: it is not asked again and again
    bool is_left_out;      // in this slice it has not run,
    bool is_exception_out; // or not up to the exception that ends it
};

// Finds the engine of others that is meant, and makes it the second of the slice's, to be compared
// with the first. `timeout` is for a slice, in milliseconds. False after an error message.
bool environment_foreign(const char *command, const char *given, uint32_t timeout,
                         struct slice *slice);

struct slice {
    struct engine_pair pair;
    struct process *process;
    struct machine *home; // where copies of pages are
    uint32_t start[CONTEXT_WORDS];
    uint32_t ends[2][CONTEXT_WORDS];
    const char *death; // how an engine died, and which; NULL: none has. Nothing runs after that
    unsigned dead;
    bool is_beneath;    // it was the engine of the host beneath it
    bool out_of_memory; // for copies of pages: the ends are invalid
    struct slice_page *pages;
    uint32_t count;
    uint32_t capacity;
    uint32_t *places[SLICE_TABLES]; // by page: its number in the list, from 1; 0: it is not there
    uint32_t spare; // frames for copies, which no process is charged for: linked through their
                    // first words
    struct slice_copies *copies; // NULL: the process is watched
    struct foreign *foreign;     // the second engine; NULL: it runs on the same machine
};

// To be called first, for slices with copies. Both processes have the same state.
void slice_copy(struct slice *slice, struct process *first, struct process *second, bool serves);
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
uint64_t slice_retired_by(const struct slice *slice, unsigned engine);

// ---- for copies.c and engines of others ----

// A frame that no process is charged for; 0 if there is no memory.
uint32_t slice_take_frame(struct slice *slice);
void slice_give_back(struct slice *slice, uint32_t frame);
// The number of a page in the list, from 1 on; 0: it is not there.
uint32_t *slice_place(struct slice *slice, uint32_t page);
// Adds a page to the list.
struct slice_page *slice_add(struct slice *slice, uint32_t page, uint32_t original);
// A walk through a page table: the next page and its entry. False at the end. It starts with zeros.
struct slice_walk {
    uint32_t page;
    uint32_t entry;
    uint32_t next;
};
bool slice_walk_on(const struct process *process, struct slice_walk *walk);
// Runs an engine from where a process is; notes how it has died.
void slice_try(struct slice *slice, struct process *process, unsigned engine, uint64_t budget);
// By words: faster than memcmp in a guest.
bool slice_words_are_equal(const uint32_t *first, const uint32_t *second);

// ---- copies.c ----

void copies_begin(struct slice *slice);
void copies_restore(struct slice *slice, unsigned engine);
// Runs an engine from where its process is; the pages that have changed get frames.
void copies_run(struct slice *slice, unsigned engine, uint64_t budget);

#endif
