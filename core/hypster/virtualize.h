// The machine beneath as an engine.
#ifndef VIRTUALIZE_H
#define VIRTUALIZE_H

#include "../machine/context.h"

// Retires exactly `budget` instructions of the context, which is a block of its own page, or fewer
// if an exception comes first. Ends the program if there is no such machine.
engine virtualize;

#endif
