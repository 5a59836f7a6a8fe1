#include "memory.h"

#include <stdlib.h>
#include <string.h>

#include "panic.h"

enum { FIRST_SIZE = 1024, FIRST_LEAST = 4 }; // bytes, elements

void *memory_new(size_t size) {
    void *memory = calloc(1, size);
    if (memory == NULL)
        out_of_memory();
    return memory;
}

void *memory_resize(void *old, size_t size) {
    void *memory = realloc(old, size);
    if (memory == NULL)
        out_of_memory();
    return memory;
}

char *memory_text(const char *text) {
    return strcpy(memory_new(strlen(text) + 1), text);
}

void *memory_larger(void *array, uint32_t *capacity, size_t element_size) {
    uint32_t first = (uint32_t)(FIRST_SIZE / element_size);
    uint32_t larger = *capacity != 0 ? 2 * *capacity : first < FIRST_LEAST ? FIRST_LEAST : first;
    void *memory = memory_resize(array, larger * element_size);
    *capacity = larger;
    return memory;
}
