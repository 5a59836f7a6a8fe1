// Time and random numbers: inputs from outside, which a recording holds. With --digest, which
// compares runs, they follow from the run alone instead (is_virtual): a clock that begins with the
// year 2000 and counts a nanosecond for each retired instruction, and pseudo-random bytes. Clocks
// of processor time do so always.
#include <stddef.h>

#include "../environment.h"
#include "system_calls.h"

// Clocks of Linux (include/uapi/linux/time.h), as far as they are not one of the others.
enum { CLOCK_REALTIME, CLOCK_MONOTONIC, CLOCK_PROCESSOR, CLOCK_THREAD, CLOCK_REALTIME_COARSE = 5 };
enum { CLOCKS = 8, NANOSECONDS = 1000000000, START_OF_2000 = 946684800, RANDOM_MOST = 256 };

static bool is_of_the_world(uint32_t clock) {
    return clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE;
}

// Seconds and nanoseconds.
static void read_clock(const struct process *process, uint32_t clock, uint64_t *seconds,
                       uint32_t *nanoseconds) {
    if (!process->is_virtual && clock != CLOCK_PROCESSOR && clock != CLOCK_THREAD) {
        environment_clock(is_of_the_world(clock), seconds, nanoseconds);
        return;
    }
    uint64_t retired = context_retired(process->context);
    *seconds = retired / NANOSECONDS + (is_of_the_world(clock) ? START_OF_2000 : 0);
    *nanoseconds = (uint32_t)(retired % NANOSECONDS);
}

static int32_t store(struct process *process, uint32_t address, const void *words, uint32_t size) {
    if (process_extent(process, address, size, ACCESS_WRITE) < size)
        return -ERROR_FAULT;
    return process_store(process, address, words, size) ? 0 : -ERROR_NOMEM;
}

int32_t call_clock_gettime(struct process *process, const uint32_t *arguments) {
    uint64_t seconds;
    uint32_t words[2];
    if (arguments[0] >= CLOCKS)
        return -ERROR_INVAL;
    read_clock(process, arguments[0], &seconds, &words[1]);
    words[0] = (uint32_t)seconds;
    return store(process, arguments[1], words, sizeof words);
}

int32_t call_clock_gettime64(struct process *process, const uint32_t *arguments) {
    uint64_t seconds;
    uint32_t words[4] = {0};
    if (arguments[0] >= CLOCKS)
        return -ERROR_INVAL;
    read_clock(process, arguments[0], &seconds, &words[2]);
    words[0] = (uint32_t)(seconds % 0x100000000u);
    words[1] = (uint32_t)(seconds / 0x100000000u);
    return store(process, arguments[1], words, sizeof words);
}

int32_t call_clock_getres(struct process *process, const uint32_t *arguments) {
    const uint32_t words[2] = {0, 1};
    if (arguments[0] >= CLOCKS)
        return -ERROR_INVAL;
    return arguments[1] == 0 ? 0 : store(process, arguments[1], words, sizeof words);
}

// The time zone, whose address is the second argument, is that of the prime meridian.
int32_t call_gettimeofday(struct process *process, const uint32_t *arguments) {
    static const uint32_t zone[2];
    uint64_t seconds;
    uint32_t nanoseconds;
    read_clock(process, CLOCK_REALTIME, &seconds, &nanoseconds);
    const uint32_t words[2] = {(uint32_t)seconds, nanoseconds / 1000};
    int32_t wrong = arguments[0] == 0 ? 0 : store(process, arguments[0], words, sizeof words);
    if (wrong != 0 || arguments[1] == 0)
        return wrong;
    return store(process, arguments[1], zone, sizeof zone);
}

int32_t call_time(struct process *process, const uint32_t *arguments) {
    uint64_t seconds;
    uint32_t nanoseconds;
    read_clock(process, CLOCK_REALTIME, &seconds, &nanoseconds);
    uint32_t word = (uint32_t)seconds;
    int32_t wrong = arguments[0] == 0 ? 0 : store(process, arguments[0], &word, sizeof word);
    return wrong != 0 ? wrong : (int32_t)word;
}

// Hundredths of a second of processor time: of the program, of the system for it, of its children.
int32_t call_times(struct process *process, const uint32_t *arguments) {
    uint64_t hundredths = context_retired(process->context) / (NANOSECONDS / 100);
    const uint32_t words[4] = {(uint32_t)hundredths, 0, 0, 0};
    int32_t wrong = arguments[0] == 0 ? 0 : store(process, arguments[0], words, sizeof words);
    return wrong != 0 ? wrong : (int32_t)(hundredths % 0x80000000u);
}

// xorshift64* (Vigna, "An experimental exploration of Marsaglia's xorshift generators"): the state
// begins with a fixed number, so that equal runs have equal bytes.
static unsigned char next_byte(struct process *process) {
    uint64_t state = process->random_state + 0x9e3779b97f4a7c15u;
    state ^= state >> 12;
    state ^= state << 25;
    state ^= state >> 27;
    process->random_state = state - 0x9e3779b97f4a7c15u;
    return (unsigned char)(state * 0x2545f4914f6cdd1du >> 56);
}

// Up to 256 bytes come at once, as Linux promises; of more only so many do.
int32_t call_getrandom(struct process *process, const uint32_t *arguments) {
    unsigned char bytes[RANDOM_MOST];
    uint32_t size = arguments[1] < RANDOM_MOST ? arguments[1] : RANDOM_MOST;
    if (!process->is_virtual) {
        int32_t wrong = environment_random(bytes, size);
        if (wrong != 0)
            return wrong;
    }
    for (uint32_t i = 0; process->is_virtual && i < size; i++)
        bytes[i] = next_byte(process);
    int32_t wrong = store(process, arguments[0], bytes, size);
    return wrong != 0 ? wrong : (int32_t)size;
}
