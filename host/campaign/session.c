// The processes of a task are a session: they may make groups of their own within it, as timeout
// does.
#define _GNU_SOURCE
#include <ctype.h>
#include <dirent.h>
#include <fcntl.h>
#include <inttypes.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "campaign.h"

struct process {
    int number, session;
    char state;
    uint64_t ticks; // of its own and of its children that have ended
    int64_t pages;  // of memory
};

static bool read_process(const char *number, struct process *process) {
    char path[300], text[1024];
    snprintf(path, sizeof path, "/proc/%s/stat", number);
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return false;
    ssize_t size = read(file, text, sizeof text - 1);
    close(file);
    if (size <= 0)
        return false;
    text[size] = 0;
    const char *rest = strrchr(text, ')'); // the name may contain anything
    uint64_t user, system, user_of_children, system_of_children;
    if (rest == NULL || sscanf(rest,
                               ") %c %*d %*d %d %*d %*d %*u %*u %*u %*u %*u %" SCNu64 " %" SCNu64
                               " %" SCNu64 " %" SCNu64 " %*d %*d %*d %*d %*u %*u %" SCNd64,
                               &process->state, &process->session, &user, &system,
                               &user_of_children, &system_of_children, &process->pages) != 7)
        return false;
    process->number = atoi(number);
    process->ticks = user + system + user_of_children + system_of_children;
    return true;
}

// The next process of the session, of those that are listed.
static bool next_process(DIR *list, int session, struct process *process) {
    for (struct dirent *entry; list != NULL && (entry = readdir(list)) != NULL;) {
        if (isdigit((unsigned char)entry->d_name[0]) && read_process(entry->d_name, process) &&
            process->session == session)
            return true;
    }
    if (list != NULL)
        closedir(list);
    return false;
}

struct usage session_usage(int session) {
    struct process process;
    uint64_t ticks = 0;
    int64_t pages = 0;
    for (DIR *list = opendir("/proc"); next_process(list, session, &process);) {
        ticks += process.ticks;
        pages = process.pages > pages ? process.pages : pages;
    }
    return (struct usage){.milliseconds = (int64_t)(ticks * 1000 / (uint64_t)sysconf(_SC_CLK_TCK)),
                          .bytes = pages * sysconf(_SC_PAGESIZE)};
}

void session_kill(int session) {
    enum { ROUNDS_MAX = 100 }; // while they start others
    struct process process;
    bool is_one_left = true;
    kill(-session, SIGKILL);
    for (unsigned round = 0; is_one_left && round < ROUNDS_MAX; round++) {
        is_one_left = false;
        for (DIR *list = opendir("/proc"); next_process(list, session, &process);) {
            if (process.state != 'Z' && process.state != 'X')
                is_one_left = kill(process.number, SIGKILL) == 0 || is_one_left;
        }
    }
}
