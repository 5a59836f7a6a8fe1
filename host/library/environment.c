// The environment of core within a library: a panic ends the call, not the process; nothing is
// printed; the standard files of the program are given, not inherited.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stddef.h>

#include "../../core/environment.h"
#include "../../core/panic.h"
#include "../progress_line.h"
#include "library.h"

// ---- panics ----

struct guard {
    jmp_buf jump;
    struct guard *outer; // callbacks may call the library for another machine
    struct broken *broken;
};

static _Thread_local struct guard *innermost;
static _Thread_local struct mixter *running;

bool guard_run(void (*work)(void *state), void *state, struct broken *broken) {
    struct guard guard = {.outer = innermost, .broken = broken};
    innermost = &guard;
    bool done = setjmp(guard.jump) == 0;
    if (done)
        work(state);
    innermost = guard.outer;
    return done;
}

static _Noreturn void leave(enum mixter_error error, const char *text) {
    if (innermost == NULL)
        __builtin_trap(); // every call is guarded
    *innermost->broken = (struct broken){error, text};
    longjmp(innermost->jump, 1);
}

_Noreturn void panic(const char *what) {
    leave(MIXTER_ERROR_INTERNAL, what);
}

_Noreturn void out_of_memory(void) {
    leave(MIXTER_ERROR_MEMORY, "out of memory");
}

struct mixter *library_running(struct mixter *mixter) {
    struct mixter *before = running;
    running = mixter;
    return before;
}

// ---- what commands have ----

int32_t environment_standard(uint32_t number) {
    (void)number;
    return -ERROR_BADF;
}

bool environment_expired(void) {
    return false;
}

// A call that waits, and that a signal has interrupted, ends if the run is to.
uint32_t environment_noted_signal(void) {
    return running != NULL && atomic_load(&running->is_interrupted);
}

void progress_erase(void) {}

// ---- standard files ----

int32_t library_duplicate(int descriptor) {
    int handle = fcntl(descriptor, F_DUPFD_CLOEXEC, STANDARD_FILES);
    if (handle >= 0)
        return handle;
    return errno == EBADF ? -ERROR_BADF : -ERROR_MFILE;
}
