// Verification with an engine of others (host/engines), slice by slice in place.
#ifndef WITH_H
#define WITH_H

#include "verify.h"

// Makes the pair of one of our engines and that one. False after an error message.
bool with_open(struct pair_settings *pair, struct verification *verification);
// Verifies a program, or runs a directory of a whole run again. Returns the exit status.
uint32_t with_verify(struct pair_settings *pair, struct verification *verification);

#endif
