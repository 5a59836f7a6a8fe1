// What instructions mean, as terms: written from the Operation sections of "MIPS32 Architecture For
// Programmers, Volume II" and from docs/machine.md where the manual leaves a choice, apart from
// step.h. It serves twice: for the machine that executes the instruction, and for the machine that
// executes the code of the emulator.
#ifndef MEANING_H
#define MEANING_H

#include <stdbool.h>
#include <stdint.h>

#include "../isa/isa.h"
#include "../machine/context.h"
#include "term.h"

struct instruction {
    enum isa_operation operation;
    uint32_t word;  // registers, amounts and codes
    term immediate; // 16 bits, which may be a variable,
    term index;     // 26 bits: of j and jal; the same
};

struct instruction instruction_of(uint32_t word);

struct processor {
    term registers[32]; // the first is 0
    term hi, lo;
    term pc, next_pc;
    term user_local, retired_low;
    term link, link_value;
};

enum transfer { TRANSFER_NONE, TRANSFER_LOAD, TRANSFER_STORE };

// What an instruction does, given a processor before it. What is 0 does not happen.
struct effect {
    bool is_specified; // else nothing is known of it
    bool is_reserved;  // for this word, whatever the row says

    unsigned destination; // register, 0: none
    term value;           // for it, unless it is loaded
    term hi, lo;

    bool is_branch; // or jump; has a delay slot
    bool is_likely; // not taken, it skips the slot
    term taken;     // Boolean
    term target;

    enum transfer transfer;
    term address;
    unsigned alignment; // bytes
    bool sets_link;     // ll
    term stores_if;     // Boolean: sc; 0: always

    term raises; // Boolean
    enum exception exception;
    uint32_t code;
};

// False for rows that nothing is specified of: those of coprocessor 1.
bool meaning_is_known(enum isa_operation operation);
void meaning_of(const struct instruction *instruction, const struct processor *processor,
                struct effect *effect);
// What a load leaves in its register: of the word that holds the address, the register before.
term meaning_loaded(const struct instruction *instruction, term word, term before, term address);
// What a store leaves in the word that holds the address.
term meaning_stored(const struct instruction *instruction, term word, term value, term address);

// Of words: products of 64 bits; quotient and remainder, not by 0.
term meaning_product(term a, term b);
term meaning_signed_product(term a, term b);
term meaning_quotient(term a, term b);
term meaning_remainder(term a, term b);

// Names of the uninterpreted functions: products and quotients of words that are not constant.
#define MEANING_PRODUCT   "mulu64"
#define MEANING_QUOTIENT  "divu32"
#define MEANING_REMAINDER "remu32"

#endif
