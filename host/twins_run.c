// The processes of twins: started, watched and ended by the one that the user has started. A twin
// that dies, or that spends too much time in one slice, ends nothing but itself.
#define _GNU_SOURCE
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "../core/environment.h"
#include "../core/progress.h"
#include "progress_line.h"
#include "twins.h"

enum { TICK = 50, PATIENCE = 1000, LAST_PATIENCE = 4000 }; // milliseconds

// Locating takes some runs of both. So many times their processor time, and it has no end.
enum { LOCATING_MOST = 50 };
static uint64_t time_of_twins; // milliseconds

static const struct {
    int number;
    const char *name;
} signals[] = {{SIGSEGV, "SIGSEGV"}, {SIGBUS, "SIGBUS"},   {SIGILL, "SIGILL"},
               {SIGFPE, "SIGFPE"},   {SIGTRAP, "SIGTRAP"}, {SIGABRT, "SIGABRT"},
               {SIGSYS, "SIGSYS"},   {SIGKILL, "SIGKILL"}, {SIGTERM, "SIGTERM"}};

// One of the processes, as this one knows it.
struct twin {
    pid_t process; // 0: it has ended
    int messages;  // a file that takes its standard error; -1: that is the user's
    uint64_t states;
    uint32_t since;      // the time of its last state,
    uint64_t time_spent; // and the processor time that it had taken by then, in milliseconds
};

// ---- memory ----

// There has to be room for a second program, and its caches.
static bool has_room(void) {
    enum { LEAST = 512 * 1024 }; // KiB
    char line[128];
    unsigned long available = LEAST;
    FILE *file = fopen("/proc/meminfo", "re");
    while (file != NULL && fgets(line, sizeof line, file) != NULL) {
        if (sscanf(line, "MemAvailable: %lu", &available) == 1)
            break;
    }
    if (file != NULL)
        fclose(file);
    return available >= LEAST;
}

bool environment_twins_open(void) {
    if (twins_shared != NULL)
        return true;
    if (!has_room())
        return false;
    twins_calls = memfd_create("mixter-calls", MFD_CLOEXEC);
    void *memory =
        mmap(NULL, sizeof *twins_shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (twins_calls >= 0 && memory != MAP_FAILED) {
        twins_shared = memory;
        progress_share(&twins_shared->line);
        return true;
    }
    if (twins_calls >= 0)
        close(twins_calls);
    if (memory != MAP_FAILED)
        munmap(memory, sizeof *twins_shared);
    return false;
}

// ---- a process ----

// Ends with this one. Signals from the terminal are for this one. What the second of two says would
// be said twice.
static _Noreturn void be_twin(const struct twin_task *task, uint32_t role, const struct twin *twin,
                              pid_t parent, const sigset_t *mask) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent)
        _exit(1);
    signal(SIGINT, SIG_IGN);
    signal(SIGQUIT, SIG_IGN);
    signal(SIGHUP, SIG_IGN);
    sigprocmask(SIG_SETMASK, mask, NULL);
    if (twin->messages >= 0)
        dup2(twin->messages, 2);
    twins_role = role;
    uint32_t status = task->run(task->argument, role);
    fflush(NULL);
    _exit((int)status);
}

static void start(const struct twin_task *task, uint32_t role, struct twin *twin,
                  const sigset_t *mask) {
    pid_t parent = getpid();
    memset(twin, 0, sizeof *twin);
    twin->messages =
        role == TWIN_FOLLOWS || task->is_quiet ? memfd_create("mixter-messages", MFD_CLOEXEC) : -1;
    twin->since = environment_milliseconds();
    fflush(NULL);
    twin->process = fork();
    if (twin->process == 0)
        be_twin(task, role, twin, parent, mask);
}

static uint64_t processor_time(pid_t process) {
    clockid_t clock;
    struct timespec time;
    if (clock_getcpuclockid(process, &clock) != 0 || clock_gettime(clock, &time) != 0)
        return 0;
    return (uint64_t)time.tv_sec * 1000 + (uint64_t)time.tv_nsec / 1000000;
}

static void show_messages(const struct twin *twin) {
    char text[4096];
    ssize_t size;
    for (off_t at = 0; (size = pread(twin->messages, text, sizeof text, at)) > 0; at += size) {
        if (write(2, text, (size_t)size) != size)
            return;
    }
}

static void note_end(uint32_t role, struct twin *twin, int status, struct twin_end *end) {
    twin->process = 0;
    atomic_store(&twins_shared->is_over[role], true);
    twins_wake();
    end->states = atomic_load(&twins_shared->twins[role].states);
    end->retired = atomic_load(&twins_shared->twins[role].retired);
    end->is_complete = atomic_load(&twins_shared->twins[role].is_complete);
    end->status = WIFEXITED(status) ? (uint32_t)WEXITSTATUS(status) : 0;
    if (WIFSIGNALED(status) && end->death[0] == 0 && !end->is_killed) {
        const char *name = "a signal";
        for (size_t i = 0; i < sizeof signals / sizeof signals[0]; i++)
            if (signals[i].number == WTERMSIG(status))
                name = signals[i].name;
        snprintf(end->death, sizeof end->death, "died of %s", name);
    }
}

// ---- all of them ----

static void stop_hanging(struct twin *twin, struct twin_end *end) {
    strcpy(end->death, "has not ended");
    kill(twin->process, SIGKILL);
}

static void stop_twin(struct twin *twin, struct twin_end *end) {
    end->is_killed = true;
    kill(twin->process, SIGKILL);
}

// Ends a twin that has been in one slice for too long: of its own processor time, so that it does
// not matter what else the machine does; or at the end of the time of all.
static void watch_twin(const struct twin_task *task, uint32_t role, struct twin *twin,
                       struct twin_end *end, uint32_t now, uint32_t started) {
    uint64_t states = atomic_load(&twins_shared->twins[role].states);
    uint64_t spent = processor_time(twin->process);
    if (states != twin->states || atomic_load(&twins_shared->twins[role].waits)) {
        twin->states = states;
        twin->since = now;
        twin->time_spent = spent;
    }
    if (role == TWIN_LOCATES && spent > LOCATING_MOST * time_of_twins + task->slice_timeout)
        stop_hanging(twin, end);
    if (states != 0 && spent - twin->time_spent > task->slice_timeout) {
        stop_hanging(twin, end);
        return;
    }
    if (task->timeout == 0 || now - started < task->timeout + LAST_PATIENCE)
        return;
    if (now - twin->since >= LAST_PATIENCE - PATIENCE)
        stop_hanging(twin, end);
    else
        stop_twin(twin, end);
}

// What the one has said that follows is of interest only if it has not come to its end, and the
// other one has not said the same.
static void end_messages(const struct twin *twin, const struct twin_end ends[2]) {
    const struct twin_end *other = &ends[TWIN_LEADS];
    bool is_failure = !ends[0].is_complete && ends[0].status != 0;
    bool is_said = !other->is_killed && !other->is_complete && other->status == ends[0].status;
    if (twin->messages < 0)
        return;
    progress_erase();
    if (is_failure && !is_said)
        show_messages(twin);
    close(twin->messages);
}

// Returns how many have ended.
static uint32_t reap(uint32_t role, uint32_t count, struct twin *twins, struct twin_end *ends) {
    uint32_t ended = 0;
    for (uint32_t i = 0; i < count; i++) {
        int status = 0;
        struct rusage usage;
        if (twins[i].process > 0 && wait4(twins[i].process, &status, WNOHANG, &usage) > 0) {
            time_of_twins += (uint64_t)usage.ru_utime.tv_sec * 1000 +
                             (uint64_t)usage.ru_utime.tv_usec / 1000 + TICK;
            note_end(role + i, &twins[i], status, &ends[i]);
            // Nobody is left to compare with.
            if (role + i == TWIN_FOLLOWS && twins[TWIN_LEADS].process > 0 && !ends[i].is_complete &&
                ends[i].states > 0)
                stop_twin(&twins[TWIN_LEADS], &ends[TWIN_LEADS]);
        }
        ended += twins[i].process == 0;
    }
    return ended;
}

void environment_twins_run(const struct twin_task *task, uint32_t role, uint32_t count,
                           struct twin_end *ends) {
    static const struct timespec tick = {0, TICK * 1000000};
    struct twin twins[TWIN_ROLES];
    sigset_t children;
    sigset_t before;
    uint32_t started = environment_milliseconds();
    sigemptyset(&children);
    sigaddset(&children, SIGCHLD);
    sigprocmask(SIG_BLOCK, &children, &before);
    atomic_store(&twins_shared->is_stopped, false);
    memset(ends, 0, count * sizeof *ends);
    for (uint32_t i = 0; i < count; i++) {
        atomic_store(&twins_shared->is_over[role + i], false);
        atomic_store(&twins_shared->twins[role + i].is_complete, false);
        start(task, role + i, &twins[i], &before);
        if (twins[i].process < 0) { // as if it had died at once
            snprintf(ends[i].death, sizeof ends[i].death, "cannot be started");
            note_end(role + i, &twins[i], 0, &ends[i]);
        }
    }
    while (reap(role, count, twins, ends) < count) {
        uint32_t now = environment_milliseconds();
        for (uint32_t i = 0; i < count; i++)
            if (twins[i].process > 0)
                watch_twin(task, role + i, &twins[i], &ends[i], now, started);
        if (task->timeout != 0 && now - started >= task->timeout + PATIENCE) {
            atomic_store(&twins_shared->is_stopped, true);
            twins_wake();
        }
        if (role == TWIN_FOLLOWS)
            progress_show(PROGRESS_COMPARING, atomic_load(&twins_shared->twins[role].retired),
                          task->most, atomic_load(&twins_shared->twins[role].states));
        sigtimedwait(&children, NULL, &tick);
    }
    if (role == TWIN_FOLLOWS)
        end_messages(&twins[0], ends);
    else if (twins[0].messages >= 0)
        close(twins[0].messages);
    sigprocmask(SIG_SETMASK, &before, NULL);
}
