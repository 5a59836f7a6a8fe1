// --chart: which engine ran what, drawn as text.
#ifndef CHART_H
#define CHART_H

#include "engines.h"

enum { CHART_COLUMNS = 60, CHART_BINS = 32 * CHART_COLUMNS };

// What the kernel has served.
enum { SYSTEM_CALLS, PAGE_FAULTS, SERVICES };

struct chart_bin {
    uint64_t retired[2]; // by engine
    uint32_t served[SERVICES];
};

struct chart {
    struct chart_bin bins[CHART_BINS];
    uint64_t width; // of a bin, in instructions: a power of two
    uint64_t total;
};

// NULL if there is no memory.
struct chart *chart_create(void);

// One run of an engine: how many instructions it retired, and what ended it.
void chart_add(struct chart *chart, unsigned engine, uint64_t retired, enum exception exception);

// Draws all of them on standard error, from the beginning to the end on 80 columns.
void chart_print(const struct chart *chart, const char *command, const struct engine_pair *pair);

#endif
