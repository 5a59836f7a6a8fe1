// A run of a machine that can go back: it is recorded, checkpoints are taken on the way, and what
// was before is executed again from the last one before it. Places are numbers of instructions
// retired by the whole machine since the program was loaded.
#ifndef HISTORY_H
#define HISTORY_H

#include <stdbool.h>
#include <stdint.h>

#include "../../include/mixter.h"

struct history;

struct history_options {
    uint64_t memory;           // bytes for checkpoints
    bool (*look)(void *state); // every few milliseconds: true interrupts a run
    void *state;               // of all of them
    // Chooses the engine for what comes after a place, and returns where that ends. NULL: there is
    // only one.
    uint64_t (*schedule)(void *state, uint64_t place);
    void (*ran)(void *state, uint64_t retired); // after each piece; NULL: nobody wants to know
};

// Begins the history of a machine that is recorded and has just been loaded. NULL: no memory.
struct history *history_start(struct mixter *machine, const struct history_options *options);
void history_end(struct history *history);

uint64_t history_now(const struct history *history);
uint64_t history_frontier(const struct history *history); // how far the run has ever been

// Breakpoints and watchpoints, as mixter_break and mixter_watch; they do not stop history_go.
enum mixter_error history_break(struct history *history, const char *path, uint32_t address,
                                int *point);
enum mixter_error history_watch(struct history *history, const char *path, uint32_t address,
                                uint32_t size, uint32_t access, int *point);
void history_remove(struct history *history, int point);
// From now on only those of one context stop a run; NULL: all do.
enum mixter_error history_heed(struct history *history, const char *path);

// Runs forward, as mixter_run.
enum mixter_error history_run(struct history *history, uint64_t budget, struct mixter_stop *stop);
// Goes to a place, whichever side it is on. Beyond the end of the program it is at the end; *stop
// tells, and that it was interrupted.
enum mixter_error history_go(struct history *history, uint64_t place, struct mixter_stop *stop);
// Runs forward to a place without checkpoints on the way, nor stops at points: for runs that are
// slow because they are shown (mixter_trace).
enum mixter_error history_pass(struct history *history, uint64_t place, struct mixter_stop *stop);
// Goes back to the last place before this one, and from `least` on, where a breakpoint or
// watchpoint stops a run; to `least`, or the beginning, if there is none: the reason is
// MIXTER_STOP_BUDGET. After an access that is watched the place is behind the instruction, since
// that is what comes first for somebody who goes back.
enum mixter_error history_back(struct history *history, uint64_t least, struct mixter_stop *stop);
// Takes a checkpoint here: going to places behind it is fast from now on.
enum mixter_error history_mark(struct history *history);
// Something has been written into the machine: what was before cannot be executed again into this,
// and what comes after is new.
enum mixter_error history_cut(struct history *history);

struct history_counts {
    uint32_t checkpoints;
    uint64_t memory;  // bytes that they need at most
    uint64_t spacing; // instructions
};
struct history_counts history_counts(const struct history *history);

#endif
