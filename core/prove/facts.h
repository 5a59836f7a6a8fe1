// What is known where execution has got to, because of the ways that branches took: conditions that
// hold, words that are constant. Terms are rewritten by that.
#ifndef FACTS_H
#define FACTS_H

#include "term.h"

void facts_know(term condition, bool value);
// All conditions that were told and not forgotten, in one.
term facts_condition(void);
// What came to be known since a mark is forgotten.
uint32_t facts_mark(void);
void facts_forget(uint32_t mark);
// The term, given what is known.
term facts_under(term t);
// True if the claim is false, given what is known, whatever values the fields of few bits have
// that it chooses by; of at most so many.
bool facts_exclude(term claim, unsigned fields);

#endif
