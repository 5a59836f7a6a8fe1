// Proof obligations as files of SMT-LIB 2, for any solver of QF_AUFBV.
#ifndef OBLIGATION_H
#define OBLIGATION_H

#include "term.h"

// Questions about one thing, which go into one file. Each is whether some assertions can hold at
// once.
struct obligations {
    struct query *queries;
    uint32_t count;
    uint32_t capacity;
};

// Notes a question. `expected`, "unsat" or "sat", and the label, a word, are what the solver prints
// before its answer.
void obligation_add(struct obligations *all, const char *label, const char *expected,
                    const term *assertions, uint32_t count);
// Writes all of them, and forgets them. Lemmas about the products and quotients that occur are
// added, unless `with_lemmas` is false. False if the file cannot be written.
bool obligations_write(struct obligations *all, const char *path, const char *comment,
                       bool with_lemmas);

#endif
