#include "options.h"

#include <stddef.h>

#include "../environment.h"
#include "../hypster/virtualize.h"
#include "../mipster/emulate.h"

const struct option_row pair_options[] = {
    {OPTION_ENGINES, "--engines", "A,B", "which two engines (default interp,switch)"},
    {OPTION_DEPTH, "--depth", "N", "on which level: 0 the host, 1 (default), ..."},
    {0, NULL, NULL, NULL},
};

const struct option_row with_options[] = {
    {OPTION_WITH, "--with", "OTHER", "not two of ours: an engine of others, docs/engines.md"},
    {0, NULL, NULL, NULL},
};

void pair_start(struct pair_settings *pair, const char *command) {
    pair->loader = (struct loader){.command = command};
    settings_start(&pair->settings, &pair->loader, emulate);
    pair->engines.value = NULL;
    pair->depth = 1;
    pair->depth_given = false;
    pair->with = NULL;
}

bool pair_apply(struct pair_settings *pair, const struct command_line *line, int option) {
    if (option == OPTION_ENGINES) {
        // Checked on the level that uses them, which knows what engines there are.
        pair->engines = *line;
        settings_pass_on(&pair->settings, line);
        return true;
    }
    if (option == OPTION_WITH) {
        pair->with = line->value;
        if (line->value[0] == 0)
            command_line_bad_value(line, "a shared library, a command or the name of an adapter");
        return line->value[0] != 0;
    }
    if (option != OPTION_DEPTH)
        return settings_apply(&pair->settings, line, option);
    pair->depth_given = true;
    return command_line_range(line, &pair->depth, 0, TOWER_DEPTH_MAX);
}

bool pair_engines(struct pair_settings *pair, struct engine_pair *engines) {
    struct machine *machine = settings_machine(&pair->settings);
    if (machine == NULL)
        return false;
    return pair->engines.value != NULL ? engines_read(&pair->engines, machine, engines)
                                       : engines_default(pair->settings.command, machine, engines);
}

bool pair_here(struct pair_settings *pair, const char *name, struct engine_pair *engines,
               uint32_t *status) {
    uint32_t depth = (uint32_t)pair->depth;
    if (!environment_is_machine() && depth > 0) {
        *status = tower_boot(&pair->settings, name, emulate, depth);
        return false;
    }
    if (depth > 1) {
        *status = tower_boot(&pair->settings, name, virtualize, depth - 1);
        return false;
    }
    *status = STATUS_USAGE;
    return pair_engines(pair, engines);
}
