// Call chains.
#ifndef BACKTRACE_H
#define BACKTRACE_H

#include "lines.h"
#include "subject.h"

// What the first instructions of a function, up to a pc, have done to the stack.
struct layout {
    uint32_t pc;
    const char *function;  // NULL: not known
    uint32_t size;         // of its frame, so far
    uint32_t pointer;      // the register that points to it; 0: the stack pointer
    bool saves_return;     // in the frame,
    uint32_t saved_at[32]; // there; the same of other registers
    uint32_t saved;        // bits: these
    uint32_t changed;
};

// The most recent layouts: a recursion needs the same ones again and again.
enum { LAYOUTS = 8 };

struct stack_frame {
    uint32_t pc;
    uint32_t pointer; // stack pointer now,
    uint32_t caller;  // and when it was called
    uint32_t return_address;
    bool saves_return;
    bool is_left; // it has called another function
    const char *function;
    const struct layout *layout; // of its stack; NULL: not known
    uint32_t registers[32];
    struct layout layouts[LAYOUTS];
    uint32_t known_registers; // bits: those that still hold what they held in this frame
};

// The frame that the subject is in.
struct stack_frame backtrace_innermost(const struct subject *subject);

// Finds the function, the caller's stack pointer and the return address. False if the function is
// not known.
bool backtrace_unwind(const struct subject *subject, struct stack_frame *frame);
// From a frame that has been unwound to the one that called it. For web/api.c as well.
void backtrace_leave(const struct subject *subject, struct stack_frame *frame);
// True if there can be a call at an address.
bool backtrace_is_call(const struct subject *subject, uint32_t pc);

struct call_trace { // what is printed of the calls
    uint32_t count;
    uint32_t repeated; // the last one, how often more
    uint32_t skipped;  // after the most that are printed
    struct code_frame last;
    bool has_line;   // a location has been reported by its line,
    bool has_source; // and the text of one has been shown
    bool is_done;
};

// Prints the call chain, starting at `pc`: where the subject is, or a call, if it is in library
// routines below that. If it has jumped to an address without code, the chain starts at $ra.
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
