#include "shadow.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "../environment.h"
#include "../memory.h"
#include "machine.h"
#include "page_table.h"

enum { FIRST_BUCKETS = 1024, REGION_SIZE = PAGE_SIZE * PAGE_WORDS };
enum { NOWHERE = 1 }; // no address of a block

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

// The pages to map next; finally, the faulting one.
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

static struct frame_links *links_of(struct shadows *shadows, uint32_t frame) {
    return frame_map_at(&shadows->links, frame);
}

static uint32_t *words_of(const struct shadows *shadows, uint32_t frame) {
    return frame_words(shadows->machine, frame);
}

bool shadow_invalidated(struct machine *machine) {
    struct shadows *shadows = machine->shadows;
    bool was = shadows->invalidated;
    shadows->invalidated = false;
    return was;
}

static bool is_root(const struct shadow *shadow) {
    return shadow->parent == NULL;
}

// True if the shadow is the ancestor or one of its descendants.
static bool is_within(const struct shadow *shadow, const struct shadow *ancestor) {
    while (shadow->level > ancestor->level)
        shadow = shadow->parent;
    return shadow == ancestor;
}

static bool is_below(const struct shadow *shadow, const struct shadow *ancestor) {
    return shadow != ancestor && is_within(shadow, ancestor);
}

// ---- mappings ----

static struct table *table_of_mapping(const struct shadows *shadows, uint32_t mapping) {
    return shadows->tables[(mapping - 1) / PAGE_WORDS];
}

static void link_mapping(struct shadows *shadows, struct table *table, uint32_t index,
                         uint32_t frame) {
    uint32_t mapping = table->number * PAGE_WORDS + index + 1;
    uint32_t *head = &links_of(shadows, frame)->mapping;
    table->links->next[index] = *head;
    table->links->previous[index] = 0;
    if (*head != 0)
        table_of_mapping(shadows, *head)->links->previous[(*head - 1) % PAGE_WORDS] = mapping;
    *head = mapping;
    table->filled++;
}

static void unlink_mapping(struct shadows *shadows, struct table *table, uint32_t index,
                           uint32_t frame) {
    uint32_t next = table->links->next[index];
    uint32_t previous = table->links->previous[index];
    if (previous == 0)
        links_of(shadows, frame)->mapping = next;
    else
        table_of_mapping(shadows, previous)->links->next[(previous - 1) % PAGE_WORDS] = next;
    if (next != 0)
        table_of_mapping(shadows, next)->links->previous[(next - 1) % PAGE_WORDS] = previous;
    table->filled--;
}

// Returns the frame that was mapped, or 0.
static uint32_t clear_entry(struct shadows *shadows, struct table *table, uint32_t index) {
    uint32_t frame = page_start(words_of(shadows, table->frame)[index]);
    if (frame == 0)
        return 0;
    frame_store(shadows->machine, table->frame, index, 0);
    unlink_mapping(shadows, table, index, frame);
    if (table->use.shadow->running)
        shadows->invalidated = true;
    return frame;
}

// ---- supports ----

static void remove_use(struct shadows *shadows, struct use *use) {
    if (use->frame == 0)
        return;
    if (use->previous == NULL)
        links_of(shadows, use->frame)->uses = use->next;
    else
        use->previous->next = use->next;
    if (use->next != NULL)
        use->next->previous = use->previous;
    use->frame = 0;
    if (use->shadow->running)
        shadows->invalidated = true;
}

static bool is_derived(const struct use *use) {
    return use->support == SUPPORT_DIRECTORY || use->support == SUPPORT_TABLE;
}

static void link_use(struct shadows *shadows, struct use *use, uint32_t frame) {
    struct use **head = &links_of(shadows, frame)->uses;
    use->frame = frame;
    use->previous = NULL;
    use->next = *head;
    if (*head != NULL)
        (*head)->previous = use;
    *head = use;
    if (is_derived(use))
        frame_derive(shadows->machine, shadows->client, frame);
}

// ---- dropping ----

static void release_table(struct shadows *shadows, struct table *table) {
    struct shadow *shadow = table->use.shadow;
    struct table **link = &shadow->tables;
    while (*link != table)
        link = &(*link)->next;
    *link = table->next;
    remove_use(shadows, &table->use);
    if (table->frame == 0) {
        free(table);
        return;
    }
    frame_store(shadows->machine, shadow->directory, table->index, 0);
    table->next = shadows->free_tables;
    shadows->free_tables = table;
}

static void clear_table(struct shadows *shadows, struct table *table) {
    for (uint32_t i = 0; i < PAGE_WORDS && table->filled > 0; i++)
        clear_entry(shadows, table, i);
}

static void forget_mappings(struct shadows *shadows, struct shadow *shadow) {
    if (!is_root(shadow))
        frame_changes(shadows->machine, shadow->directory, 0, PAGE_SIZE); // at once is faster
    while (shadow->tables != NULL) {
        clear_table(shadows, shadow->tables);
        release_table(shadows, shadow->tables);
    }
    remove_use(shadows, &shadow->directory_use);
}

// Forgets all mappings of a shadow and its descendants.
static void forget_within(struct shadows *shadows, struct shadow *ancestor) {
    if (ancestor->children == 0) {
        forget_mappings(shadows, ancestor);
        return;
    }
    for (struct shadow *shadow = shadows->newest; shadow != NULL; shadow = shadow->older) {
        if (is_within(shadow, ancestor))
            forget_mappings(shadows, shadow);
    }
}

// The shadow loses its mappings of the frame, and its descendants theirs, with their tables and
// blocks in it.
static void drop_below(struct shadows *shadows, struct shadow *ancestor, uint32_t frame) {
    struct frame_links *links = links_of(shadows, frame);
    for (uint32_t mapping = links->mapping; mapping != 0;) {
        struct table *table = table_of_mapping(shadows, mapping);
        uint32_t index = (mapping - 1) % PAGE_WORDS;
        mapping = table->links->next[index];
        if (is_below(table->use.shadow, ancestor))
            clear_entry(shadows, table, index);
    }
    for (struct use *use = links->uses; use != NULL;) {
        if (!is_below(use->shadow, ancestor)) {
            use = use->next;
            continue;
        }
        if (is_derived(use))
            forget_within(shadows, use->shadow);
        else
            remove_use(shadows, use);
        use = links->uses;
    }
}

static void drop_entry(struct shadows *shadows, struct table *table, uint32_t index) {
    uint32_t frame = clear_entry(shadows, table, index);
    if (frame != 0)
        drop_below(shadows, table->use.shadow, frame);
}

// Words [first, end) of the frame are about to change. True if the use itself is gone.
static bool change_root(struct shadows *shadows, struct use *use, uint32_t first, uint32_t end) {
    struct shadow *root = use->shadow;
    for (uint32_t i = first; i < end; i++) {
        uint32_t entry = words_of(shadows, use->frame)[i];
        if (use->support == SUPPORT_TABLE && entry % 8 != 0) {
            drop_below(shadows, root, page_start(entry));
        } else if (use->support == SUPPORT_DIRECTORY && entry % 2 != 0) {
            forget_within(shadows, root);
            while (root->tables != NULL)
                release_table(shadows, root->tables);
            remove_use(shadows, use);
            return true;
        }
    }
    return false;
}

// The same. True if something was dropped, which may be the use itself.
static bool change_shadow(struct shadows *shadows, struct use *use, uint32_t first, uint32_t end) {
    if (use->support == SUPPORT_DIRECTORY) {
        for (struct table *table = use->shadow->tables; table != NULL; table = table->next) {
            if (table->index < first || table->index >= end)
                continue;
            for (uint32_t i = 0; i < PAGE_WORDS && table->filled > 0; i++)
                drop_entry(shadows, table, i);
            release_table(shadows, table);
            return true;
        }
        return false;
    }
    bool lost = false;
    for (uint32_t i = first; i < end && use->table->filled > 0; i++) {
        if (words_of(shadows, use->table->frame)[i] != 0) {
            drop_entry(shadows, use->table, i);
            lost = true;
        }
    }
    if (use->table->filled > 0)
        return lost;
    release_table(shadows, use->table);
    return true;
}

// frames.h: the rule. Only valid entries are ever mapped, so that filling an empty entry drops
// nothing.
static bool drop(void *state, uint32_t frame, uint32_t offset, uint32_t size) {
    struct shadows *shadows = state;
    uint32_t first = offset / 4;
    uint32_t end = (offset + size + 3) / 4;
    bool kept = false;
    for (struct use *use = links_of(shadows, frame)->uses; use != NULL;) {
        bool lost = false;
        if (is_derived(use))
            lost = is_root(use->shadow) ? change_root(shadows, use, first, end)
                                        : change_shadow(shadows, use, first, end);
        kept = !lost && (kept || is_derived(use));
        use = lost ? links_of(shadows, frame)->uses : use->next;
    }
    return !kept;
}

// ---- adding, by the invariant ----

static bool supports(const struct shadow *shadow, uint32_t frame) {
    const struct table *table = shadow->tables;
    while (table != NULL && table->use.frame != frame)
        table = table->next;
    return table != NULL || shadow->directory_use.frame == frame ||
           shadow->code_use.frame == frame || shadow->block_use.frame == frame;
}

// Unmaps a frame that becomes a support.
static bool add_use(struct shadows *shadows, struct use *use, uint32_t frame) {
    struct frame_links *links = links_of(shadows, frame);
    for (uint32_t mapping = links->mapping; mapping != 0;) {
        struct table *table = table_of_mapping(shadows, mapping);
        uint32_t index = (mapping - 1) % PAGE_WORDS;
        mapping = table->links->next[index];
        if (!is_within(table->use.shadow, use->shadow))
            continue;
        if (use->support == SUPPORT_CODE &&
            !page_table_allows(words_of(shadows, table->frame)[index], ACCESS_WRITE))
            continue;
        drop_entry(shadows, table, index);
        mapping = links->mapping;
    }
    // A block changes with every step: nothing else of the same shadow may be in its page.
    const struct shadow *shadow = use->shadow;
    if (use->support == SUPPORT_BLOCK ? supports(shadow, frame) : shadow->block_use.frame == frame)
        return false;
    link_use(shadows, use, frame);
    return true;
}

// The permissions with which a shadow may map the frame.
static uint32_t allowed(struct shadows *shadows, const struct shadow *shadow, uint32_t frame,
                        uint32_t permissions) {
    for (const struct use *use = links_of(shadows, frame)->uses; use != NULL; use = use->next) {
        if (!is_within(shadow, use->shadow))
            continue;
        if (use->support != SUPPORT_CODE)
            return 0;
        if (page_table_allows(permissions, ACCESS_WRITE))
            permissions -= ACCESS_WRITE;
    }
    return permissions;
}

static void set_entry(struct shadows *shadows, struct table *table, uint32_t index, uint32_t frame,
                      uint32_t permissions) {
    uint32_t old = page_start(words_of(shadows, table->frame)[index]);
    if (old != 0 && old != frame) {
        drop_entry(shadows, table, index);
        old = 0;
    }
    frame_store(shadows->machine, table->frame, index, frame + permissions);
    if (old == 0)
        link_mapping(shadows, table, index, frame);
    switch_count(&shadows->machine->run, table->use.shadow->level)->mappings++;
}

// ---- room ----

// By the high bits of a multiplicative hash: the low ones of blocks at regular distances collide.
static struct shadow **bucket_of(const struct shadows *shadows, const struct shadow *parent,
                                 uint32_t address) {
    uint32_t key = address / (CONTEXT_WORDS * 4);
    if (parent != NULL)
        key += parent->directory / PAGE_SIZE * 0x9e3779b1u;
    key *= 0x9e3779b1u;
    return &shadows->buckets[(uint64_t)key * shadows->bucket_count >> 32];
}

static void link_bucket(struct shadows *shadows, struct shadow *shadow) {
    struct shadow **bucket = bucket_of(shadows, shadow->parent, shadow->address);
    shadow->bucket_next = *bucket;
    *bucket = shadow;
}

// Keeps at least as many buckets as shadows.
static void grow_buckets(struct shadows *shadows) {
    struct shadow **old = shadows->buckets;
    uint32_t old_count = shadows->bucket_count;
    if (shadows->hashed_count < shadows->bucket_count)
        return;
    uint32_t count = old_count == 0 ? FIRST_BUCKETS : 2 * old_count;
    shadows->buckets = memory_new(count * sizeof(struct shadow *));
    shadows->bucket_count = count;
    for (uint32_t i = 0; i < old_count; i++) {
        for (struct shadow *shadow = old[i], *next; shadow != NULL; shadow = next) {
            next = shadow->bucket_next;
            link_bucket(shadows, shadow);
        }
    }
    free(old);
}

static void unlink_shadow(struct shadows *shadows, struct shadow *shadow) {
    *(shadow->newer != NULL ? &shadow->newer->older : &shadows->newest) = shadow->older;
    *(shadow->older != NULL ? &shadow->older->newer : &shadows->oldest) = shadow->newer;
}

static void link_newest(struct shadows *shadows, struct shadow *shadow) {
    shadow->newer = NULL;
    shadow->older = shadows->newest;
    *(shadows->newest != NULL ? &shadows->newest->newer : &shadows->oldest) = shadow;
    shadows->newest = shadow;
}

static void release_shadow(struct shadows *shadows, struct shadow *shadow) {
    struct shadow **link = bucket_of(shadows, shadow->parent, shadow->address);
    while (*link != shadow)
        link = &(*link)->bucket_next;
    *link = shadow->bucket_next;
    shadows->hashed_count--;
    shadow->parent->children--;
    forget_mappings(shadows, shadow);
    remove_use(shadows, &shadow->block_use);
    remove_use(shadows, &shadow->code_use);
    unlink_shadow(shadows, shadow);
    shadow->address = NOWHERE;
    shadow->bucket_next = shadows->free_shadows;
    shadows->free_shadows = shadow;
    shadows->shadow_count--;
}

// Releases a shadow that has not been used since it was last examined, and its descendants. False
// if all are running.
static bool make_room(struct shadows *shadows) {
    struct shadow *victim = shadows->oldest;
    for (uint32_t looks = 0; victim != NULL && (victim->running || victim->used); looks++) {
        if (looks > 2 * shadows->shadow_count)
            return false;
        victim->used = false;
        unlink_shadow(shadows, victim);
        link_newest(shadows, victim);
        victim = shadows->oldest;
    }
    if (victim == NULL)
        return false;
    for (struct shadow *shadow = shadows->newest, *older; victim->children > 0; shadow = older) {
        older = shadow->older;
        if (shadow != victim && is_within(shadow, victim))
            release_shadow(shadows, shadow);
    }
    release_shadow(shadows, victim);
    return true;
}

// The limit for shadows or tables, by the memory of the machine: each takes a few times as much as
// a frame, and a guest has some frames itself.
static uint32_t most(const struct shadows *shadows, uint32_t maximum) {
    enum { LEAST = 4096 };
    uint32_t share =
        frame_limit(shadows->machine) / 4 > LEAST ? frame_limit(shadows->machine) / 4 : LEAST;
    return share < maximum ? share : maximum;
}

static void number_table(struct shadows *shadows, struct table *table) {
    if (shadows->table_count == shadows->table_capacity)
        shadows->tables =
            memory_larger(shadows->tables, &shadows->table_capacity, sizeof(struct table *));
    table->number = shadows->table_count;
    shadows->tables[shadows->table_count++] = table;
}

// NULL if there is no room, because all shadows are running.
static struct table *new_table(struct shadows *shadows) {
    do {
        struct table *table = shadows->free_tables;
        if (table != NULL) {
            shadows->free_tables = table->next;
            return table;
        }
        table = shadows->table_count < most(shadows, SHADOW_TABLES_MAX) ? calloc(1, sizeof *table)
                                                                        : NULL;
        struct links *links = table == NULL ? NULL : calloc(1, sizeof *links);
        uint32_t frame = links == NULL ? 0 : environment_new_frame(shadows->machine->arena);
        if (frame != 0) {
            table->frame = frame;
            table->links = links;
            number_table(shadows, table);
            return table;
        }
        free(links);
        free(table);
    } while (make_room(shadows));
    return NULL;
}

static struct shadow *new_shadow(struct shadows *shadows) {
    do {
        struct shadow *shadow = shadows->free_shadows;
        if (shadow != NULL) {
            shadows->free_shadows = shadow->bucket_next;
            return shadow;
        }
        shadow =
            shadows->shadow_count < most(shadows, SHADOWS_MAX) ? calloc(1, sizeof *shadow) : NULL;
        uint32_t frame = shadow == NULL ? 0 : environment_new_frame(shadows->machine->arena);
        if (frame != 0) {
            shadow->directory = frame;
            return shadow;
        }
        free(shadow);
    } while (make_room(shadows));
    return NULL;
}

// ---- shadows ----

static void start_use(struct use *use, struct shadow *shadow, enum support support) {
    use->frame = 0;
    use->support = support;
    use->shadow = shadow;
}

static uint32_t *context_of_level(struct shadows *shadows, uint32_t level) {
    while (shadows->context_count <= level) {
        uint32_t count = shadows->context_count + 1;
        shadows->contexts = memory_resize(shadows->contexts, count * sizeof *shadows->contexts);
        shadows->contexts[count - 1] = memory_new(CONTEXT_WORDS * 4);
        shadows->context_count = count;
    }
    return shadows->contexts[level];
}

static void start_shadow(struct shadows *shadows, struct shadow *shadow, struct shadow *parent,
                         uint32_t address) {
    shadow->parent = parent;
    shadow->address = address;
    shadow->level = parent == NULL ? 0 : parent->level + 1;
    shadow->running = false;
    shadow->changed = false;
    if (parent != NULL)
        shadow->context = context_of_level(shadows, shadow->level);
    start_use(&shadow->directory_use, shadow, SUPPORT_DIRECTORY);
    start_use(&shadow->block_use, shadow, SUPPORT_BLOCK);
    start_use(&shadow->code_use, shadow, SUPPORT_CODE);
    shadow->children = 0;
    shadow->last_child = shadow->successor = NULL;
    if (parent != NULL)
        parent->children++;
    grow_buckets(shadows);
    link_bucket(shadows, shadow);
    shadows->hashed_count++;
}

static bool is_child(const struct shadow *shadow, const struct shadow *parent, uint32_t address) {
    return shadow->address == address && shadow->parent == parent;
}

static struct shadow *find(const struct shadows *shadows, const struct shadow *parent,
                           uint32_t address) {
    if (shadows->bucket_count == 0)
        return NULL;
    struct shadow *shadow = *bucket_of(shadows, parent, address);
    while (shadow != NULL && !is_child(shadow, parent, address))
        shadow = shadow->bucket_next;
    return shadow;
}

// ---- beginning and end ----

static void free_tables(struct table *table) {
    for (struct table *next; table != NULL; table = next) {
        next = table->next;
        free(table->links);
        free(table);
    }
}

static void free_shadows(struct shadow *shadow) {
    for (struct shadow *next; shadow != NULL; shadow = next) {
        next = shadow->bucket_next;
        free_tables(shadow->tables);
        free(shadow);
    }
}

static void end(void *state) {
    struct shadows *shadows = state;
    for (uint32_t i = 0; i < shadows->bucket_count; i++)
        free_shadows(shadows->buckets[i]);
    free_shadows(shadows->free_shadows);
    free_tables(shadows->free_tables);
    for (uint32_t i = 0; i < shadows->context_count; i++)
        free(shadows->contexts[i]);
    free(shadows->contexts);
    frame_map_free(&shadows->links);
    free(shadows->tables);
    free(shadows->buckets);
    free(shadows->waiting);
    free(shadows);
}

static struct shadows *shadows_of(struct machine *machine) {
    static const struct frame_client client = {drop, NULL, end};
    struct shadows *shadows = machine->shadows;
    if (shadows != NULL)
        return shadows;
    shadows = machine->shadows = memory_new(sizeof *shadows);
    shadows->machine = machine;
    shadows->links.size = sizeof(struct frame_links);
    shadows->client = frame_register(machine, &client, shadows);
    return shadows;
}

struct shadow *shadow_root(struct machine *machine, uint32_t *context) {
    struct shadows *shadows = shadows_of(machine);
    uint32_t directory = context[CONTEXT_PAGE_TABLE];
    struct shadow *root = find(shadows, NULL, directory);
    if (root == NULL) {
        root = memory_new(sizeof *root);
        root->directory = directory;
        start_shadow(shadows, root, NULL, directory);
    }
    root->context = context;
    return root;
}

// Guests mostly take turns in the same order.
static struct shadow *find_child(const struct shadows *shadows, struct shadow *parent,
                                 uint32_t address) {
    struct shadow *last = parent->last_child;
    struct shadow *shadow = last == NULL ? NULL : last->successor;
    if (shadow == NULL || !is_child(shadow, parent, address))
        shadow = find(shadows, parent, address);
    if (shadow != NULL && last != NULL && last->successor != shadow)
        last->successor = shadow;
    parent->last_child = shadow;
    return shadow;
}

struct shadow *shadow_child(struct machine *machine, struct shadow *parent, uint32_t address) {
    struct shadows *shadows = machine->shadows;
    struct shadow *shadow = find_child(shadows, parent, address);
    if (shadow == NULL) {
        shadow = new_shadow(shadows);
        if (shadow == NULL)
            return NULL;
        start_shadow(shadows, shadow, parent, address);
        shadows->shadow_count++;
        link_newest(shadows, shadow);
    }
    shadow->used = true;
    return shadow;
}

void shadow_set_directory(struct machine *machine, struct shadow *shadow,
                          uint32_t guest_directory) {
    if (shadow->guest_directory == guest_directory)
        return;
    forget_within(machine->shadows, shadow);
    shadow->guest_directory = guest_directory;
}

static bool set_use(struct shadows *shadows, struct use *use, uint32_t frame) {
    if (use->frame == frame)
        return true;
    remove_use(shadows, use);
    return add_use(shadows, use, frame);
}

bool shadow_set_block(struct machine *machine, struct shadow *shadow, uint32_t frame) {
    return set_use(machine->shadows, &shadow->block_use, frame);
}

bool shadow_set_code(struct machine *machine, struct shadow *shadow, uint32_t frame) {
    return set_use(machine->shadows, &shadow->code_use, frame);
}

// ---- filling ----

static struct table *find_table(const struct shadow *shadow, uint32_t index) {
    struct table *table = shadow->tables;
    while (table != NULL && table->index != index)
        table = table->next;
    return table;
}

static void add_table(struct shadow *shadow, struct table *table, uint32_t index) {
    table->index = index;
    table->next = shadow->tables;
    shadow->tables = table;
    start_use(&table->use, shadow, SUPPORT_TABLE);
    table->use.table = table;
}

// What is derived from a mapping of a root derives from its page table.
static void derive_from_root(struct shadows *shadows, struct shadow *root, uint32_t address) {
    uint32_t frame;
    uint32_t index = address / REGION_SIZE;
    if (root->directory_use.frame == 0)
        link_use(shadows, &root->directory_use, root->directory);
    if (find_table(root, index) != NULL)
        return;
    struct table *table = memory_new(sizeof *table);
    add_table(root, table, index);
    page_table_entry(shadows->machine, root->directory, address, &frame);
    link_use(shadows, &table->use, frame);
}

uint32_t shadow_entry(const struct machine *machine, const struct shadow *shadow,
                      uint32_t address) {
    uint32_t table;
    return page_table_entry(machine, shadow->directory, address, &table);
}

uint32_t shadow_frame(const struct machine *machine, const struct shadow *shadow, uint32_t address,
                      enum access access) {
    uint32_t entry = shadow_entry(machine, shadow, address);
    return page_table_allows(entry, access) ? page_start(entry) : 0;
}

enum progress { MAPPED, NEEDS, FAULT, STEP };

// Finds the frame of an address of the parent, or makes it the page to map first.
static enum progress below(struct shadows *shadows, struct wanted *wanted, uint32_t address,
                           enum access access, uint32_t *frame) {
    struct shadow *parent = wanted->shadow->parent;
    if (address > USER_LIMIT)
        return STEP;
    *frame = shadow_frame(shadows->machine, parent, address, access);
    if (*frame != 0) {
        if (is_root(parent))
            derive_from_root(shadows, parent, address);
        return MAPPED;
    }
    wanted->shadow = parent;
    wanted->address = address;
    wanted->access = access;
    return is_root(parent) ? FAULT : NEEDS;
}

// The page to map, the state of that, and the table of the shadow's page table that it belongs to.
struct filling {
    struct shadows *shadows;
    struct wanted *wanted;
    enum progress progress;
    struct table *table;
};

static enum progress find_directory(struct shadows *shadows, struct shadow *shadow,
                                    uint32_t frame) {
    if (shadow->directory_use.frame != frame)
        forget_within(shadows, shadow);
    return set_use(shadows, &shadow->directory_use, frame) ? MAPPED : STEP;
}

static enum progress reach_table(struct shadows *shadows, struct shadow *shadow, uint32_t index,
                                 uint32_t frame, struct table **found) {
    struct table *table = find_table(shadow, index);
    if (table != NULL && table->use.frame != frame) {
        forget_within(shadows, shadow);
        return NEEDS; // the directory, again
    }
    if (table == NULL) {
        table = new_table(shadows);
        if (table == NULL)
            return STEP;
        add_table(shadow, table, index);
        frame_store(shadows->machine, shadow->directory, index, table->frame + ACCESS_READ);
    }
    *found = table;
    return set_use(shadows, &table->use, frame) ? MAPPED : STEP;
}

// Reads a word of the guest's page table in the memory of its supervisor; page_table_reader.
static bool read_entry(void *from, enum page_table_part part, uint32_t address, uint32_t *entry) {
    struct filling *filling = from;
    struct shadows *shadows = filling->shadows;
    struct shadow *shadow = filling->wanted->shadow;
    uint32_t index = filling->wanted->address / REGION_SIZE;
    uint32_t frame;
    filling->progress = below(shadows, filling->wanted, address, ACCESS_READ, &frame);
    if (filling->progress != MAPPED)
        return false;
    filling->progress = part == PAGE_DIRECTORY
                            ? find_directory(shadows, shadow, frame)
                            : reach_table(shadows, shadow, index, frame, &filling->table);
    *entry = words_of(shadows, frame)[address / 4 % PAGE_WORDS];
    return filling->progress == MAPPED;
}

// Maps the page, or finds the page that has to be mapped first.
static enum progress fill(struct shadows *shadows, struct wanted *wanted) {
    struct shadow *shadow = wanted->shadow;
    uint32_t address = wanted->address;
    enum access access = wanted->access;
    struct filling filling = {shadows, wanted, MAPPED, NULL};
    uint32_t entry;
    uint32_t frame;
    switch (
        page_table_walk(read_entry, &filling, shadow->guest_directory, address, access, &entry)) {
    case WALK_STOPPED: return filling.progress;
    case WALK_FAULT: return FAULT;
    case WALK_FOUND: break;
    }
    uint32_t page = page_start(entry);
    enum progress progress =
        below(shadows, wanted, page + address % PAGE_SIZE, page_table_access_below(access), &frame);
    if (progress != MAPPED)
        return progress;
    // A guest is never allowed more than its parent; execution is a read.
    uint32_t permissions = entry % 8;
    uint32_t parents = shadow_entry(shadows->machine, shadow->parent, page);
    if (!page_table_allows(parents, ACCESS_READ))
        permissions = permissions / ACCESS_WRITE % 2 * ACCESS_WRITE;
    if (!page_table_allows(parents, ACCESS_WRITE) && page_table_allows(permissions, ACCESS_WRITE))
        permissions -= ACCESS_WRITE;
    permissions = allowed(shadows, shadow, frame, permissions);
    if (!page_table_allows(permissions, access))
        return STEP;
    set_entry(shadows, filling.table, address / PAGE_SIZE % PAGE_WORDS, frame, permissions);
    return MAPPED;
}

static void wait_for(struct shadows *shadows, const struct wanted *wanted, uint32_t count) {
    if (count == shadows->waiting_capacity)
        shadows->waiting =
            memory_larger(shadows->waiting, &shadows->waiting_capacity, sizeof *shadows->waiting);
    shadows->waiting[count] = *wanted;
}

enum shadow_result shadow_reach(struct machine *machine, struct shadow *shadow, uint32_t address,
                                enum access access, struct shadow_fault *fault) {
    struct shadows *shadows = machine->shadows;
    struct wanted wanted = {shadow, address, access};
    uint32_t count = 0;
    if (shadow_frame(machine, shadow, address, access) != 0)
        return SHADOW_DONE;
    wait_for(shadows, &wanted, count++);
    while (count > 0) {
        wanted = shadows->waiting[count - 1];
        enum progress progress = is_root(wanted.shadow) ? FAULT : fill(shadows, &wanted);
        if (shadows->invalidated || progress == STEP)
            return SHADOW_STEP;
        if (progress == FAULT) {
            fault->shadow = wanted.shadow;
            fault->address = wanted.address;
            fault->access = wanted.access;
            return SHADOW_FAULT;
        }
        if (progress == NEEDS)
            wait_for(shadows, &wanted, count++);
        else
            count--;
    }
    return SHADOW_DONE;
}
