#include "mixture.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "../memory.h"

enum { DEFAULT_SLICE = 100000, DEFAULT_PERCENT = 50 };

const struct option_row mixture_options[] = {
    {OPTION_MIX, "--mix", "PERCENT", "so much of it by emulation (default 50)"},
    {OPTION_SCHEDULE, "--schedule", "SCHEDULE",
     "random:SEED, after --slice on average, or at:N,N,..."},
    {0, NULL, NULL, NULL},
};

void mixture_start(struct mixture *mixture) {
    memset(mixture, 0, sizeof *mixture);
    mixture->schedule.slice = DEFAULT_SLICE;
    mixture->schedule.percent = DEFAULT_PERCENT;
}

void mixture_end(struct mixture *mixture) {
    free(mixture->schedule.hand_overs);
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

bool mixture_apply(struct mixture *mixture, const struct command_line *line, int option) {
    return option == OPTION_MIX ? read_percent(&mixture->schedule, line)
                                : read_schedule(&mixture->schedule, line);
}

bool mixture_finish(struct mixture *mixture, struct pair_settings *pair) {
    if (pair->settings.slice != 0)
        mixture->schedule.slice = pair->settings.slice;
    pair->settings.slice = 0;
    return pair_engines(pair, &mixture->pair);
}
