// What there is, or is not, at an address that a guest has died of, in words.
#ifndef REGION_H
#define REGION_H

#include "subject.h"

// So near to 0 an address is rather a mistake than far from something.
bool region_is_small(uint32_t address);

// Prints a line: "nothing is there, 24576 bytes behind the end of the heap".
void region_explain(const struct subject *subject, uint32_t address, enum access access);

// Prints a line if a variable of the file begins at `start`: where `address` is, seen from there.
// Else returns false.
bool region_explain_array(const struct subject *subject, uint32_t start, uint32_t address);

// Prints a line if a pointer looks like something else: characters that were written over it.
void region_explain_pointer(uint32_t pointer);

#endif
