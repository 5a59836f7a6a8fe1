// Twins on the host: processes that share memory with the one that has started them. twins.c has
// the streams, twins_run.c the processes.
#ifndef HOST_TWINS_H
#define HOST_TWINS_H

#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include "../core/twins.h"

enum { STATES_AHEAD = 64 }; // so many the one that leads is ahead at most

struct twins_shared {
    // States, in a ring: how many have been put and got, which whoever waits for them waits for.
    _Atomic uint32_t put;
    _Atomic uint32_t got;
    _Atomic uint64_t calls;        // words in the file of calls,
    _Atomic uint32_t calls_change; // and how often there have been more
    _Atomic bool is_over[TWIN_ROLES];
    _Atomic bool is_stopped;    // all have to end
    volatile sig_atomic_t line; // the progress line is drawn (progress_line.h)
    struct {
        _Atomic uint64_t states;
        _Atomic uint64_t retired; // of the last of them
        _Atomic bool is_complete;
        _Atomic bool waits;
    } twins[TWIN_ROLES];
    uint32_t result[TWIN_RESULT_WORDS];
    uint32_t request[TWIN_REQUEST_WORDS];
    uint32_t ring[STATES_AHEAD][TWIN_STATE_WORDS];
};

extern struct twins_shared *twins_shared;
extern int twins_calls;     // the file
extern uint32_t twins_role; // of this process

void twins_wake(void); // whoever waits looks again

#endif
