// Where the value of a register came from: the instruction that computed it, if that is certain.
#ifndef ORIGIN_H
#define ORIGIN_H

#include "subject.h"

struct origin {
    uint32_t pc;
    uint32_t word;
};

// The instruction before `pc` that gave a register its value, as nothing else can have. Copies from
// register to register are followed. False if that is not certain.
bool origin_find(const struct subject *subject, uint32_t pc, uint32_t reg, struct origin *origin);
// The same of what the call at `pc` jumps to by a register.
bool origin_of_call(const struct subject *subject, uint32_t pc, uint32_t reg,
                    struct origin *origin);

// The pointer that a load or store uses: its base register. Or what was aligned for it: where there
// are words only a byte is in the word at pointer - pointer % 4, and libraries read words for
// speed.
enum pointer_kind {
    POINTER_PLAIN,
    POINTER_ALIGNED,
    POINTER_WITHIN // the same, but it is lost by how much: 0 to 3
};

struct pointer {
    uint32_t reg;
    uint32_t pc; // where the register holds it
    uint32_t value;
    uint32_t rest; // that alignment has taken away
    enum pointer_kind kind;
};

struct pointer origin_pointer(const struct subject *subject, uint32_t pc, uint32_t word);

#endif
