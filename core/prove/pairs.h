// mixter prove --engines: what the fast interpreter does is what the reference does, and one step
// of the cached switch is one step of its definition. Both are code of the emulator: they are
// executed on one state, one after the other (stand.h), and leave the same.
#ifndef PROVE_PAIRS_H
#define PROVE_PAIRS_H

#include <stdbool.h>

#include "../machine/image.h"

struct pairs {
    const char *directory; // for questions
    const char *row;       // only this; NULL: all
    const char *program;   // for messages
    const struct image *image;
    const char *what; // run, switch-1, switch-2, or all
};

bool pairs_are_known(const char *what);

// Returns the exit status.
int prove_pairs(const struct pairs *pairs);

#endif
