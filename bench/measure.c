// measure [-r] [-w] RUNS COMMAND ARG … -- COMMAND ARG … runs the commands in turn, RUNS times each,
// and prints one line a command: median of user and system time in milliseconds (-w: of the time
// that passes, for what uses several processors), peak memory in KiB,
// exit status; with -r also the median of the ratios to the time of the first command in the same
// turn, which a busy machine changes least. Their output goes nowhere. On a terminal a line shows
// how far all of it is: the environment says what it is a part of (bench/progress.sh).
#define _DEFAULT_SOURCE
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { COMMANDS_MAX = 16, RUNS_MAX = 100 };

struct command {
    char **argv;
    double times[RUNS_MAX];
    double ratios[RUNS_MAX];
    long memory;
    int status;
};

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1000 + (double)time.tv_nsec / 1000000;
}

static void run(struct command *command, int run_number, bool by_wall) {
    double start = now();
    pid_t pid = fork();
    if (pid == 0) {
        int nothing = open("/dev/null", O_RDWR);
        dup2(nothing, 0);
        dup2(nothing, 1);
        dup2(nothing, 2);
        execvp(command->argv[0], command->argv);
        _exit(127);
    }
    struct rusage usage;
    int status;
    wait4(pid, &status, 0, &usage);
    command->times[run_number] = (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1000 +
                                 (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1000;
    if (by_wall)
        command->times[run_number] = now() - start;
    if (usage.ru_maxrss > command->memory)
        command->memory = usage.ru_maxrss;
    if (status != 0)
        command->status = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

static int compare(const void *a, const void *b) {
    double x = *(const double *)a;
    double y = *(const double *)b;
    return (x > y) - (x < y);
}

static double environment_number(const char *name) {
    const char *value = getenv(name);
    return value != NULL ? atof(value) : 0;
}

// One step of a part of make bench, of which so many runs are done.
static void show_progress(int done, int runs) {
    double steps = environment_number("BENCH_STEPS");
    double before = environment_number("BENCH_DONE");
    if (steps <= 0 || !isatty(2))
        return;
    double share = (before + (double)done / runs) / steps;
    double passed = (double)time(NULL) - environment_number("BENCH_START");
    fprintf(stderr, "\r\033[Kbench/%s: step %.0f of %.0f, run %d of %d, %.0f%%",
            getenv("BENCH_PART"), before + 1, steps, done + 1, runs, share * 100);
    if (share > 0 && share < 1 && passed >= 2)
        fprintf(stderr, ", %.0f s left", passed / share * (1 - share));
}

int main(int argc, char **argv) {
    static struct command commands[COMMANDS_MAX];
    int count = 0;
    bool ratios = false;
    bool by_wall = false;
    for (; argc > 1 && argv[1][0] == '-'; argv++, argc--) {
        ratios = ratios || strcmp(argv[1], "-r") == 0;
        by_wall = by_wall || strcmp(argv[1], "-w") == 0;
    }
    int runs = argc > 2 ? atoi(argv[1]) : 0;
    if (runs < 1 || runs > RUNS_MAX) {
        fprintf(stderr, "usage: measure [-r] [-w] RUNS COMMAND ARG ... -- COMMAND ARG ...\n");
        return 2;
    }
    for (int i = 2; i < argc && count < COMMANDS_MAX; i++) {
        commands[count++].argv = &argv[i];
        while (i < argc && strcmp(argv[i], "--") != 0)
            i++;
        if (i < argc)
            argv[i] = NULL;
    }
    for (int r = 0; r < runs; r++) {
        for (int c = 0; c < count; c++) {
            show_progress(r * count + c, runs * count);
            run(&commands[c], r, by_wall);
            commands[c].ratios[r] = commands[c].times[r] / commands[0].times[r];
        }
    }
    if (isatty(2) && getenv("BENCH_STEPS") != NULL)
        fprintf(stderr, "\r\033[K");
    for (int c = 0; c < count; c++) {
        qsort(commands[c].times, (size_t)runs, sizeof(double), compare);
        qsort(commands[c].ratios, (size_t)runs, sizeof(double), compare);
        printf("%.1f %ld %d", commands[c].times[runs / 2], commands[c].memory, commands[c].status);
        if (ratios)
            printf(" %.4f", commands[c].ratios[runs / 2]);
        printf("\n");
    }
    return 0;
}
