// States that are run one after another, on the same machines: a difference may depend on what
// engines keep.
#ifndef CHAIN_H
#define CHAIN_H

#include "worlds.h"

struct chain {
    struct state *states;
    uint32_t count;
};

// Another one at the end, to be filled.
struct state *chain_add(struct chain *chain);
// What a fuzzer has written, with the variants that it stands for.
void chain_add_bytes(struct chain *chain, const uint8_t *bytes, size_t size);
// Adds those of a file: text, or bytes that a fuzzer has written, with the variants that they stand
// for. False after an error message.
bool chain_load(struct chain *chain, const char *path);
void chain_write(FILE *file, const struct chain *chain);
void chain_remove(struct chain *chain, uint32_t first, uint32_t count);
void chain_end(struct chain *chain);

// True if all are equal; else `at` is the one that differs.
bool chain_run(struct worlds *worlds, const struct chain *chain, uint32_t *at,
               struct difference *difference);

#endif
