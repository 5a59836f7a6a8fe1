// A mixture: two engines, and the schedule by which they run a guest in turns.
#ifndef MIXTURE_H
#define MIXTURE_H

#include "options.h"
#include "schedule.h"

enum { OPTION_MIX = OPTIONS_OF_PAIRS, OPTION_SCHEDULE, OPTIONS_OF_MIXTURES };

extern const struct option_row mixture_options[];

struct mixture {
    struct engine_pair pair;
    struct schedule schedule;
};

void mixture_start(struct mixture *mixture);
void mixture_end(struct mixture *mixture);
// Applies one of these options. False after an error message.
bool mixture_apply(struct mixture *mixture, const struct command_line *line, int option);
// Takes --slice and the two engines of this level, for one program. False after an error message.
bool mixture_finish(struct mixture *mixture, struct pair_settings *pair);

#endif
