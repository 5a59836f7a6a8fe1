// The ways into translated code and out of it: what the translator's own code does between the
// engine, which is C, and the blocks.
#ifndef PROVE_WAYS_H
#define PROVE_WAYS_H

#include <stdbool.h>
#include <stdint.h>

#include "../mipster/translation.h"

enum { WAYS = 7, WAYS_REASON_SIZE = 160 }; // one in, six out

enum ways_verdict { WAYS_PROVED, WAYS_REFUTED, WAYS_NOT_MODELLED };

// Of all ways together; the reason if they are not proved.
enum ways_verdict ways_prove(const struct translation *translation, char reason[WAYS_REASON_SIZE]);

#endif
