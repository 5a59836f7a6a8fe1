// The state that proofs of the emulator start from. A guest of the machine makes it: one context,
// its page tables, and a call of step() that is about to be made. It is the same program that is
// proved.
#ifndef STAND_H
#define STAND_H

#include <stdint.h>

// The function that calls step(), by its name in the symbol table: execution stops there.
#define STAND_CALL "prove_stand_call"

// Never returns to anything that matters.
int prove_stand(void);

#endif
