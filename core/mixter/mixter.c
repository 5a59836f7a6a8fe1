// The policy of mixter: emulate and virtualize by turns. The machine context is handed over between
// the two as it is, at any instruction.
#include "mixter.h"

#include <inttypes.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "options.h"
#include "schedule.h"

enum { OPTION_MIX = OPTIONS_OF_PAIRS, OPTION_SCHEDULE };
enum { DEFAULT_SLICE = 100000 };

// ORDER OPTIONS
static const struct option_row options_of_mixter[] = {
    {"--memory", "SIZE", "memory of each guest, such as 64M (default 1G)"},
    {"--max-insns", "N", "end a guest after N instructions, with status 124"},
    {"--timeout", "SECONDS", "end everything after that time, with status 124"},
    {"--slice", "N", "hand over every N instructions (default 100000)"},
    {"--guest", "'PROGRAM ...'", "one more guest; words are separated by blanks"},
    {"--stats", NULL, "print counts on standard error at the end, on every level"},
    {"--digest", NULL, "print digests of the whole run on standard error at the end"},
    {"--isa", "ISA", "mipster or mips32: the instructions of the guest, whatever its file says"},
    {"--engines", "A,B", "engines to mix (default interp,switch)"},
    {"--depth", "N", "level that mixes: 0 the host, 1 (default), ..."},
    {"--mix", "PERCENT", "so much of it by emulation (default 50)"},
    {"--schedule", "random:SEED", "hand over at random, every N instructions on average"},
    {NULL, NULL, NULL},
};

void mixter_help(void) {
    printf("Usage: mixter [OPTION ...] PROGRAM [ARGUMENT ...]\n"
           "Runs a MIPS executable, or a .c file, which is compiled first, by emulation and\n"
           "virtualization alternately.\n\n");
    command_line_help(options_of_mixter);
}

static struct engine_pair pair;
static struct schedule schedule = {.slice = DEFAULT_SLICE, .percent = 50};

static struct {
    uint64_t slices[2]; // runs, by engine
    uint64_t instructions[2];
    uint64_t hand_overs;
} counts;

static enum exception mix(uint32_t *context, uint64_t budget) {
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
        enum exception exception = pair.engines[which].run(context, left);
        uint64_t retired = context_retired(context) - before;
        counts.instructions[which] += retired;
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
    if (!command_line_number(line, &percent))
        return false;
    schedule.percent = (uint32_t)percent;
    if (percent > 100)
        command_line_bad_value(line, "0 to 100");
    return percent <= 100;
}

static bool read_schedule(const struct command_line *line) {
    static const char start[] = "random:";
    if (strncmp(line->value, start, sizeof start - 1) == 0) {
        struct command_line seed = *line;
        seed.value += sizeof start - 1;
        schedule.random = true;
        return command_line_number(&seed, &schedule.seed);
    }
    command_line_bad_value(line, "random:SEED");
    return false;
}

static bool apply(struct pair_settings *settings, const struct command_line *line, int option) {
    if (option != OPTION_MIX && option != OPTION_SCHEDULE)
        return pair_apply(settings, line, option);
    settings_pass_on(&settings->settings, line);
    return option == OPTION_MIX ? read_percent(line) : read_schedule(line);
}

int mixter_main(int argc, char **argv) {
    struct pair_settings settings;
    int status;
    struct command_line line = {
        .command = "mixter", .options = options_of_mixter, .argc = argc, .argv = argv, .next = 1};
    pair_start(&settings, "mixter");
    for (int option; (option = command_line_option(&line)) != OPTIONS_END;) {
        if (option == OPTIONS_WRONG || !apply(&settings, &line, option))
            return STATUS_USAGE;
    }
    if (!settings_finish(&settings.settings, &line))
        return STATUS_USAGE;
    if (!pair_here(&settings, "mixter", &pair, &status))
        return status;
    if (settings.settings.slice != 0)
        schedule.slice = settings.settings.slice;
    if (settings.settings.guest_count == 1)
        settings.settings.slice = 0;
    settings.settings.engine = mix;
    status = (int)supervise(&settings.settings);
    if (settings.settings.stats)
        print_counts();
    return status;
}
