// mixter prove: that emulating an instruction is executing it.
#ifndef PROVE_H
#define PROVE_H

#include "../command_line.h"

extern const struct command prove_command;

#endif
