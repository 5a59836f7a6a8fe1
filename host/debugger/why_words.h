// Parts of the answer, in words.
#ifndef WHY_WORDS_H
#define WHY_WORDS_H

#include "why_story.h"

enum { SENTENCE_BYTES = 768 };

struct sentence {
    char bytes[SENTENCE_BYTES];
    size_t length;
};

void sentence_add(struct sentence *sentence, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void sentence_value(struct sentence *sentence, uint32_t value);
void sentence_place(struct sentence *sentence, const struct code_frame *code);
const char *why_function_name(const struct why_run *run, uint32_t pc);
const char *why_callee_name(const struct why_answer *answer, uint32_t frame);

void sentence_question(struct sentence *sentence, const struct why_answer *answer);
void sentence_event(struct sentence *sentence, const struct why_answer *answer,
                    const struct event *event);
void sentence_origin(struct sentence *sentence, const struct why_answer *answer,
                     const struct why_node *node);
// Where the origin is; pc 0: it is in no code.
uint32_t why_origin_pc(const struct why_answer *answer, const struct why_node *node);

// ---- why_input_words.c ----

// Which byte of which file was read, which argument or variable of the environment it is.
void sentence_input(struct sentence *sentence, const struct why_answer *answer,
                    const struct why_node *node);
void sentence_argument(struct sentence *sentence, struct why_run *run, const struct why_node *node);

#endif
