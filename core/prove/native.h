// What x86-64 instructions mean, as terms: from the "AMD64 Architecture Programmer's Manual, Volume
// 3" (24594). Memory is elsewhere.
#ifndef NATIVE_H
#define NATIVE_H

#include "term.h"
#include "x86.h"

// Results of the last instruction that set them; 0: undefined.
struct native_flags {
    term carry, zero, sign, overflow; // Boolean
    term less;                        // sign != overflow
};

struct native_processor {
    term registers[X86_REGISTERS]; // of 64 bits
    struct native_flags flags;
};

struct native_memory {
    bool (*read)(void *state, term address, unsigned size, term *value); // of 8 * size bits
    bool (*write)(void *state, term address, unsigned size, term value);
    void *state;
};

// Where execution goes on.
struct native_way {
    term jumps_if; // Boolean, to in->target; 0: goes on with the next instruction
    term target;   // of an indirect jump, of 64 bits; 0: it is none
    term fails;    // Boolean: the processor raises #DE; 0: never
    bool calls;    // the address behind it is on the stack
    term flags;    // of 64 bits, all that were popped; 0: none were
};

// Returns NULL, or what is not understood.
const char *native_step(const struct x86_instruction *in, struct native_processor *processor,
                        const struct native_memory *memory, struct native_way *way);
// The address of an operand in memory.
term native_address(const struct x86_operand *operand, const struct native_processor *processor);

#endif
