// Emulation: the machine, with its switch, as engines. Whoever emulates provides the switch too.
#ifndef EMULATE_H
#define EMULATE_H

#include "../machine/context.h"

engine emulate;
// By the reference, slowly.
engine emulate_by_steps;

#endif
