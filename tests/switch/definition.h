// The switch once more, straight from docs/machine.md and sharing nothing with core but the layout
// of contexts: recursive, with instructions of its own. For checking the reference.
#ifndef DEFINITION_H
#define DEFINITION_H

#include "../../core/machine/context.h"

engine definition_run;

#endif
