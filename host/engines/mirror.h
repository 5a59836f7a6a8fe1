// The pages of an engine in another process, as they are known here: only what differs goes there.
#ifndef MIRROR_H
#define MIRROR_H

#include <stdbool.h>
#include <stdint.h>

#include "../../core/machine/frames.h"
#include "remote.h"

enum { MIRROR_TABLE_WORDS = 1024, MIRROR_TABLES = 512 };

struct mirror {
    uint32_t page;
    uint32_t permissions; // 0: it is not mapped
    uint32_t round;       // when it was brought last
    bool is_changed;      // by the engine, since then
    uint32_t words[PAGE_WORDS];
};

struct mirrors {
    struct remote *remote;
    struct mirror **list;
    uint32_t count;
    uint32_t capacity;
    uint32_t *places[MIRROR_TABLES]; // by page: its number in the list, from 1 on
    uint32_t round;
};

// The page of an address below 0x80000000.
struct mirror *mirror_of(struct mirrors *mirrors, uint32_t page);

// Each page is brought, between these two. Then the engine has them and no others. False if it has
// died or refuses (remote.h), as below.
void mirror_begin(struct mirrors *mirrors);
bool mirror_bring(struct mirrors *mirrors, uint32_t page, uint32_t permissions,
                  const uint32_t *words);
bool mirror_finish(struct mirrors *mirrors);
// Takes what the engine has written.
bool mirror_take(struct mirrors *mirrors);

// The engine has no pages: it is a new one.
void mirror_forget(struct mirrors *mirrors);
void mirror_end(struct mirrors *mirrors);

#endif
