// Source locations, and the text there.
#ifndef SOURCE_H
#define SOURCE_H

#include "lines.h"
#include "subject.h"

// Prints "   31 | text". False, and nothing, if the text cannot be read.
bool source_print(const struct subject *subject, const struct source_line *place);
// Prints `before` and "FILE:LINE"; nothing if the location is not known.
void source_print_place(const char *before, const struct source_line *place);

#endif
