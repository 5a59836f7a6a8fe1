// The command hypster: runs programs by virtualization.
#ifndef HYPSTER_H
#define HYPSTER_H

#include "../command_line.h"

extern const struct command hypster_command;

#endif
