// A process that outlives its worker for a moment: when the pipe between them is closed, however
// the worker ended, it kills the sessions that are still there and removes the worker's folder.
#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "campaign.h"

enum { SESSIONS_MAX = 4096 };

static int pipe_end = -1;

_Noreturn static void guard(int from, const char *folder) {
    static int sessions[SESSIONS_MAX];
    unsigned count = 0;
    int number;
    prctl(PR_SET_NAME, "mixter-guardian");
    setsid(); // what ends the worker's group leaves it alone
    while (read(from, &number, sizeof number) == sizeof number) {
        if (number > 0 && count < SESSIONS_MAX)
            sessions[count++] = number;
        for (unsigned i = 0; number < 0 && i < count; i++) {
            if (sessions[i] == -number)
                sessions[i] = sessions[--count];
        }
    }
    for (unsigned i = 0; i < count; i++)
        session_kill(sessions[i]);
    folder_remove(folder);
    _exit(0);
}

bool guardian_start(const char *folder) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0)
        return false;
    int pid = fork();
    if (pid == 0) {
        close(ends[1]);
        if (fork() != 0) // no child of the worker, which waits for its own
            _exit(0);
        guard(ends[0], folder);
    }
    close(ends[0]);
    pipe_end = ends[1];
    return pid > 0 && waitpid(pid, NULL, 0) == pid;
}

static void tell(int number) {
    if (pipe_end >= 0 && write(pipe_end, &number, sizeof number) < 0)
        pipe_end = -1;
}

void guardian_add(int session) {
    tell(session);
}

void guardian_drop(int session) {
    tell(-session);
}
