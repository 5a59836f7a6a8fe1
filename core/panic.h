// A broken invariant: our own fault, never a user's or a guest's. Says "function: what" and ends.
#ifndef PANIC_H
#define PANIC_H

_Noreturn void panic(const char *what);

#endif
