// Makes a state that shows a difference as small as it gets.
#ifndef REDUCE_H
#define REDUCE_H

#include "state.h"

// True if it shows one when nothing has run before.
bool state_differs(const struct state *state);
// False if it shows none. An engine that dies is a difference, too: then each attempt is made in
// a process of its own.
bool state_reduce(struct state *state);
// Instructions and other words that are not 0.
uint32_t state_size(const struct state *state);

#endif
