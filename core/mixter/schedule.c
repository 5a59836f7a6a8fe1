#include "schedule.h"

#include <stddef.h>

uint64_t schedule_random(uint64_t seed, uint64_t number) {
    uint64_t hash = (seed + 1) * 0x9e3779b97f4a7c15u + number * 0xd1342543de82ef95u;
    for (int i = 0; i < 3; i++) {
        hash = (hash >> 32) + (hash << 32);
        hash = hash * 0xd1342543de82ef95u + 1;
    }
    return (hash >> 32) + (hash << 32);
}

// Spread evenly: slice i is on the first engine if i * percent passes a multiple of 100.
static unsigned regular_engine(const struct schedule *schedule, uint64_t index) {
    return index % 100 * schedule->percent % 100 + schedule->percent >= 100 ? 0 : 1;
}

// Every `slice` instructions there is one hand-over, somewhere in them.
static uint64_t hand_over(const struct schedule *schedule, uint64_t index) {
    return index * schedule->slice + schedule_random(schedule->seed, index) % schedule->slice;
}

static uint64_t random_slice(const struct schedule *schedule, uint64_t index, uint64_t retired,
                             unsigned *engine) {
    uint64_t end = hand_over(schedule, index);
    if (retired >= end) {
        index++;
        end = hand_over(schedule, index);
    }
    *engine = schedule_random(~schedule->seed, index) % 100 < schedule->percent ? 0 : 1;
    return end;
}

// How many of the listed hand-overs are behind.
static uint32_t count_passed(const struct schedule *schedule, uint64_t retired) {
    uint32_t low = 0;
    uint32_t high = schedule->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (schedule->hand_overs[middle] <= retired)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

// On the first engine up to the first hand-over.
static uint64_t listed_slice(const struct schedule *schedule, uint64_t retired, unsigned *engine) {
    uint32_t passed = count_passed(schedule, retired);
    *engine = passed % 2;
    return passed < schedule->count ? schedule->hand_overs[passed] : 0xffffffffffffffffu;
}

uint64_t schedule_slice(const struct schedule *schedule, uint64_t retired, unsigned *engine) {
    if (schedule->hand_overs != NULL)
        return listed_slice(schedule, retired, engine);
    uint64_t index = retired / schedule->slice;
    if (schedule->random)
        return random_slice(schedule, index, retired, engine);
    *engine = regular_engine(schedule, index);
    return (index + 1) * schedule->slice;
}

uint64_t schedule_start(const struct schedule *schedule, uint64_t retired) {
    if (schedule->hand_overs != NULL) {
        uint32_t passed = count_passed(schedule, retired);
        return passed == 0 ? 0 : schedule->hand_overs[passed - 1];
    }
    uint64_t index = retired / schedule->slice;
    if (!schedule->random)
        return index * schedule->slice;
    if (retired >= hand_over(schedule, index))
        return hand_over(schedule, index);
    return index == 0 ? 0 : hand_over(schedule, index - 1);
}
