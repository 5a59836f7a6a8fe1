#include "engines.h"

#include <stdio.h>
#include <string.h>

#include "../environment.h"
#include "../hypster/virtualize.h"
#include "../mipster/emulate.h"

enum { NAME_SIZE = 8 };

static const struct named_engine interpreter = {"interp", "emulation by the interpreter", emulate};
static const struct named_engine reference = {"step", "emulation by the reference",
                                              emulate_by_steps};
static const struct named_engine translator = {"jit", "emulation by the translator",
                                               emulate_translated};
static const struct named_engine beneath = {"switch", "virtualization by the machine beneath",
                                            virtualize};

static const struct named_engine *find(const char *name, struct machine *machine) {
    if (strcmp(name, interpreter.name) == 0)
        return &interpreter;
    if (strcmp(name, reference.name) == 0)
        return &reference;
    if (strcmp(name, translator.name) == 0)
        return environment_engine(machine) != NULL ? &translator : NULL;
    return strcmp(name, beneath.name) == 0 && environment_is_machine() ? &beneath : NULL;
}

bool engines_default(const char *command, struct machine *machine, struct engine_pair *pair) {
    pair->engines[0] = interpreter;
    pair->engines[1] = environment_is_machine() ? beneath : translator;
    if (environment_is_machine() || environment_engine(machine) != NULL)
        return true;
    fprintf(stderr,
            "%s: --depth 0: this host has no translator, so only one engine (--engines step,interp "
            "takes the reference as another)\n",
            command);
    return false;
}

bool engines_read(const struct command_line *line, struct machine *machine,
                  struct engine_pair *pair) {
    char first[NAME_SIZE] = "";
    const char *comma = strchr(line->value, ',');
    if (comma != NULL && comma - line->value < NAME_SIZE)
        memcpy(first, line->value, (size_t)(comma - line->value));
    const struct named_engine *engines[2] = {find(first, machine),
                                             comma == NULL ? NULL : find(comma + 1, machine)};
    if (engines[0] == NULL || engines[1] == NULL || engines[0] == engines[1]) {
        command_line_bad_value(line, environment_is_machine()
                                         ? "two of interp, step, switch, such as interp,switch"
                                         : "two of interp, jit, step, such as interp,jit");
        return false;
    }
    pair->engines[0] = *engines[0];
    pair->engines[1] = *engines[1];
    return true;
}

bool engines_read_first(const struct command_line *line, struct machine *machine,
                        struct engine_pair *pair) {
    const struct named_engine *engine = line == NULL ? &interpreter : find(line->value, machine);
    if (engine == NULL) {
        command_line_bad_value(line, "one of interp, jit, step where there is --with");
        return false;
    }
    pair->engines[0] = *engine;
    return true;
}
