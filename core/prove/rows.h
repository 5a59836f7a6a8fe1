// Words that stand for all words of a row: its registers in the ways that can coincide.
#ifndef ROWS_H
#define ROWS_H

#include "meaning.h"

enum { ROW_WORDS_MAX = 40000 };

// The words for a row, their number returned. Immediates and targets are 0 in them: they may have
// any value. `all_registers`: every combination, instead of the ways in which they can coincide.
uint32_t row_words(enum isa_operation operation, bool all_registers, uint32_t *words);
// With variables for the immediate or target that the row has.
struct instruction row_instruction(uint32_t word);
// The word that is fetched then.
term instruction_word(const struct instruction *in);

#endif
