// The policy of mixter: emulate and virtualize by turns. The machine context is handed over
// unchanged, at any instruction.
#include "mixter.h"

#include <inttypes.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../memory.h"
#include "chart.h"
#include "options.h"
#include "schedule.h"

enum { OPTION_MIX = OPTIONS_OF_PAIRS, OPTION_SCHEDULE, OPTION_CHART };
enum { DEFAULT_SLICE = 100000 };

static const struct option_row options_of_mixter[] = {
    {OPTION_MIX, "--mix", "PERCENT", "so much of it by emulation (default 50)"},
    {OPTION_SCHEDULE, "--schedule", "SCHEDULE",
     "random:SEED, after --slice on average, or at:N,N,..."},
    {OPTION_CHART, "--chart", NULL, "draw at the end which of the two ran what"},
    {0, NULL, NULL, NULL},
};

struct mixture {
    struct engine_pair pair;
    struct schedule schedule;
    unsigned last;      // the engine that ran last
    uint64_t slices[2]; // runs, by engine
    uint64_t instructions[2];
    uint64_t hand_overs;
    struct chart *chart; // NULL: none is asked for
};

static enum exception mix(void *state, struct process *process, uint64_t budget) {
    struct mixture *mixture = state;
    const uint32_t *context = process->context;
    for (;;) {
        unsigned which;
        uint64_t before = context_retired(context);
        uint64_t left = schedule_slice(&mixture->schedule, before, &which) - before;
        if (left > budget)
            left = budget;
        mixture->hand_overs += which != mixture->last;
        mixture->slices[which]++;
        mixture->last = which;
        enum exception exception = process_run(process, mixture->pair.engines[which].run, left);
        uint64_t retired = context_retired(context) - before;
        mixture->instructions[which] += retired;
        if (mixture->chart != NULL)
            chart_add(mixture->chart, which, retired, exception);
        budget -= retired;
        if (exception != EXCEPTION_TIMER || budget == 0)
            return exception;
    }
}

static void print_counts(const struct mixture *mixture) {
    for (unsigned i = 0; i < 2; i++)
        fprintf(stderr, "mixter: %" PRIu64 " instructions, %" PRIu64 " runs: %s (%s)\n",
                mixture->instructions[i], mixture->slices[i], mixture->pair.engines[i].summary,
                mixture->pair.engines[i].name);
    fprintf(stderr, "mixter: %" PRIu64 " hand-overs\n", mixture->hand_overs);
}

static bool read_percent(struct schedule *schedule, const struct command_line *line) {
    uint64_t percent;
    if (!command_line_range(line, &percent, 0, 100))
        return false;
    schedule->percent = (uint32_t)percent;
    return true;
}

// "N,N,..." in ascending order.
static bool read_hand_overs(struct schedule *schedule, const struct command_line *line,
                            const char *text) {
    uint64_t last = 0;
    free(schedule->hand_overs);
    schedule->hand_overs = memory_new((strlen(text) / 2 + 1) * sizeof *schedule->hand_overs);
    schedule->count = 0;
    while (*text >= '0' && *text <= '9') {
        uint64_t number = 0;
        for (; *text >= '0' && *text <= '9'; text++)
            number = number * 10 + (uint64_t)(*text - '0');
        if (schedule->count > 0 && number <= last)
            break;
        last = schedule->hand_overs[schedule->count++] = number;
        if (*text == 0)
            return true;
        if (*text++ != ',')
            break;
    }
    command_line_bad_value(line, "at:N,N,... in ascending order");
    return false;
}

static bool read_schedule(struct schedule *schedule, const struct command_line *line) {
    static const char at_random[] = "random:";
    static const char at[] = "at:";
    if (strncmp(line->value, at, sizeof at - 1) == 0)
        return read_hand_overs(schedule, line, line->value + sizeof at - 1);
    if (strncmp(line->value, at_random, sizeof at_random - 1) == 0) {
        struct command_line seed = *line;
        seed.value += sizeof at_random - 1;
        if (seed.value[0] == 0) {
            command_line_bad_value(line, "random:SEED, a number");
            return false;
        }
        schedule->random = true;
        return command_line_number(&seed, &schedule->seed);
    }
    command_line_bad_value(line, "random:SEED or at:N,N,...");
    return false;
}

static bool add_chart(struct mixture *mixture) {
    if (mixture->chart == NULL)
        mixture->chart = chart_create();
    return true;
}

static bool apply(struct pair_settings *settings, struct mixture *mixture,
                  const struct command_line *line, int option) {
    if (option != OPTION_MIX && option != OPTION_SCHEDULE && option != OPTION_CHART)
        return pair_apply(settings, line, option);
    settings_pass_on(&settings->settings, line);
    if (option == OPTION_CHART)
        return add_chart(mixture);
    return option == OPTION_MIX ? read_percent(&mixture->schedule, line)
                                : read_schedule(&mixture->schedule, line);
}

static void watch_engines(struct engine_pair *pair, const struct observer *observer) {
    for (unsigned i = 0; i < 2; i++)
        pair->engines[i].run = observer->watch(pair->engines[i].run);
}

static uint32_t run(struct pair_settings *pair, struct mixture *mixture,
                    struct command_line *line) {
    struct settings *settings = &pair->settings;
    uint32_t status;
    for (int option; (option = command_line_option(line)) != OPTIONS_END;) {
        if (option == OPTIONS_WRONG || !apply(pair, mixture, line, option))
            return STATUS_USAGE;
    }
    if (!settings_finish(settings, line) || !settings_observe(settings, (uint32_t)pair->depth))
        return STATUS_USAGE;
    if (!pair_here(pair, "mixter", &mixture->pair, &status))
        return status;
    if (settings->observer != NULL)
        watch_engines(&mixture->pair, settings->observer);
    if (settings->slice != 0)
        mixture->schedule.slice = settings->slice;
    if (settings->guest_count == 1)
        settings->slice = 0;
    settings->driver.runner = mix;
    settings->driver.state = mixture;
    status = supervise(settings);
    if (settings->stats)
        print_counts(mixture);
    if (mixture->chart != NULL)
        chart_print(mixture->chart, "mixter", &mixture->pair);
    return status;
}

static int mixter_main(int argc, char **argv) {
    struct pair_settings pair;
    struct mixture mixture = {.schedule = {.slice = DEFAULT_SLICE, .percent = 50}};
    struct command_line line = {.command = &mixter_command, .argc = argc, .argv = argv, .next = 1};
    pair_start(&pair, "mixter");
    uint32_t status = run(&pair, &mixture, &line);
    free(mixture.schedule.hand_overs);
    free(mixture.chart);
    return settings_end(&pair.settings, status);
}

const struct command mixter_command = {
    .name = "mixter",
    .summary = "run a program by both, alternately",
    .usage = "Usage: mixter [OPTION ...] PROGRAM [ARGUMENT ...]\n"
             "       mixter COMMAND [OPTION ...] ...\n"
             "Runs a MIPS executable, or a .c file, which is compiled first, by emulation and\n"
             "virtualization alternately.\n\n",
    .tables = {options_of_mixter, pair_options, shared_options, observe_options},
    .more = "\nand the options of mipster (see mipster --help). COMMAND is one of:\n\n",
    .hidden = 2,
    .run = mixter_main};
