// The command mipster: runs a program by emulation.
#ifndef MIPSTER_H
#define MIPSTER_H

#include "command_line.h"

extern const struct command mipster_command;

#endif
