// Emulation: the machine, with its switch, as engines. Emulation includes the switch.
#ifndef EMULATE_H
#define EMULATE_H

#include "../machine/context.h"

engine emulate;
// By the engine of this host, where there is one.
engine emulate_translated;
// By the reference, slowly.
engine emulate_by_steps;

// An engine for the machine that is faster than the interpreter, or NULL: host/ has one for some
// hosts, core/guest.c none.
engine *environment_engine(struct machine *machine);
// How much memory it may use for what it makes of code; before it runs.
void environment_code_cache(struct machine *machine, uint32_t size);

#endif
