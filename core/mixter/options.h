// Options of the commands that use two engines: which engines, and on which level.
#ifndef OPTIONS_H
#define OPTIONS_H

#include "../kernel/supervise.h"
#include "engines.h"

extern const struct option_row pair_options[];

enum { OPTION_ENGINES = OPTIONS_SHARED, OPTION_DEPTH, OPTION_WITH, OPTIONS_OF_PAIRS };

// Of commands that compare: the second engine may be one of others.
extern const struct option_row with_options[];

struct pair_settings {
    struct settings settings;
    struct loader loader;
    struct command_line engines; // as --engines was read; no value if it was not
    uint64_t depth;
    bool depth_given;
    const char *with; // the engine of others, as --with names it; NULL: none
};

void pair_start(struct pair_settings *pair, const char *command);
// Applies one of the options that are shared by these commands. False after an error message.
bool pair_apply(struct pair_settings *pair, const struct command_line *line, int option);
// The two engines of this level. False after an error message.
bool pair_engines(struct pair_settings *pair, struct engine_pair *engines);
// True, and the two engines filled in, if this is the level that has to use them; otherwise *status
// is the exit status, of the tower that did, or after an error message.
bool pair_here(struct pair_settings *pair, const char *name, struct engine_pair *engines,
               uint32_t *status);

#endif
