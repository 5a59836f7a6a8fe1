// Inside shadows (shadow.h): shadow.c says which there are, shadow_derive.c what of them derives
// from which frame, and drops it; shadow_fill.c fills their page tables.
#ifndef SHADOWS_H
#define SHADOWS_H

#include "machine.h"
#include "shadow.h"

enum { REGION_SIZE = PAGE_SIZE * PAGE_WORDS };

// One table of a shadow's page table. Every mapping in it is linked with all others to the same
// frame: its number in these lists is that of the table times 1024, plus index, plus 1.
struct table {
    uint32_t number;
    uint32_t index;  // in the directory
    uint32_t frame;  // ours; 0 if it belongs to a root, whose page table is the real one
    uint32_t filled; // mappings
    struct use use;  // where the guest's table is
    struct table *next;
    struct links *links; // of its mappings; NULL for a root
};

struct links {
    uint32_t next[PAGE_WORDS];
    uint32_t previous[PAGE_WORDS];
};

// A page that is to be mapped.
struct wanted {
    struct shadow *shadow;
    uint32_t address;
    enum access access;
};

// Of a machine.
struct shadows {
    struct machine *machine;
    struct frame_map links; // struct frame_links
    struct table **tables;  // by number
    uint32_t table_count;
    uint32_t table_capacity;
    struct table *free_tables;
    struct shadow **buckets; // by the hash of parent and address
    uint32_t bucket_count;   // a power of 2; 0 before the first
    uint32_t hashed_count;
    struct shadow *newest;
    struct shadow *oldest;
    uint32_t shadow_count;
    struct shadow *free_shadows;
    uint32_t **contexts; // by level, of the shadow that is running
    uint32_t context_count;
    struct wanted *waiting; // pages that wait for pages of their parents, which are mapped first
    uint32_t waiting_capacity;
    bool invalidated;
    unsigned client;
};

// What is known of a frame.
struct frame_links {
    struct use *uses; // the first
    uint32_t mapping; // the first
};

static inline struct frame_links *links_of(struct shadows *shadows, uint32_t frame) {
    return frame_map_at(&shadows->links, frame);
}

static inline uint32_t *words_of(const struct shadows *shadows, uint32_t frame) {
    return frame_words(shadows->machine, frame);
}

static inline bool is_root(const struct shadow *shadow) {
    return shadow->parent == NULL;
}

// True if the shadow is the ancestor or one of its descendants.
static inline bool is_within(const struct shadow *shadow, const struct shadow *ancestor) {
    while (shadow->level > ancestor->level)
        shadow = shadow->parent;
    return shadow == ancestor;
}

// ---- shadow.c ----

// NULL if there is no room, because all shadows are running.
struct table *shadow_new_table(struct shadows *shadows);
void shadow_start_use(struct use *use, struct shadow *shadow, enum support support);

// ---- shadow_derive.c ----

// Of frames.h: drops what derives from a part of a frame.
bool shadow_drop(void *state, uint32_t frame, uint32_t offset, uint32_t size);
// Forgets the mappings of a shadow, or those of its descendants, too.
void shadow_forget_mappings(struct shadows *shadows, struct shadow *shadow);
void shadow_forget(struct shadows *shadows, struct shadow *ancestor);
void shadow_link_use(struct shadows *shadows, struct use *use, uint32_t frame);
void shadow_remove_use(struct shadows *shadows, struct use *use);
// False if the invariant does not permit that the use is of this frame.
bool shadow_set_use(struct shadows *shadows, struct use *use, uint32_t frame);
// The permissions with which a shadow may map the frame.
uint32_t shadow_allowed(struct shadows *shadows, const struct shadow *shadow, uint32_t frame,
                        uint32_t permissions);
void shadow_set_entry(struct shadows *shadows, struct table *table, uint32_t index, uint32_t frame,
                      uint32_t permissions);

#endif
