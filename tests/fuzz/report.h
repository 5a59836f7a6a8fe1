// Tells of a difference.
#ifndef REPORT_H
#define REPORT_H

#include <stdio.h>

#include "chain.h"

// Runs the chain again, on new machines, up to the state that differs, finds the shortest budget
// with which it still does, and prints the last instructions and what differs after them.
void report_difference(FILE *file, const struct chain *chain);

#endif
