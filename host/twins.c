// The streams of twins: states in a ring in shared memory, system calls in a file in memory, which
// all of them read for themselves.
#define _GNU_SOURCE
#include "twins.h"

#include <limits.h>
#include <linux/futex.h>
#include <stddef.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "../core/environment.h"

struct twins_shared *twins_shared;
int twins_calls = -1;
uint32_t twins_role;

enum { LOOKS = 2000 };

static uint64_t calls_read[2]; // words, by this process, each time

// ---- waiting ----

static void wake(_Atomic uint32_t *word) {
    syscall(SYS_futex, word, FUTEX_WAKE, INT_MAX, NULL, NULL, 0);
}

static void wake_twin(uint32_t role, _Atomic uint32_t *word) {
    if (atomic_load(&twins_shared->twins[role].waits))
        wake(word);
}

// Until it is no longer `value`, or not for long: others end without a word. With short slices it
// changes sooner than one can fall asleep.
static void wait_for(_Atomic uint32_t *word, uint32_t value) {
    static const struct timespec interval = {0, 50 * 1000 * 1000};
    for (unsigned i = 0; i < LOOKS; i++)
        if (atomic_load(word) != value)
            return;
    atomic_store(&twins_shared->twins[twins_role].waits, true);
    syscall(SYS_futex, word, FUTEX_WAIT, value, &interval, NULL, 0);
    atomic_store(&twins_shared->twins[twins_role].waits, false);
}

void twins_wake(void) {
    wake(&twins_shared->put);
    wake(&twins_shared->got);
    wake(&twins_shared->calls_change);
}

// ---- states ----

static void note_state(const uint32_t *state) {
    struct twins_shared *shared = twins_shared;
    atomic_store(&shared->twins[twins_role].retired, context_retired(state));
    atomic_fetch_add(&shared->twins[twins_role].states, 1);
    if (state[TWIN_EVENT] == TWIN_END)
        atomic_store(&shared->twins[twins_role].is_complete, true);
}

static bool put_state(const uint32_t *state) {
    struct twins_shared *shared = twins_shared;
    uint32_t put = atomic_load(&shared->put);
    uint32_t got;
    while (put - (got = atomic_load(&shared->got)) == STATES_AHEAD) {
        if (atomic_load(&shared->is_over[TWIN_FOLLOWS]) || atomic_load(&shared->is_stopped))
            return false;
        wait_for(&shared->got, got);
    }
    memcpy(shared->ring[put % STATES_AHEAD], state, sizeof shared->ring[0]);
    note_state(state);
    atomic_store(&shared->put, put + 1);
    wake_twin(TWIN_FOLLOWS, &shared->put);
    return !atomic_load(&shared->is_over[TWIN_FOLLOWS]) && !atomic_load(&shared->is_stopped);
}

static bool get_state(uint32_t *state) {
    struct twins_shared *shared = twins_shared;
    uint32_t got = atomic_load(&shared->got);
    for (;;) {
        bool is_over = atomic_load(&shared->is_over[TWIN_LEADS]); // before looking
        if (atomic_load(&shared->is_stopped))
            return false;
        if (atomic_load(&shared->put) != got)
            break;
        if (is_over)
            return false;
        wait_for(&shared->put, got);
    }
    memcpy(state, shared->ring[got % STATES_AHEAD], sizeof shared->ring[0]);
    note_state(state);
    atomic_store(&shared->got, got + 1);
    wake_twin(TWIN_LEADS, &shared->got);
    return true;
}

// ---- system calls ----

static uint32_t put_calls(const uint32_t *words, uint32_t count) {
    struct twins_shared *shared = twins_shared;
    uint64_t end = atomic_load(&shared->calls);
    const unsigned char *bytes = (const unsigned char *)words;
    size_t size = (size_t)count * 4;
    for (size_t done = 0; done < size;) {
        ssize_t written = pwrite(twins_calls, bytes + done, size - done, (off_t)(end * 4 + done));
        if (written <= 0)
            return 0;
        done += (size_t)written;
    }
    atomic_store(&shared->calls, end + count);
    atomic_fetch_add(&shared->calls_change, 1);
    wake_twin(TWIN_FOLLOWS, &shared->calls_change);
    return count;
}

// The one that locates comes afterwards; the one that leads reads only where all are there already.
static bool are_there(uint64_t end) {
    struct twins_shared *shared = twins_shared;
    for (;;) {
        uint32_t change = atomic_load(&shared->calls_change);
        bool is_over = twins_role != TWIN_FOLLOWS || atomic_load(&shared->is_over[TWIN_LEADS]);
        if (atomic_load(&shared->calls) >= end)
            return true;
        if (is_over || atomic_load(&shared->is_stopped))
            return false;
        wait_for(&shared->calls_change, change);
    }
}

static uint32_t get_calls(uint64_t *read, uint32_t *words, uint32_t count) {
    unsigned char *bytes = (unsigned char *)words;
    size_t size = (size_t)count * 4;
    if (!are_there(*read + count))
        return 0;
    for (size_t done = 0; done < size;) {
        ssize_t got = pread(twins_calls, bytes + done, size - done, (off_t)(*read * 4 + done));
        if (got <= 0)
            return 0;
        done += (size_t)got;
    }
    *read += count;
    return count;
}

// ---- all streams ----

uint32_t environment_twin_put(uint32_t stream, const uint32_t *words, uint32_t count) {
    struct twins_shared *shared = twins_shared;
    if (shared == NULL)
        return 0;
    switch (stream) {
    case TWIN_CALLS: return put_calls(words, count);
    case TWIN_STATES: return count == TWIN_STATE_WORDS && put_state(words) ? count : 0;
    case TWIN_RESULT:
        if (count != TWIN_RESULT_WORDS)
            return 0;
        memcpy(shared->result, words, sizeof shared->result);
        atomic_store(&shared->twins[twins_role].is_complete, true);
        return count;
    case TWIN_REQUEST:
        if (count != TWIN_REQUEST_WORDS)
            return 0;
        memcpy(shared->request, words, sizeof shared->request);
        return count;
    default: return 0;
    }
}

uint32_t environment_twin_get(uint32_t stream, uint32_t *words, uint32_t count) {
    const struct twins_shared *shared = twins_shared;
    if (shared == NULL)
        return 0;
    switch (stream) {
    case TWIN_CALLS: return get_calls(&calls_read[0], words, count);
    case TWIN_CALLS_AGAIN: return get_calls(&calls_read[1], words, count);
    case TWIN_REWIND: calls_read[0] = calls_read[1] = 0; return 0;
    case TWIN_STATES: return count == TWIN_STATE_WORDS && get_state(words) ? count : 0;
    case TWIN_RESULT:
        if (count > TWIN_RESULT_WORDS)
            return 0;
        memcpy(words, shared->result, (size_t)count * 4);
        return count;
    case TWIN_REQUEST:
        if (count > TWIN_REQUEST_WORDS)
            return 0;
        memcpy(words, shared->request, (size_t)count * 4);
        return count;
    default: return 0;
    }
}
