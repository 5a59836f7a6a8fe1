// One task as a session of its own, with limits, in a folder of its own.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <inttypes.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "campaign.h"

enum { OUTPUT_MAX = 1 << 20 };
// A machine's memory is a file of 4 GiB, and its translator reserves some times as much. With less
// it goes other ways (host/arena.c), so that address space has no limit: what is used has.
static const rlim_t file_max = (rlim_t)5 << 30;
enum { UNWATCHED = 60 };                           // seconds that the store may not answer
enum { EXAMINE_LEAST = 100, EXAMINE_MOST = 1000 }; // milliseconds; memory grows in between

static const char output_name[] = "output.txt";

int64_t milliseconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

// ---- folders ----

bool folder_make(const char *path) {
    return mkdir(path, 0777) == 0 || errno == EEXIST;
}

static int remove_one(const char *path, const struct stat *status, int type, struct FTW *place) {
    (void)status;
    (void)type;
    (void)place;
    remove(path);
    return 0;
}

void folder_remove(const char *path) {
    nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

char *output_read(const char *folder, size_t *size) {
    char path[600];
    snprintf(path, sizeof path, "%s/%s", folder, output_name);
    char *output = file_load(path, size);
    if (output == NULL && (output = calloc(1, 1)) == NULL)
        abort();
    if (*size > OUTPUT_MAX) { // what went wrong is told at the end
        memmove(output, output + *size - OUTPUT_MAX, OUTPUT_MAX + 1);
        *size = OUTPUT_MAX;
    }
    return output;
}

// ---- the process ----

// What stands in `for` lines and seeds, as variables of the environment: "key=value", separated by
// tabs.
static void export_argument(const char *argument) {
    char *words = strdup(argument), *next = words;
    if (words == NULL)
        _exit(125);
    while (next != NULL && *next != 0)
        putenv(strsep(&next, "\t"));
}

static void export_all(const struct task *task, const struct part *part,
                       const struct surroundings *place) {
    for (unsigned i = 0; i < part->pair_count; i++) {
        if (strncmp(part->pairs[i].key, "for ", 4) != 0)
            setenv(part->pairs[i].key, part->pairs[i].value, 1);
    }
    setenv("root", place->root, 1);
    setenv("build", place->build, 1);
    setenv("BUILD", place->build, 1);
    if (part_has(part, "steer")) {
        char path[STEER_PATH];
        steer_path(place, path);
        if (access(path, R_OK) == 0)
            setenv("tried", path, 1);
    }
    export_argument(task->argument);
}

static void set_limit(int which, rlim_t limit) {
    setrlimit(which, &(struct rlimit){limit, limit});
}

_Noreturn static void become(const struct task *task, const struct part *part,
                             const struct surroundings *place, const char *command) {
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    setsid();
    int nothing = open("/dev/null", O_RDONLY);
    int output = chdir(task->folder) == 0
                     ? open(output_name, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666)
                     : -1;
    if (nothing < 0 || output < 0 || dup2(nothing, 0) < 0 || dup2(output, 1) < 0 ||
        dup2(output, 2) < 0)
        _exit(125);
    set_limit(RLIMIT_CORE, 0);
    set_limit(RLIMIT_FSIZE, file_max);
    set_limit(RLIMIT_CPU, part->seconds + UNWATCHED); // of each process: should nobody kill it
    export_all(task, part, place);
    execl("/bin/sh", "sh", "-c", command, (char *)NULL);
    _exit(127);
}

static const char *command_of(const struct part *part) {
    return part->kind->command != NULL ? part->kind->command : part_value(part, "command");
}

static bool start(struct task *task, const struct part *part, const struct surroundings *place,
                  const char *command) {
    fflush(NULL);
    task->started = milliseconds();
    task->examined = task->started + EXAMINE_MOST;
    task->overrun = IN_TIME;
    int pid = fork();
    if (pid == 0)
        become(task, part, place, command);
    if (pid < 0)
        return false;
    task->pid = pid;
    guardian_add(pid);
    return true;
}

bool task_start(struct task *task, const struct part *part, const struct surroundings *place) {
    snprintf(task->folder, sizeof task->folder, "%s/%" PRId64, place->scratch, task->id);
    folder_remove(task->folder);
    return folder_make(task->folder) && start(task, part, place, command_of(part));
}

bool task_start_reducer(struct task *task, const struct part *part,
                        const struct surroundings *place, const char *signature) {
    setenv("signature", signature, 1);
    return start(task, part, place, part->kind->reducer);
}

void task_kill(struct task *task) {
    if (task->pid <= 0)
        return;
    kill(task->pid, SIGKILL); // it may not have its session yet
    session_kill(task->pid);
}

void task_kill_overdue(struct task *task, const struct part *part) {
    int64_t now = milliseconds(), most = (int64_t)part->seconds * 1000;
    int64_t by_clock = task->started + (int64_t)part->clock * 1000 - now;
    if (task->overrun != IN_TIME || now < task->examined)
        return;
    struct usage usage = session_usage(task->pid);
    int64_t left = most - usage.milliseconds;
    if (left <= 0)
        task->overrun = OVER_PROCESSOR_TIME;
    else if (usage.bytes > (int64_t)part->memory)
        task->overrun = OVER_MEMORY;
    else if (by_clock <= 0)
        task->overrun = OVER_CLOCK;
    else
        task->examined = now + (left < EXAMINE_LEAST  ? EXAMINE_LEAST
                                : left > EXAMINE_MOST ? EXAMINE_MOST
                                                      : left);
    if (task->overrun != IN_TIME)
        task_kill(task);
}

struct task *task_wait(struct task *tasks, unsigned count) {
    for (unsigned i = 0; i < count; i++) {
        struct task *task = &tasks[i];
        struct rusage usage;
        if (task->pid == 0 || wait4(task->pid, &task->status, WNOHANG, &usage) != task->pid)
            continue;
        // What it has left behind. Looking for more than its group takes longer than most tasks.
        if (task->status == 0)
            kill(-task->pid, SIGKILL);
        else
            session_kill(task->pid);
        guardian_drop(task->pid);
        task->ended = milliseconds();
        task->kilobytes = usage.ru_maxrss;
        task->pid = 0;
        return task;
    }
    return NULL;
}

void task_free(struct task *task) {
    free(task->argument);
    *task = (struct task){0};
}

// ---- replay.sh ----

static void write_quoted(FILE *file, const char *key, const char *value) {
    fprintf(file, "export %s='", key);
    for (; *value != 0; value++)
        fprintf(file, *value == '\'' ? "'\\''" : "%c", *value);
    fprintf(file, "'\n");
}

bool replay_write(const struct task *task, const struct part *part, const char *folder) {
    char path[600];
    snprintf(path, sizeof path, "%s/replay.sh", folder);
    if (access(path, F_OK) == 0)
        return true;
    FILE *file = fopen(path, "w");
    if (file == NULL)
        return false;
    fprintf(file, "#!/bin/sh\n"
                  "# Runs the task again, in a new folder: replay.sh, with MIXTER_TREE (.), a "
                  "source tree of mixter,\n"
                  "# and BUILD ($MIXTER_TREE/build).\n"
                  "export root=$(cd \"${MIXTER_TREE:-.}\" && pwd)\n"
                  "export build=$(cd \"${BUILD:-$root/build}\" && pwd)\nexport BUILD=$build\n");
    for (unsigned i = 0; i < part->pair_count; i++) {
        if (strncmp(part->pairs[i].key, "for ", 4) != 0)
            write_quoted(file, part->pairs[i].key, part->pairs[i].value);
    }
    char *words = strdup(task->argument), *next = words;
    while (next != NULL && *next != 0) {
        char *word = strsep(&next, "\t"), *equals = strchr(word, '=');
        *equals = 0;
        write_quoted(file, word, equals + 1);
    }
    free(words);
    write_quoted(file, "task_command", command_of(part));
    fprintf(file, "folder=$(mktemp -d) && cd \"$folder\" || exit 125\n"
                  "sh -c \"$task_command\"\nstatus=$?\ncd / && rm -rf \"$folder\"\nexit $status\n");
    return fclose(file) == 0 && chmod(path, 0777) == 0;
}
