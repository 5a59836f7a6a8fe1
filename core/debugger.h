// The command mixter debug: runs a program under gdb, forward and back.
#ifndef DEBUGGER_COMMAND_H
#define DEBUGGER_COMMAND_H

#include "command_line.h"

extern const struct command debug_command;

#endif
