// The policy of mixter: emulate and virtualize by turns. The machine context is handed over between
// the two as it is, at any instruction.
#include "mixter.h"

#include <inttypes.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../panic.h"
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

static struct engine_pair pair;
static bool is_charted;
static struct schedule schedule = {.slice = DEFAULT_SLICE, .percent = 50};

static struct {
    uint64_t slices[2]; // runs, by engine
    uint64_t instructions[2];
    uint64_t hand_overs;
} counts;

static enum exception mix(struct machine *machine, uint32_t *context, uint64_t budget) {
    static unsigned last;
    for (;;) {
        unsigned which;
        uint64_t before = context_retired(context);
        uint64_t left = schedule_slice(&schedule, before, &which) - before;
        if (left > budget)
            left = budget;
        counts.hand_overs += which != last;
        counts.slices[which]++;
        last = which;
        enum exception exception = pair.engines[which].run(machine, context, left);
        uint64_t retired = context_retired(context) - before;
        counts.instructions[which] += retired;
        if (is_charted)
            chart_add(which, retired, exception);
        budget -= retired;
        if (exception != EXCEPTION_TIMER || budget == 0)
            return exception;
    }
}

static void print_counts(void) {
    for (unsigned i = 0; i < 2; i++)
        fprintf(stderr, "mixter: %" PRIu64 " instructions, %" PRIu64 " runs: %s (%s)\n",
                counts.instructions[i], counts.slices[i], pair.engines[i].summary,
                pair.engines[i].name);
    fprintf(stderr, "mixter: %" PRIu64 " hand-overs\n", counts.hand_overs);
}

static bool read_percent(const struct command_line *line) {
    uint64_t percent;
    if (!command_line_range(line, &percent, 0, 100))
        return false;
    schedule.percent = (uint32_t)percent;
    return true;
}

// "N,N,..." in ascending order.
static bool read_hand_overs(const struct command_line *line, const char *text) {
    uint64_t last = 0;
    schedule.hand_overs = malloc((strlen(text) / 2 + 1) * sizeof *schedule.hand_overs);
    if (schedule.hand_overs == NULL)
        panic("read_hand_overs: out of memory");
    schedule.count = 0;
    while (*text >= '0' && *text <= '9') {
        uint64_t number = 0;
        for (; *text >= '0' && *text <= '9'; text++)
            number = number * 10 + (uint64_t)(*text - '0');
        if (schedule.count > 0 && number <= last)
            break;
        last = schedule.hand_overs[schedule.count++] = number;
        if (*text == 0)
            return true;
        if (*text++ != ',')
            break;
    }
    command_line_bad_value(line, "at:N,N,... in ascending order");
    return false;
}

static bool read_schedule(const struct command_line *line) {
    static const char at_random[] = "random:";
    static const char at[] = "at:";
    if (strncmp(line->value, at, sizeof at - 1) == 0)
        return read_hand_overs(line, line->value + sizeof at - 1);
    if (strncmp(line->value, at_random, sizeof at_random - 1) == 0) {
        struct command_line seed = *line;
        seed.value += sizeof at_random - 1;
        if (seed.value[0] == 0) {
            command_line_bad_value(line, "random:SEED, a number");
            return false;
        }
        schedule.random = true;
        return command_line_number(&seed, &schedule.seed);
    }
    command_line_bad_value(line, "random:SEED or at:N,N,...");
    return false;
}

static bool apply(struct pair_settings *settings, const struct command_line *line, int option) {
    if (option != OPTION_MIX && option != OPTION_SCHEDULE && option != OPTION_CHART)
        return pair_apply(settings, line, option);
    settings_pass_on(&settings->settings, line);
    if (option == OPTION_CHART)
        return is_charted = true;
    return option == OPTION_MIX ? read_percent(line) : read_schedule(line);
}

static void watch_engines(const struct observer *observer) {
    for (unsigned i = 0; i < 2; i++)
        pair.engines[i].run = observer->watch(pair.engines[i].run);
}

static int mixter_main(int argc, char **argv) {
    struct pair_settings settings;
    int status;
    struct command_line line = {.command = &mixter_command, .argc = argc, .argv = argv, .next = 1};
    pair_start(&settings, "mixter");
    for (int option; (option = command_line_option(&line)) != OPTIONS_END;) {
        if (option == OPTIONS_WRONG || !apply(&settings, &line, option))
            return STATUS_USAGE;
    }
    if (!settings_finish(&settings.settings, &line) ||
        !settings_observe(&settings.settings, (uint32_t)settings.depth))
        return STATUS_USAGE;
    if (!pair_here(&settings, "mixter", &pair, &status))
        return status;
    if (settings.settings.observer != NULL)
        watch_engines(settings.settings.observer);
    if (settings.settings.slice != 0)
        schedule.slice = settings.settings.slice;
    if (settings.settings.guest_count == 1)
        settings.settings.slice = 0;
    settings.settings.engine = mix;
    status = (int)supervise(&settings.settings);
    if (settings.settings.stats)
        print_counts();
    if (is_charted)
        chart_print("mixter", &pair);
    return status;
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
