// The command mixter step: a page of source, instructions and registers at the terminal, and keys
// that go forward and back.
#ifndef STEP_H
#define STEP_H

#include "command_line.h"

extern const struct command step_command;

#endif
