// Locates a difference of twins by runs from the beginning, each engine on a machine of its own
// that has never been anywhere else: for what does not differ any more once memory has been put
// back. Slow, but nothing is disturbed.
#ifndef AGAIN_H
#define AGAIN_H

#include "../kernel/supervise.h"
#include "locate.h"

// The program of a process, on a machine of its own; system calls come from the recording. NULL if
// there is no memory.
struct process *again_start(const struct process *process, const struct settings *settings,
                            struct recording *recording);
void again_end(struct process *process); // and of its machine

// Both are equal after `from` instructions, and not after `budget` more. False if they are.
bool again_locate(const struct process *process, const struct settings *settings,
                  const struct engine_pair *pair, uint64_t from, uint64_t budget,
                  struct difference *difference);

#endif
