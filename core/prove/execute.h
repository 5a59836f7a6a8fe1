// Executes the emulator's code on terms: every path from a call of step() to its return, as
// instructions of the machine that the code is for. Where a branch depends on the guest, both ways
// are followed. Nothing here needs a solver: ways that no guest can take are followed too.
#ifndef EXECUTE_H
#define EXECUTE_H

#include "guest.h"

enum { MEMORY_WORDS = 8192, STACK_SIZE = 0x10000 };

// The emulator as a program that has come to the call of a function: constants.
struct emulator {
    void *state;
    bool (*read)(void *state, uint32_t address, uint32_t *word); // of its memory
    uint32_t registers[32];
    uint32_t hi, lo;
    uint32_t entry;       // pc
    uint32_t context;     // address, of the guest of step()
    uint32_t and_routine; // of the library, address of __and; 0: there is none
    struct guest_frames frames;
    bool stores_anywhere; // not only to its stack, the context and the guest's pages
};

// Words that the code has stored, by address.
struct memory {
    uint32_t addresses[MEMORY_WORDS]; // 0: empty
    term words[MEMORY_WORDS];
    uint32_t count;
};

// One way through the code, up to an instruction.
struct path {
    const struct emulator *emulator;
    term registers[32];
    term hi, lo;
    uint32_t pc, next_pc;
    struct memory memory;
    term pages[2]; // P1, P2
    term *conditions;
    uint32_t condition_count;
    uint32_t steps;
};

// Follows all paths from a state, that of the emulator and what `start` changes in it; `finish` is
// called at the end of each. False, with a reason, if the code does what it must not, or what is
// not understood.
struct execution {
    void (*start)(void *state, struct path *path);
    bool (*finish)(void *state, const struct path *path);
    void *state;
    uint32_t paths;
    uint64_t steps;
    char wrong[160];
};

bool execute_paths(const struct emulator *emulator, struct execution *execution);

void path_set_word(struct path *path, uint32_t address, term word);
// What a word of memory is at the end of a path.
term path_word(const struct path *path, uint32_t address);
// What has to be true of the emulator's own registers at the end: callee-saved ones are unchanged.
term path_keeps_registers(const struct path *path);

#endif
