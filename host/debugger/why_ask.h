// Questions as people ask them: what, and at which place.
#ifndef WHY_ASK_H
#define WHY_ASK_H

#include "why.h"

struct why_text {
    const char *what;  // NULL: what the program died of
    const char *place; // NULL: the end
};

// Goes to the place and finds out what is meant. NULL; or what is wrong with the text, where *text
// is what it is about.
const char *why_ask(struct why_run *run, const struct mixter_stop *end,
                    const struct why_text *asked, struct why_question *question, const char **text);

// ---- why_place.c ----

// The stack pointer that the function at pc was called with.
uint32_t why_frame_end(const struct why_run *run, const struct mixter_registers *registers);

// ---- why_type.c ----

// Where the value of an expression is. NULL, or what is wrong with it.
const char *why_evaluate(struct why_run *run, const struct mixter_registers *registers,
                         const char *text, struct why_question *question);

#endif
