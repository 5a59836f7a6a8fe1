// How busy an engine of others is, with all processes that it has started.
#ifndef ACTIVITY_H
#define ACTIVITY_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

struct activity {
    uint64_t time; // of processors, in milliseconds
    bool is_busy;  // a process is running, or waits for a processor or a disk
};

// What the processes of a group have done so far.
struct activity activity_of(pid_t group);

#endif
