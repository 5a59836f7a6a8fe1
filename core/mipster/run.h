// The emulator as an engine.
#ifndef RUN_H
#define RUN_H

#include "../machine/context.h"

// Retires exactly `budget` instructions of the context, or fewer if an exception comes first.
engine run;

#endif
