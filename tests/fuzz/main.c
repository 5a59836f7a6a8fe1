// mixter-fuzz: states of the machine, run by all engines at once (docs/verify.md).
#define _XOPEN_SOURCE 700
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <time.h>

#include "../../core/memory.h"
#include "../../host/interrupt.h"
#include "long.h"
#include "mutate.h"
#include "reduce.h"
#include "report.h"
#include "worlds.h"

static const char usage[] =
    "Usage: mixter-fuzz run FILE ...               whether all engines do the same with each "
    "state\n"
    "       mixter-fuzz random SEED COUNT [OUT]    the same with random states, up to one that "
    "differs\n"
    "       mixter-fuzz long SEED COUNT [OUT [PREFIX]]  the same with long programs; with a PREFIX "
    "they\n"
    "                                              are written as executables, with what they "
    "print\n"
    "       mixter-fuzz reduce FILE [OUT]          makes states that differ as few and small as "
    "they "
    "get\n"
    "       mixter-fuzz print FILE ...             states as text, one after another\n"
    "Exit status: 0 equal, 1 different, 2 wrong use. OUT: a file for the state that differs, with "
    "those\n"
    "before it if it differs only after them.\n";

// Of processor time, so that it does not matter what else the host does.
static double seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static bool write_chain(const char *path, const struct chain *chain) {
    FILE *file = path == NULL ? stdout : fopen(path, "w");
    if (file == NULL) {
        perror(path);
        return false;
    }
    chain_write(file, chain);
    if (file != stdout && fclose(file) != 0) {
        perror(path);
        return false;
    }
    return true;
}

// ---- engines that do not come back, or die ----

enum { SECONDS_EACH = 5 };
static const struct chain *running; // what is being run,
static const char *running_out;     // where it goes if it does not end,
static char running_name[64];       // and what it is called

static void end_running(int signal) {
    interrupt_enter(); // what translated code has set
    const char *what = signal == SIGVTALRM ? "does not come back" : "dies";
    printf("%s: DIFFERENT: an engine %s\n", running_name, what);
    if (running_out != NULL)
        write_chain(running_out, running);
    fflush(NULL);
    _Exit(1);
}

// Signals that the translator does not serve come here as well.
static void watch_engines(void) {
    static const int signals[] = {SIGVTALRM, SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT};
    for (size_t i = 0; i < sizeof signals / sizeof signals[0]; i++)
        signal(signals[i], end_running);
}

static void limit_time(time_t seconds) {
    const struct itimerval time = {.it_value = {.tv_sec = seconds}};
    setitimer(ITIMER_VIRTUAL, &time, NULL);
}

static int run_files(struct worlds *worlds, int count, char **paths) {
    struct difference difference;
    int different = 0;
    uint32_t at;
    for (int i = 0; i < count; i++) {
        struct chain chain = {0};
        if (!chain_load(&chain, paths[i]))
            return 2;
        snprintf(running_name, sizeof running_name, "%s", paths[i]);
        running = &chain;
        limit_time(SECONDS_EACH);
        bool equal = chain_run(worlds, &chain, &at, &difference);
        limit_time(0);
        if (!equal) {
            different++;
            printf("%s: ", paths[i]);
            report_difference(stdout, &chain);
        }
        chain_end(&chain);
    }
    printf("%d states, %d differ\n", count, different);
    return different != 0;
}

// ---- random ones ----

// State `number` of a seed. Few have settings of their own, and many are variants of the one
// before: so engines keep what they have, which is most of the time for a state.
enum { SAME_SETTINGS = 16 };

static void make_random(struct state *state, uint32_t seed, uint32_t number) {
    static struct chance chance;
    uint8_t settings[SETTING_COUNT];
    if (number % (1 + VARIANTS) != 0) {
        state_vary(state, &chance);
        return;
    }
    chance.state = (uint64_t)seed << 32 | number;
    memcpy(settings, state->settings, sizeof settings);
    state_generate(state, &chance);
    if (chance_one_in(&chance, 2))
        state_mutate(state, NULL, &chance);
    if (number % (SAME_SETTINGS * (1 + VARIANTS)) != 0) {
        memcpy(state->settings, settings, sizeof settings);
        state->settings[SETTING_KEEP] = (uint8_t)chance_below(&chance, 2);
    }
    state_make_valid(state);
}

static bool write_program(const struct worlds *worlds, const struct state *state,
                          const char *prefix, uint32_t number) {
    char path[4096];
    const uint32_t *pages[PLAIN_PAGES];
    for (uint32_t i = 0; i < PLAIN_PAGES; i++)
        pages[i] = worlds_page(worlds, WORLD_STEP, i);
    snprintf(path, sizeof path, "%s%u", prefix, (unsigned)number);
    if (!long_write_executable(path, state)) {
        perror(path);
        return false;
    }
    snprintf(path, sizeof path, "%s%u.expected", prefix, (unsigned)number);
    if (!long_write_expected(path, state, worlds_context(worlds), pages)) {
        perror(path);
        return false;
    }
    return true;
}

// The last states, the newest one at the end.
enum { HISTORY = 64 };

static void remember(struct chain *history, const struct state *state) {
    if (history->count == 2 * HISTORY)
        chain_remove(history, 0, HISTORY);
    state_copy(chain_add(history), state);
}

// The state that differs, alone if that is enough.
static int tell(const struct chain *history, const char *out) {
    struct chain last = {&history->states[history->count - 1], 1};
    if (!chain_differs(&last))
        last = *history;
    report_difference(stdout, &last);
    return out == NULL || write_chain(out, &last) ? 1 : 2;
}

static int run_random(struct worlds *worlds, bool is_long, char **arguments) {
    struct difference difference;
    struct state *state = memory_new(sizeof *state);
    struct chain history = {0};
    double start = seconds();
    uint32_t seed = (uint32_t)strtoul(arguments[0], NULL, 0);
    uint32_t count = (uint32_t)strtoul(arguments[1], NULL, 0);
    uint64_t retired = 0;
    running_out = arguments[2];
    running = &history;
    for (uint32_t i = 0; i < count; i++) {
        struct chance chance = {(uint64_t)seed << 32 | i};
        if (is_long)
            state_make_long(state, &chance);
        else
            make_random(state, seed, i);
        snprintf(running_name, sizeof running_name, "state %u of seed %u", (unsigned)i,
                 (unsigned)seed);
        remember(&history, state);
        if (i % HISTORY == 0)
            limit_time(SECONDS_EACH);
        if (!worlds_run(worlds, state, false, &difference)) {
            limit_time(0);
            printf("%s, after %.2f s: ", running_name, seconds() - start);
            return tell(&history, arguments[2]);
        }
        retired += context_retired(worlds_context(worlds)) -
                   (is_long ? 0 : state->levels[0].context[CONTEXT_RETIRED_LOW]);
        if (is_long && arguments[2] != NULL && arguments[3] != NULL &&
            !write_program(worlds, state, arguments[3], i))
            return 2;
    }
    printf("%u states, 0 differ, %llu instructions each, %.0f states a second\n", (unsigned)count,
           (unsigned long long)(retired / (count > 0 ? count : 1)), count / (seconds() - start));
    chain_end(&history);
    free(state);
    return 0;
}

// ---- those of a file ----

static int reduce(const char *path, const char *out) {
    double start = seconds();
    struct chain chain = {0};
    if (!chain_load(&chain, path))
        return 2;
    uint32_t before = chain_size(&chain);
    if (!chain_reduce(&chain)) {
        fprintf(stderr, "mixter-fuzz: this state does not differ\n");
        return 2;
    }
    fprintf(stderr, "reduced from %u words to %u in %.1f s\n", (unsigned)before,
            (unsigned)chain_size(&chain), seconds() - start);
    return write_chain(out, &chain) ? 0 : 2;
}

static int print(int count, char **paths) {
    struct chain chain = {0};
    for (int i = 0; i < count; i++) {
        if (!chain_load(&chain, paths[i]))
            return 2;
    }
    return write_chain(NULL, &chain) ? 0 : 2;
}

static int run(int argc, char **argv) {
    const char *command = argc > 1 ? argv[1] : "";
    bool is_long = strcmp(command, "long") == 0;
    bool is_random = strcmp(command, "random") == 0;
    if (argc > 2 && strcmp(command, "print") == 0)
        return print(argc - 2, argv + 2);
    if ((argc == 3 || argc == 4) && strcmp(command, "reduce") == 0)
        return reduce(argv[2], argv[3]);
    struct worlds *worlds = worlds_create();
    int status = 2;
    if (argc > 2 && strcmp(command, "run") == 0)
        status = run_files(worlds, argc - 2, argv + 2);
    else if (argc >= 4 && argc <= (is_long ? 6 : 5) && (is_long || is_random))
        status = run_random(worlds, is_long, argv + 2);
    else
        fputs(usage, stderr);
    worlds_destroy(worlds);
    return status;
}

int main(int argc, char **argv) {
    watch_engines(); // before the translator, which passes on what is not its own
    return run(argc, argv);
}
