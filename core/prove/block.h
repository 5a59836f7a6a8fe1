// A block of translated code: the instructions that it was made of, whatever state it is entered
// in. What it has to do is said in docs/proof.md.
#ifndef PROVE_BLOCK_H
#define PROVE_BLOCK_H

#include "../mipster/translation.h"
#include "replay.h"
#include "term.h"

enum block_verdict { BLOCK_PROVED, BLOCK_REFUTED, BLOCK_NOT_MODELLED };

enum { BLOCK_REASON_SIZE = 400 };

struct block_proof {
    const struct translation *translation;
    // Is asked whether the claim can hold, which rewriting has not decided: expected are "unsat",
    // and "sat" that there is a state in which a unit is executed to its end.
    void (*ask)(void *state, const char *label, const char *expected, term claim);
    void *state;
    uint64_t units, obligations;    // so far
    uint64_t asked;                 // of them
    char reason[BLOCK_REASON_SIZE]; // why the last block is not proved
    struct replay *replay;          // the state in which it is wrong; pc 0: it has none
};

// What is left to solvers, if anything, has been asked; a block is proved if their answers are
// those expected. A block that is refuted has a state, in `reason`, in which it is wrong.
enum block_verdict block_prove(struct block_proof *proof, const struct translated_block *block);
// Between two blocks: drops all terms.
void block_forget_terms(void);

#endif
