// For tests of the switch: a context of level 0 with some pages of memory, in which it keeps guests
// that keep guests. Everything in these pages is in terms of addresses, so that a scene can be
// copied to other frames and be run there by another implementation.
#ifndef SCENE_H
#define SCENE_H

#include <stdbool.h>
#include <stdint.h>

#include "../../core/machine/context.h"

enum { SCENE_PAGES = 40, LEVELS_MAX = 5, ALL = ACCESS_READ + ACCESS_WRITE + ACCESS_EXECUTE };

struct scene {
    uint32_t *context; // of level 0
    uint32_t context_frame;
    uint32_t frames[SCENE_PAGES];
    uint32_t permissions[SCENE_PAGES]; // in the page table of level 0
};

// Where a page of the scene is in the address space of a level, if it is mapped there.
uint32_t scene_address(uint32_t level, uint32_t page);

// The machine of the test.
extern struct machine *machine;
void scene_start(void);

void scene_create(struct scene *scene);
void scene_destroy(struct scene *scene);
// Memory, registers, and what is mapped.
void scene_copy(struct scene *to, const struct scene *from);
// True if they differ; says where.
bool scene_differs(const struct scene *left, const struct scene *right, char *where, uint32_t size);

uint32_t *scene_words(const struct scene *scene, uint32_t page);
void scene_store(struct scene *scene, uint32_t page, uint32_t index, uint32_t word);

// What the kernel of level 0 can do at any time: permissions 0 unmaps, the page stays.
void scene_map(struct scene *scene, uint32_t page, uint32_t permissions);
// Gives the page another frame.
void scene_move(struct scene *scene, uint32_t page);
// The page that an address of level 0 is in, or SCENE_PAGES.
uint32_t scene_page(uint32_t address);

#endif
