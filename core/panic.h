// What a command cannot go on after. In libmixter, both end the call with an error instead.
#ifndef PANIC_H
#define PANIC_H

// A broken invariant: a bug of ours, never a user's or a guest's. Prints "function: what" and
// exits.
_Noreturn void panic(const char *what);
// The system has no more memory for this program. Prints that and exits.
_Noreturn void out_of_memory(void);

#endif
