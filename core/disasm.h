// The command mixter disasm: the executable segments of a program, as objdump -d prints them.
#ifndef DISASM_H
#define DISASM_H

#include "command_line.h"

extern const struct command disasm_command;

#endif
