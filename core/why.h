// The command mixter why: where a value came from.
#ifndef WHY_COMMAND_H
#define WHY_COMMAND_H

#include "command_line.h"

extern const struct command why_command;

#endif
