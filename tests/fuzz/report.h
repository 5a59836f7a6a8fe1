// What a state does, and where it goes wrong, for people.
#ifndef REPORT_H
#define REPORT_H

#include "worlds.h"

// Finds the first difference of a state that has one, down to the instruction as far as it can be
// found by shorter budgets, and prints it.
void report_difference(FILE *file, struct worlds *worlds, const struct state *state);
// The state as text, with its code disassembled.
void report_state(FILE *file, const struct state *state);

#endif
