// For unit tests: a machine, and contexts with their own page tables and pages
// mapped by hand.
#ifndef WORLD_H
#define WORLD_H

#include <stdint.h>

enum {
    CODE = 0x00400000,  // two pages of code, readable and executable
    DATA = 0x00500000,  // two pages, readable and writable
    MIXED = 0x00600000, // one page, readable, writable and executable
    WINDOW = 0x00700000 // the first page of CODE once more, readable and writable
};

struct world {
    uint32_t *context;
    uint32_t code[2]; // frames
    uint32_t data[2];
    uint32_t mixed;
};

// The machine of the test.
extern struct machine *machine;
void world_start(void);

struct world world_create(void);
void world_destroy(struct world *world);
// Makes `to` what `from` is: all of the context but its page table, and every page.
void world_copy(struct world *to, const struct world *from);
// The name of the first difference, or NULL; *where is its index.
const char *world_difference(const struct world *left, const struct world *right, uint32_t *where);
void world_store(struct world *world, uint32_t frame, uint32_t index, uint32_t word);

#endif
