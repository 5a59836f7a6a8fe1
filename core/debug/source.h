// Places in source text, and the text there.
#ifndef SOURCE_H
#define SOURCE_H

#include "lines.h"
#include "subject.h"

// Prints "   31 | text". False, and nothing, if the text is not to be had.
bool source_print(const struct subject *subject, const struct source_line *place);
// Prints "FILE:LINE", after a text; nothing if the place is not known.
void source_print_place(const char *before, const struct source_line *place);

#endif
