// Why a guest died, in words: the source line, the instruction with the registers and memory that
// it used and where their values came from, and the call chain.
#ifndef EXPLAIN_H
#define EXPLAIN_H

#include "subject.h"

// "in FUNCTION at FILE:LINE", or "in FUNCTION+0x…" if lines are not known; nothing if neither is.
void explain_place(const struct subject *subject, uint32_t pc);

// Prints the source text of an instruction, "   31 | text"; false, and nothing, if it cannot be
// read.
bool explain_source(const struct subject *subject, uint32_t pc);

// The address that a load or store that has died was to reach; starc reaches bytes by their words.
uint32_t explain_address(const struct subject *subject);

// Explains how a subject has died, after the line that says what happened. `pc` is where; it may
// be the call of a routine that the subject is in.
void explain_death(const struct subject *subject, uint32_t pc);

#endif
