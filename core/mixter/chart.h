// --chart: which engine ran what, drawn as text.
#ifndef CHART_H
#define CHART_H

#include "engines.h"

// One run of an engine: how many instructions it retired, and what ended it.
void chart_add(unsigned engine, uint64_t retired, enum exception exception);

// Draws all of them on standard error, from the beginning to the end on 80 columns.
void chart_print(const char *command, const struct engine_pair *pair);

#endif
