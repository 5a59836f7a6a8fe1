// A state of the machine, a budget, and the state that the reference leaves. As text it is an
// object of JSON (docs/engines.md). A vector (vector.h) is a small one.
#ifndef STATE_H
#define STATE_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "../../core/machine/context.h"
#include "../../core/machine/frames.h"
#include "vector.h"

enum { STATE_PAGES = 16, STATE_WRONG = 160 };

struct state_page {
    uint32_t address;
    uint32_t permissions; // enum access
    uint32_t words[PAGE_WORDS];
    uint32_t left[PAGE_WORDS]; // the words afterwards
    bool is_left;              // they are said; else those of before
};

struct state {
    uint32_t budget;
    uint32_t subset;  // enum isa_subset
    bool is_complete; // `after` is said
    uint32_t before[CONTEXT_WORDS];
    uint32_t after[CONTEXT_WORDS];
    uint32_t count;
    struct state_page pages[STATE_PAGES];
};

// No pages, and all words 0.
void state_clear(struct state *state);
// A new page of zeros. NULL if there are too many, or it is there already.
struct state_page *state_add_page(struct state *state, uint32_t address, uint32_t permissions);

// Code and data at the places that vectors have.
bool state_is_usual(const struct state *state);
void state_write(FILE *file, const struct state *state);

void state_of_vector(struct state *state, const struct vector *vector);
// The same back. False if there are other pages, or more words.
bool state_to_vector(const struct state *state, struct vector *vector);

// Where they are read from.
struct state_input {
    FILE *file;
    unsigned line; // where the last one has started
    unsigned next; // lines that have ended so far
    char *text;    // the last one
    size_t capacity;
    char wrong[STATE_WRONG]; // empty, or what is wrong with it, with the line
};

// False at the end, or if something is wrong.
bool state_read(struct state_input *input, struct state *state);
void state_input_end(struct state_input *input);

// Assembles lines for an address. Returns how many words there are, or -1 and what is wrong.
enum { ASSEMBLY_WRONG = 128 };
int state_assemble(const char *lines, uint32_t address, uint32_t words[PAGE_WORDS],
                   char wrong[ASSEMBLY_WRONG]);

#endif
