// Verification by twins: two processes of this program, one engine each, and a third that finds
// the place if they differ.
#ifndef TWINS_OF_MIXTER_H
#define TWINS_OF_MIXTER_H

#include "verify.h"

// Verifies by twins, or is one of them. False if slices are to be compared in place instead.
bool twins_verify(struct pair_settings *pair, struct verification *verification, uint32_t *status);

// After a difference in place has left the directory of a slice: if that shows nothing in a new
// process, it gets the whole run.
void twins_try_slice(struct pair_settings *pair, struct verification *verification);

#endif
