// The commands that mix emulation and virtualization of one guest, and that compare the two.
#ifndef MIXTER_H
#define MIXTER_H

#include "../command_line.h"

extern const struct command mixter_command;
extern const struct command verify_command;
extern const struct command replay_command;

#endif
