// Time, random numbers, and durations for reports.
#define _GNU_SOURCE
#include <stddef.h>
#include <time.h>
#include <unistd.h>

#include "../core/environment.h"

void environment_clock(bool of_the_world, uint64_t *seconds, uint32_t *nanoseconds) {
    struct timespec now;
    clock_gettime(of_the_world ? CLOCK_REALTIME : CLOCK_MONOTONIC, &now);
    *seconds = (uint64_t)now.tv_sec;
    *nanoseconds = (uint32_t)now.tv_nsec;
}

int32_t environment_random(void *bytes, uint32_t size) {
    return getentropy(bytes, size) == 0 ? 0 : -ERROR_IO;
}

uint32_t environment_milliseconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint32_t)now.tv_sec * 1000u + (uint32_t)(now.tv_nsec / 1000000);
}
