// Numbers of system calls: CALL_read and so on.
#ifndef CALLS_H
#define CALLS_H

enum {
#define CALL(number, name, effect, signature, handler) CALL_##name = number,
#include "calls.def"
#undef CALL
};

#endif
