// mixter prove: that emulating an instruction is executing it.
#ifndef PROVE_H
#define PROVE_H

#include "../command_line.h"

extern const struct command prove_command;

// Makes the folder for obligations unless it is there. False after an error message.
bool prove_make_folder(const char *path);

#endif
