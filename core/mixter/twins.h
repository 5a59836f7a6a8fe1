// Verification by twins: two processes of this program, one engine each, and a third that finds
// the place if they differ.
#ifndef TWINS_OF_MIXTER_H
#define TWINS_OF_MIXTER_H

#include "verify.h"

// Verifies by twins, or is one of them. False if slices are to be compared in place instead.
bool twins_verify(struct pair_settings *pair, struct verification *verification, uint32_t *status);

#endif
