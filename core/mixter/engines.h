// The engines of this level, by name: its own emulators, and the machine beneath.
#ifndef ENGINES_H
#define ENGINES_H

#include "../command_line.h"
#include "../machine/context.h"

struct named_engine {
    const char *name;
    const char *summary;
    engine *run;
};

// Two engines that are mixed or compared; emulation comes first.
struct engine_pair {
    struct named_engine engines[2];
};

// The default: on the host interpreter and translator, in a guest interpreter and switch. False
// after an error message.
bool engines_default(const char *command, struct machine *machine, struct engine_pair *pair);
// Reads the value of the last option, "NAME,NAME". False after an error message.
bool engines_read(const struct command_line *line, struct machine *machine,
                  struct engine_pair *pair);

// Only the first, to be compared with an engine of others: the last option's value, "NAME", or the
// interpreter if `line` is NULL. False after an error message.
bool engines_read_first(const struct command_line *line, struct machine *machine,
                        struct engine_pair *pair);

#endif
