// The guest's side of a unit of translated code: some instructions by the specification, and the
// state that they leave.
#ifndef UNIT_H
#define UNIT_H

#include "../machine/context.h"
#include "../mipster/translation.h"
#include "meaning.h"

enum { UNIT_HI = 32, UNIT_LO };

// The one word of memory that a unit may access.
struct unit_word {
    term address; // of 32 bits, a multiple of 4; 0: it does not
    term value;
    bool is_stored;
};

struct unit_guest {
    term registers[TRANSLATION_REGISTERS];
    term user_local;
    term pc, next_pc;
    struct unit_word word;
    term raises; // Boolean: an instruction does not retire, though it has to
    bool needs_read, needs_write;
};

// Called at the end of each way that execution can take, with what is known there (facts.h).
typedef bool unit_end(void *state, const struct unit_guest *guest);

// The word at pc, if it can be executed.
bool unit_fetch(const struct translation *translation, uint32_t pc, uint32_t *word);
// Executes `count` instructions. False if an instruction is not specified, with the reason, or one
// of the ends says so.
bool unit_execute(const struct translation *translation, const struct unit_guest *start,
                  uint32_t count, unit_end *end, void *state, char *reason, uint32_t reason_size);

// What memory has at the address of an access, before anything has been stored.
term unit_memory(void);

#endif
