// Words of a context by name, as vectors and the protocol have them: r1 to r31, pc, hi, f0, ...
#ifndef WORDS_H
#define WORDS_H

#include <stddef.h>
#include <stdint.h>

#include "../../core/machine/context.h"

enum { WORD_NAME_SIZE = 12 };

// NULL if the word has no such name: $zero, what belongs to the supervisor, what is reserved.
const char *word_name(uint32_t word, char text[WORD_NAME_SIZE]);
// CONTEXT_WORDS if there is no word of this name.
uint32_t word_number(const char *name, size_t length);

#endif
