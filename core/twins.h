// What twins tell each other, and the process that has started them (environment.h): words in
// streams, the same whether they come from the host's process itself or from a guest of it.
#ifndef TWINS_H
#define TWINS_H

#include <stdbool.h>
#include <stdint.h>

#include "machine/context.h"

enum twin_role {
    TWIN_FOLLOWS, // on the first engine: compares, and gets what system calls bring
    TWIN_LEADS,   // on the second engine: serves them
    TWIN_LOCATES, // afterwards: finds the instruction
    TWIN_ROLES
};

enum twin_stream {
    TWIN_CALLS,       // system calls, with their results (kernel/recording.h); all are kept
    TWIN_CALLS_AGAIN, // the same, for whoever reads them twice
    TWIN_STATES,      // of TWIN_STATE_WORDS each; the one that leads is only a few of them ahead
    TWIN_REWIND,      // no words: both are read from their start again
    TWIN_RESULT,      // TWIN_RESULT_WORDS, put by those that compare or locate
    TWIN_REQUEST,     // TWIN_REQUEST_WORDS, for the one that locates
    TWIN_STREAMS
};

// A state: the context at the end of a slice, before its exception is served, and at checkpoints
// the digest of memory.
enum twin_state {
    TWIN_EVENT = CONTEXT_WORDS,    // enum twin_event
    TWIN_MEMORY,                   // two words; 0: no checkpoint
    TWIN_STATUS = TWIN_MEMORY + 2, // at the end: 1 and the exit status
    TWIN_STATE_WORDS = TWIN_STATUS + 2
};

enum twin_event { TWIN_START, TWIN_SLICE, TWIN_END };

enum twin_verdict {
    TWIN_NONE,
    TWIN_EQUAL,
    TWIN_DIFFERENT,
    TWIN_STOPPED, // all was equal up to where the other one stopped
    TWIN_LOCATED  // and reported
};

// Pairs are low, high.
enum twin_result {
    TWIN_VERDICT,
    TWIN_FROM, // instructions retired at the last checkpoint where both were equal
    TWIN_BUDGET = TWIN_FROM + 2,   // with which they differ from there
    TWIN_COUNTS = TWIN_BUDGET + 2, // what has been compared: pairs
    TWIN_COUNTS_MOST = 16,
    TWIN_ENDS = TWIN_COUNTS + TWIN_COUNTS_MOST, // the two states that differ, or, of TWIN_LOCATED:
    TWIN_WHOLE = TWIN_ENDS,          // 1: the directory is to be filled with the whole run
    TWIN_DIRECTORY = TWIN_WHOLE + 1, // its name, as text; empty: there is none
    TWIN_RESULT_WORDS = TWIN_ENDS + 2 * TWIN_STATE_WORDS
};

enum twin_request {
    TWIN_DEAD = TWIN_ENDS,        // the number of the engine that died; 2: none has
    TWIN_BENEATH,                 // 1: it is the machine beneath that engine
    TWIN_SLICES,                  // two words: how many it had ended before
    TWIN_CAUSE = TWIN_SLICES + 2, // how, as text
    TWIN_CAUSE_WORDS = 8,
    TWIN_REQUEST_WORDS = TWIN_CAUSE + TWIN_CAUSE_WORDS
};

// ---- for the process that starts them ----

struct twin_task {
    uint32_t (*run)(void *argument, uint32_t role); // in the new process: its exit status
    void *argument;
    uint32_t timeout;       // for all, in milliseconds; 0: there is none
    uint32_t slice_timeout; // of processor time for a slice
    uint64_t most;          // instructions of the run, for its progress; 0: not known
    bool is_quiet;          // what it says on standard error is dropped
};

struct twin_end {
    char death[4 * TWIN_CAUSE_WORDS]; // "died of SIGSEGV", "has not ended"; empty: it exited
    uint32_t status;                  // by which it exited
    uint64_t states;                  // that it put or got,
    uint64_t retired;                 // and what the last of them says
    bool is_complete;                 // it has come to TWIN_END, or put a result
    bool is_killed;                   // it was not needed any more
};

#endif
