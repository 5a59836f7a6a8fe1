// The engines that this level has, by name: emulators of its own, and the machine beneath.
#ifndef ENGINES_H
#define ENGINES_H

#include "../command_line.h"
#include "../machine/context.h"

struct named_engine {
    const char *name;
    const char *summary;
    engine *run;
};

// Emulation first, then what it is compared and mixed with.
struct engine_pair {
    struct named_engine engines[2];
};

// The two that this level mixes if nothing else is said: on the host its two, in a guest the
// interpreter and the switch. False after an error message.
bool engines_default(const char *command, struct machine *machine, struct engine_pair *pair);
// Reads the value of the last option, "NAME,NAME". False after an error message.
bool engines_read(const struct command_line *line, struct machine *machine,
                  struct engine_pair *pair);

#endif
