// Why a guest died, in words: the line of its source, the instruction with the registers and memory
// that it needed and where their values came from, and who called whom.
#ifndef EXPLAIN_H
#define EXPLAIN_H

#include "../machine/lines.h"
#include "process.h"

// "in FUNCTION at FILE:LINE", or "in FUNCTION+0x…" if lines are not known; nothing if neither is.
void explain_place(const struct process *process, uint32_t pc);

// The source text of an instruction, "   31 | text"; false, and nothing, if it is not to be had.
bool explain_source(const struct process *process, uint32_t pc);

// Where the program called the routine of the library in which it has divided by zero or aborted.
uint32_t explain_caller(const struct process *process);

// How many bytes of stack the function has that the process stands in; 0 if that is not known.
uint32_t explain_frame_size(const struct process *process, const char **function);

// The functions that a process stands in at `pc`, as explain_death has it, and those that called
// them, innermost first, each with the place that it is left at. Returns how many, at most `most`.
uint32_t explain_backtrace(const struct process *process, uint32_t pc, struct code_frame *frames,
                           uint32_t most);

// Explains a process that has ended, after the line that says what happened. `pc` is where; it may
// be the call of a routine that the process stands in.
void explain_death(const struct process *process, uint32_t pc);

#endif
