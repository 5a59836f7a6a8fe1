// Schedules: the engine that a guest runs on, as a function of its retired instructions alone. So a
// schedule does not depend on faults, system calls, or other guests.
#ifndef SCHEDULE_H
#define SCHEDULE_H

#include <stdbool.h>
#include <stdint.h>

struct schedule {
    uint64_t slice;   // instructions; of random schedules, on average
    uint32_t percent; // of the slices that are on the first engine
    bool random;
    uint64_t seed;
    uint64_t *hand_overs; // ascending; NULL: none. With this list, the rest is ignored
    uint32_t count;
};

// Finds the engine, 0 or 1, for instruction `retired` (from 0). Returns the number of the first
// instruction of the next slice.
uint64_t schedule_slice(const struct schedule *schedule, uint64_t retired, unsigned *engine);

// Pseudo-random number for (seed, number).
uint64_t schedule_random(uint64_t seed, uint64_t number);

// Where the slice that `retired` is in began.
uint64_t schedule_start(const struct schedule *schedule, uint64_t retired);

#endif
