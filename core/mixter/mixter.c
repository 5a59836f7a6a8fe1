// The policy of mixter: emulate and virtualize by turns. The machine context is handed over
// unchanged, at any instruction.
#include "mixter.h"

#include <inttypes.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include "../environment.h"
#include "chart.h"
#include "mixture.h"

enum { OPTION_CHART = OPTIONS_OF_MIXTURES };

static const struct option_row options_of_mixter[] = {
    {OPTION_CHART, "--chart", NULL, "draw at the end which of the two ran what"},
    {0, NULL, NULL, NULL},
};

struct mixed_run {
    struct mixture mixture;
    unsigned last;      // the engine that ran last
    uint64_t slices[2]; // runs, by engine
    uint64_t instructions[2];
    uint64_t hand_overs;
    struct chart *chart; // NULL: none is asked for
};

static enum exception mix(void *state, struct process *process, uint64_t budget) {
    struct mixed_run *run = state;
    const struct mixture *mixture = &run->mixture;
    const uint32_t *context = process->context;
    for (;;) {
        unsigned which;
        uint64_t before = context_retired(context);
        uint64_t left = schedule_slice(&mixture->schedule, before, &which) - before;
        if (left > budget)
            left = budget;
        run->hand_overs += which != run->last;
        run->slices[which]++;
        run->last = which;
        enum exception exception = process_run(process, mixture->pair.engines[which].run, left);
        uint64_t retired = context_retired(context) - before;
        run->instructions[which] += retired;
        if (run->chart != NULL)
            chart_add(run->chart, which, retired, exception);
        budget -= retired;
        if (exception != EXCEPTION_TIMER || budget == 0)
            return exception;
    }
}

static void print_counts(const struct mixed_run *run) {
    for (unsigned i = 0; i < 2; i++) {
        const struct named_engine *engine = &run->mixture.pair.engines[i];
        fprintf(stderr, "mixter: %" PRIu64 " instructions, %" PRIu64 " runs: %s (%s)\n",
                run->instructions[i], run->slices[i], engine->summary, engine->name);
    }
    fprintf(stderr, "mixter: %" PRIu64 " hand-overs\n", run->hand_overs);
}

static bool add_chart(struct mixed_run *run) {
    if (run->chart == NULL)
        run->chart = chart_create();
    return true;
}

static bool apply(struct pair_settings *settings, struct mixed_run *run,
                  const struct command_line *line, int option) {
    if (option != OPTION_MIX && option != OPTION_SCHEDULE && option != OPTION_CHART)
        return pair_apply(settings, line, option);
    settings_pass_on(&settings->settings, line);
    return option == OPTION_CHART ? add_chart(run) : mixture_apply(&run->mixture, line, option);
}

static void watch_engines(struct engine_pair *pair, const struct observer *observer) {
    for (unsigned i = 0; i < 2; i++)
        pair->engines[i].run = observer->watch(pair->engines[i].run);
}

// Under a debugger, which goes back, all of the tower is run by two engines of the host.
static uint32_t debug(struct pair_settings *pair, struct mixed_run *run) {
    struct settings *settings = &pair->settings;
    if (run->chart != NULL) {
        fprintf(stderr, "%s: --gdb: not together with: --chart\n", settings->command);
        return STATUS_USAGE;
    }
    if (environment_is_machine())
        return environment_debug(settings, 0);
    if (!mixture_finish(&run->mixture, pair))
        return STATUS_USAGE;
    settings->mixture = &run->mixture;
    return environment_debug(settings, (uint32_t)pair->depth);
}

static uint32_t run_mixed(struct pair_settings *pair, struct mixed_run *run,
                          struct command_line *line) {
    struct settings *settings = &pair->settings;
    uint32_t status;
    for (int option; (option = command_line_option(line)) != OPTIONS_END;) {
        if (option == OPTIONS_WRONG || !apply(pair, run, line, option))
            return STATUS_USAGE;
    }
    if (!settings_finish(settings, line))
        return STATUS_USAGE;
    if (settings->gdb != NULL)
        return debug(pair, run);
    if (!settings_observe(settings, (uint32_t)pair->depth))
        return STATUS_USAGE;
    if (!pair_here(pair, "mixter", &run->mixture.pair, &status))
        return status;
    if (settings->slice != 0)
        run->mixture.schedule.slice = settings->slice;
    if (settings->observer != NULL)
        watch_engines(&run->mixture.pair, settings->observer);
    if (settings->guest_count == 1)
        settings->slice = 0;
    settings->driver.runner = mix;
    settings->driver.state = run;
    status = supervise(settings);
    if (settings->stats)
        print_counts(run);
    if (run->chart != NULL)
        chart_print(run->chart, "mixter", &run->mixture.pair);
    return status;
}

static int mixter_main(int argc, char **argv) {
    struct pair_settings pair;
    struct mixed_run run = {.last = 0};
    struct command_line line = {.command = &mixter_command, .argc = argc, .argv = argv, .next = 1};
    pair_start(&pair, "mixter");
    mixture_start(&run.mixture);
    uint32_t status = run_mixed(&pair, &run, &line);
    mixture_end(&run.mixture);
    free(run.chart);
    return settings_end(&pair.settings, status);
}

const struct command mixter_command = {
    .name = "mixter",
    .summary = "run a program by both, alternately",
    .usage = "Usage: mixter [OPTION ...] PROGRAM [ARGUMENT ...]\n"
             "       mixter COMMAND [OPTION ...] ...\n"
             "Runs a MIPS executable, or a .c file, which is compiled first, by emulation and\n"
             "virtualization alternately.\n\n",
    .tables = {mixture_options, options_of_mixter, pair_options, shared_options, observe_options,
               debug_options},
    .more = "\nand the options of mipster but --why (see mipster --help). COMMAND is one of:\n\n",
    .hidden = 3,
    .run = mixter_main};
