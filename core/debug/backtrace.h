// Who called whom.
#ifndef BACKTRACE_H
#define BACKTRACE_H

#include "lines.h"
#include "subject.h"

struct stack_frame {
    uint32_t pc;
    uint32_t pointer; // stack pointer now,
    uint32_t caller;  // and when it was called
    uint32_t return_address;
    bool saves_return;
    const char *function;
};

// Finds the function, the caller's stack pointer and the return address. False if the function is
// not known.
bool backtrace_unwind(const struct subject *subject, struct stack_frame *frame);
// What is kept of one subject says nothing of another.
void backtrace_forget(void);
// True if there can be a call at an address.
bool backtrace_is_call(const struct subject *subject, uint32_t pc);

struct call_trace { // what is printed of the calls
    uint32_t count;
    uint32_t repeated; // the last one, how often more
    uint32_t skipped;  // after the most that are printed
    struct code_frame last;
    bool has_line;   // a place has been told by its line,
    bool has_source; // and the text of one has been shown
    bool is_done;
};

// Prints who called, from `pc` out: where the subject is, or a call below which it is in routines
// that are not told. If it jumped to nowhere, $ra says where from.
void backtrace_print(const struct subject *subject, uint32_t pc, struct call_trace *trace);

// The functions that the subject is in at `pc` and those that called them, innermost first, each
// with the place that it is left at. Returns how many, at most `most`.
uint32_t backtrace_frames(const struct subject *subject, uint32_t pc, struct code_frame *frames,
                          uint32_t most);

// Where the program called the routine of the library in which it has divided by zero or aborted.
uint32_t backtrace_caller(const struct subject *subject);

// How many bytes of stack the function has that the subject is in; 0 if that is not known.
uint32_t backtrace_frame_size(const struct subject *subject, const char **function);

#endif
