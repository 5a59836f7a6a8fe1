// Memory that cannot be done without. If the system has none, the functions end in out_of_memory
// (panic.h) before anything has changed.
#ifndef MEMORY_H
#define MEMORY_H

#include <stddef.h>
#include <stdint.h>

void *memory_new(size_t size); // zeroed
void *memory_resize(void *old, size_t size);
char *memory_text(const char *text); // a copy
// Doubles an array of `*capacity` elements, or makes a first one.
void *memory_larger(void *array, uint32_t *capacity, size_t element_size);

#endif
