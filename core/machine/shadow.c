// The shadows that there are: found by parent and address, made as long as there is room, released
// when they have not been used for a while.
#include "shadows.h"

#include <stddef.h>
#include <stdlib.h>

#include "../environment.h"
#include "../memory.h"

enum { FIRST_BUCKETS = 1024 };
enum { NOWHERE = 1 }; // no address of a block

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
    shadow_forget_mappings(shadows, shadow);
    shadow_remove_use(shadows, &shadow->block_use);
    shadow_remove_use(shadows, &shadow->code_use);
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

struct table *shadow_new_table(struct shadows *shadows) {
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

void shadow_start_use(struct use *use, struct shadow *shadow, enum support support) {
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
    shadow_start_use(&shadow->directory_use, shadow, SUPPORT_DIRECTORY);
    shadow_start_use(&shadow->block_use, shadow, SUPPORT_BLOCK);
    shadow_start_use(&shadow->code_use, shadow, SUPPORT_CODE);
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
    static const struct frame_client client = {shadow_drop, NULL, end};
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
    shadow_forget(machine->shadows, shadow);
    shadow->guest_directory = guest_directory;
}
