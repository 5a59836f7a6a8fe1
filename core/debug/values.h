// The values of a function's variables, in C notation.
#ifndef VALUES_H
#define VALUES_H

#include "backtrace.h"

// Prints "  n = 5, list = NULL, text = 0x00404050 "abc"" for the variables of a frame that has been
// unwound, as far as they are known.
void values_print(const struct subject *subject, const struct stack_frame *frame);

#endif
