// Programs of thousands of instructions whose control and data depend on each other, and that
// always end: as states for our engines, and as executables for others.
#ifndef LONG_H
#define LONG_H

#include "mutate.h"

void state_make_long(struct state *state, struct chance *chance);
// An executable that does the same and then writes LONG_RECORD words, registers and so on, and all
// plain pages to its standard output. False if it cannot be written.
enum { LONG_RECORD = 34 }; // registers 0 to 31, of which some are 0; hi, lo
bool long_write_executable(const char *path, const struct state *state);
// What it has to write.
bool long_write_expected(const char *path, const struct state *state, const uint32_t *context,
                         const uint32_t *const pages[PLAIN_PAGES]);

#endif
