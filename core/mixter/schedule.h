// Schedules: which engine a guest runs on, by how many instructions it has retired, and nothing
// else. So a schedule means the same whatever faults, system calls and other guests come between.
#ifndef SCHEDULE_H
#define SCHEDULE_H

#include <stdbool.h>
#include <stdint.h>

struct schedule {
    uint64_t slice;   // instructions; of random schedules, on average
    uint32_t percent; // of the slices that are on the first engine
    bool random;
    uint64_t seed;
    uint64_t *hand_overs; // ascending, if there is such a list: the rest does not count then
    uint32_t count;
};

// The slice that instruction `retired` (from 0) belongs to: its engine, 0 or 1. Returns the number
// of the first instruction after it.
uint64_t schedule_slice(const struct schedule *schedule, uint64_t retired, unsigned *engine);

// A number as good as random that follows from two.
uint64_t schedule_random(uint64_t seed, uint64_t number);

#endif
