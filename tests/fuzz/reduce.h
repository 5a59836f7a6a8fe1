// Makes states that show a difference as few and as small as they get.
#ifndef REDUCE_H
#define REDUCE_H

#include "chain.h"

// True if they show one when nothing has run before. An engine that dies, or does not come back, is
// a difference, too.
bool chain_differs(const struct chain *chain);
// False if they show none.
bool chain_reduce(struct chain *chain);
// Instructions and other words that are not 0.
uint32_t chain_size(const struct chain *chain);

#endif
