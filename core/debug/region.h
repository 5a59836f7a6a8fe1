// Describes what is at the address whose access killed a guest.
#ifndef REGION_H
#define REGION_H

#include "subject.h"

// Addresses below this are taken for null pointers plus an offset.
bool region_is_small(uint32_t address);

// Prints a line: "nothing is there, 24576 bytes past the end of the heap".
void region_explain(const struct subject *subject, uint32_t address, enum access access);

// Prints a line if a variable of the file begins at `start`: where `address` is, seen from there.
// Else returns false.
bool region_explain_array(const struct subject *subject, uint32_t start, uint32_t address);

// Prints a line if a pointer looks as if text had been written over it.
void region_explain_pointer(uint32_t pointer);

#endif
