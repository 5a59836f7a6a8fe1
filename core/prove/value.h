// Values of terms: every variable, function and page gets one, pseudo-random or chosen. Products
// and quotients are what they are called.
#ifndef VALUE_H
#define VALUE_H

#include "term.h"

// The next number; the state is not 0.
uint64_t random_next(uint64_t *state);
// Words as they matter: few bits, all bits, near a power of two, or any.
uint64_t random_word(uint64_t *state);

// New values for all names, of which none is chosen.
void value_start(uint64_t seed);
// The name has to stay where it is until the next start.
void value_choose(const char *name, uint64_t value);
uint64_t value_of(term t);
uint64_t value_of_select(term array, uint64_t index);

#endif
