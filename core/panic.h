// A broken invariant: a bug of ours, never a user's or a guest's. Prints "function: what" and
// exits.
#ifndef PANIC_H
#define PANIC_H

_Noreturn void panic(const char *what);

#endif
