#include "shadow.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "../environment.h"
#include "../panic.h"
#include "frames.h"
#include "page_table.h"
#include "switch.h"

enum { FIRST_BUCKETS = 1024, REGION_SIZE = PAGE_SIZE * PAGE_WORDS };

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

static struct use *uses[FRAME_COUNT];  // by frame number
static uint32_t mappings[FRAME_COUNT]; // by frame number: the first
static struct table **tables;          // by number
static uint32_t table_count;
static uint32_t table_capacity;
static struct table *free_tables;

static struct shadow **buckets; // by the hash of parent and address
static uint32_t bucket_count;   // a power of 2; 0 before the first
static uint32_t hashed_count;
static struct shadow *newest;
static struct shadow *oldest;
static uint32_t shadow_count;
static struct shadow *free_shadows;

static bool disturbed;
static unsigned holder;
static bool registered;

bool shadow_disturbed(void) {
    bool was = disturbed;
    disturbed = false;
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

static struct table *table_of_mapping(uint32_t mapping) {
    return tables[(mapping - 1) / PAGE_WORDS];
}

static void link_mapping(struct table *table, uint32_t index, uint32_t frame) {
    uint32_t mapping = table->number * PAGE_WORDS + index + 1;
    uint32_t *head = &mappings[frame / PAGE_SIZE];
    table->links->next[index] = *head;
    table->links->previous[index] = 0;
    if (*head != 0)
        table_of_mapping(*head)->links->previous[(*head - 1) % PAGE_WORDS] = mapping;
    *head = mapping;
    table->filled++;
}

static void unlink_mapping(struct table *table, uint32_t index, uint32_t frame) {
    uint32_t next = table->links->next[index];
    uint32_t previous = table->links->previous[index];
    if (previous == 0)
        mappings[frame / PAGE_SIZE] = next;
    else
        table_of_mapping(previous)->links->next[(previous - 1) % PAGE_WORDS] = next;
    if (next != 0)
        table_of_mapping(next)->links->previous[(next - 1) % PAGE_WORDS] = previous;
    table->filled--;
}

// Returns the frame that was mapped, or 0.
static uint32_t clear_entry(struct table *table, uint32_t index) {
    uint32_t frame = page_start(frame_words(table->frame)[index]);
    if (frame == 0)
        return 0;
    frame_store(table->frame, index, 0);
    unlink_mapping(table, index, frame);
    if (table->use.shadow->running)
        disturbed = true;
    return frame;
}

// ---- supports ----

static void remove_use(struct use *use) {
    if (use->frame == 0)
        return;
    if (use->previous == NULL)
        uses[use->frame / PAGE_SIZE] = use->next;
    else
        use->previous->next = use->next;
    if (use->next != NULL)
        use->next->previous = use->previous;
    use->frame = 0;
    if (use->shadow->running)
        disturbed = true;
}

static bool is_derived(const struct use *use) {
    return use->support == SUPPORT_DIRECTORY || use->support == SUPPORT_TABLE;
}

static void link_use(struct use *use, uint32_t frame) {
    struct use **head = &uses[frame / PAGE_SIZE];
    use->frame = frame;
    use->previous = NULL;
    use->next = *head;
    if (*head != NULL)
        (*head)->previous = use;
    *head = use;
    if (is_derived(use))
        frame_derive(holder, frame);
}

// ---- dropping ----

static void release_table(struct table *table) {
    struct shadow *shadow = table->use.shadow;
    struct table **link = &shadow->tables;
    while (*link != table)
        link = &(*link)->next;
    *link = table->next;
    remove_use(&table->use);
    if (table->frame == 0) {
        free(table);
        return;
    }
    frame_store(shadow->directory, table->index, 0);
    table->next = free_tables;
    free_tables = table;
}

static void clear_table(struct table *table) {
    for (uint32_t i = 0; i < PAGE_WORDS && table->filled > 0; i++)
        clear_entry(table, i);
}

static void forget_mappings(struct shadow *shadow) {
    if (!is_root(shadow))
        frame_changes(shadow->directory, 0, PAGE_SIZE); // all at once is faster than page by page
    while (shadow->tables != NULL) {
        clear_table(shadow->tables);
        release_table(shadow->tables);
    }
    remove_use(&shadow->directory_use);
}

// Forgets all mappings of a shadow and its descendants.
static void forget_within(struct shadow *ancestor) {
    if (ancestor->children == 0) {
        forget_mappings(ancestor);
        return;
    }
    for (struct shadow *shadow = newest; shadow != NULL; shadow = shadow->older) {
        if (is_within(shadow, ancestor))
            forget_mappings(shadow);
    }
}

// The shadow maps the frame no longer: nor do its descendants, nor have they tables or blocks in
// it.
static void drop_below(struct shadow *ancestor, uint32_t frame) {
    uint32_t number = frame / PAGE_SIZE;
    for (uint32_t mapping = mappings[number]; mapping != 0;) {
        struct table *table = table_of_mapping(mapping);
        uint32_t index = (mapping - 1) % PAGE_WORDS;
        mapping = table->links->next[index];
        if (is_below(table->use.shadow, ancestor))
            clear_entry(table, index);
    }
    for (struct use *use = uses[number]; use != NULL;) {
        if (!is_below(use->shadow, ancestor)) {
            use = use->next;
            continue;
        }
        if (is_derived(use))
            forget_within(use->shadow);
        else
            remove_use(use);
        use = uses[number];
    }
}

static void drop_entry(struct table *table, uint32_t index) {
    uint32_t frame = clear_entry(table, index);
    if (frame != 0)
        drop_below(table->use.shadow, frame);
}

// Words [first, end) of the frame are about to change. True if the use itself is gone.
static bool change_root(struct use *use, uint32_t first, uint32_t end) {
    struct shadow *root = use->shadow;
    for (uint32_t i = first; i < end; i++) {
        uint32_t entry = frame_words(use->frame)[i];
        if (use->support == SUPPORT_TABLE && entry % 8 != 0) {
            drop_below(root, page_start(entry));
        } else if (use->support == SUPPORT_DIRECTORY && entry % 2 != 0) {
            forget_within(root);
            while (root->tables != NULL)
                release_table(root->tables);
            remove_use(use);
            return true;
        }
    }
    return false;
}

// The same. True if something was lost, and then perhaps the use itself.
static bool change_shadow(struct use *use, uint32_t first, uint32_t end) {
    if (use->support == SUPPORT_DIRECTORY) {
        for (struct table *table = use->shadow->tables; table != NULL; table = table->next) {
            if (table->index < first || table->index >= end)
                continue;
            for (uint32_t i = 0; i < PAGE_WORDS && table->filled > 0; i++)
                drop_entry(table, i);
            release_table(table);
            return true;
        }
        return false;
    }
    bool lost = false;
    for (uint32_t i = first; i < end && use->table->filled > 0; i++) {
        if (frame_words(use->table->frame)[i] != 0) {
            drop_entry(use->table, i);
            lost = true;
        }
    }
    if (use->table->filled > 0)
        return lost;
    release_table(use->table);
    return true;
}

// frames.h: the rule. Only valid entries are ever mapped, so that filling an empty entry drops
// nothing.
static bool drop(uint32_t frame, uint32_t offset, uint32_t size) {
    uint32_t first = offset / 4;
    uint32_t end = (offset + size + 3) / 4;
    bool kept = false;
    for (struct use *use = uses[frame / PAGE_SIZE]; use != NULL;) {
        bool lost = false;
        if (is_derived(use))
            lost = is_root(use->shadow) ? change_root(use, first, end)
                                        : change_shadow(use, first, end);
        kept = !lost && (kept || is_derived(use));
        use = lost ? uses[frame / PAGE_SIZE] : use->next;
    }
    return !kept;
}

static const struct frame_holder holding = {drop, NULL};

// ---- adding, by the invariant ----

static bool supports(const struct shadow *shadow, uint32_t frame) {
    const struct table *table = shadow->tables;
    while (table != NULL && table->use.frame != frame)
        table = table->next;
    return table != NULL || shadow->directory_use.frame == frame ||
           shadow->code_use.frame == frame || shadow->block_use.frame == frame;
}

// What has been mapped and is to be a support is mapped no longer.
static bool add_use(struct use *use, uint32_t frame) {
    uint32_t number = frame / PAGE_SIZE;
    for (uint32_t mapping = mappings[number]; mapping != 0;) {
        struct table *table = table_of_mapping(mapping);
        uint32_t index = (mapping - 1) % PAGE_WORDS;
        mapping = table->links->next[index];
        if (!is_within(table->use.shadow, use->shadow))
            continue;
        if (use->support == SUPPORT_CODE &&
            !page_table_allows(frame_words(table->frame)[index], ACCESS_WRITE))
            continue;
        drop_entry(table, index);
        mapping = mappings[number];
    }
    // A block changes with every step: nothing else of the same shadow may be in its page.
    const struct shadow *shadow = use->shadow;
    if (use->support == SUPPORT_BLOCK ? supports(shadow, frame) : shadow->block_use.frame == frame)
        return false;
    link_use(use, frame);
    return true;
}

// The permissions with which a shadow may map the frame.
static uint32_t allowed(const struct shadow *shadow, uint32_t frame, uint32_t permissions) {
    for (const struct use *use = uses[frame / PAGE_SIZE]; use != NULL; use = use->next) {
        if (!is_within(shadow, use->shadow))
            continue;
        if (use->support != SUPPORT_CODE)
            return 0;
        if (page_table_allows(permissions, ACCESS_WRITE))
            permissions -= ACCESS_WRITE;
    }
    return permissions;
}

static void set_entry(struct table *table, uint32_t index, uint32_t frame, uint32_t permissions) {
    uint32_t old = page_start(frame_words(table->frame)[index]);
    if (old != 0 && old != frame) {
        drop_entry(table, index);
        old = 0;
    }
    frame_store(table->frame, index, frame + permissions);
    if (old == 0)
        link_mapping(table, index, frame);
    switch_count(table->use.shadow->level)->mappings++;
}

// ---- room ----

static struct shadow **bucket_of(const struct shadow *parent, uint32_t address) {
    uint32_t key = address / (CONTEXT_WORDS * 4);
    if (parent != NULL)
        key += parent->directory / PAGE_SIZE * 0x9e3779b1u;
    return &buckets[key * 0x9e3779b1u / 0x1000u % bucket_count];
}

static void link_bucket(struct shadow *shadow) {
    struct shadow **bucket = bucket_of(shadow->parent, shadow->address);
    shadow->bucket_next = *bucket;
    *bucket = shadow;
}

// Sees to it that there are as many buckets as shadows.
static void grow_buckets(void) {
    struct shadow **old = buckets;
    uint32_t old_count = bucket_count;
    if (hashed_count < bucket_count)
        return;
    bucket_count = old_count == 0 ? FIRST_BUCKETS : 2 * old_count;
    buckets = calloc(bucket_count, sizeof(struct shadow *));
    if (buckets == NULL)
        panic("grow_buckets: out of memory");
    for (uint32_t i = 0; i < old_count; i++) {
        for (struct shadow *shadow = old[i], *next; shadow != NULL; shadow = next) {
            next = shadow->bucket_next;
            link_bucket(shadow);
        }
    }
    free(old);
}

static void unlink_shadow(struct shadow *shadow) {
    *(shadow->newer != NULL ? &shadow->newer->older : &newest) = shadow->older;
    *(shadow->older != NULL ? &shadow->older->newer : &oldest) = shadow->newer;
}

static void link_newest(struct shadow *shadow) {
    shadow->newer = NULL;
    shadow->older = newest;
    *(newest != NULL ? &newest->newer : &oldest) = shadow;
    newest = shadow;
}

static void release_shadow(struct shadow *shadow) {
    struct shadow **link = bucket_of(shadow->parent, shadow->address);
    while (*link != shadow)
        link = &(*link)->bucket_next;
    *link = shadow->bucket_next;
    hashed_count--;
    shadow->parent->children--;
    forget_mappings(shadow);
    remove_use(&shadow->block_use);
    remove_use(&shadow->code_use);
    unlink_shadow(shadow);
    shadow->bucket_next = free_shadows;
    free_shadows = shadow;
    shadow_count--;
}

// Releases a shadow that has not been used since the last look at it, and its descendants. False if
// all are running.
static bool make_room(void) {
    struct shadow *victim = oldest;
    for (uint32_t looks = 0; victim != NULL && (victim->running || victim->used); looks++) {
        if (looks > 2 * shadow_count)
            return false;
        victim->used = false;
        unlink_shadow(victim);
        link_newest(victim);
        victim = oldest;
    }
    if (victim == NULL)
        return false;
    for (struct shadow *shadow = newest, *older; victim->children > 0; shadow = older) {
        older = shadow->older;
        if (shadow != victim && is_within(shadow, victim))
            release_shadow(shadow);
    }
    release_shadow(victim);
    return true;
}

// How many shadows or tables there may be: each takes a few times as much as a frame, and a guest
// has some frames itself.
static uint32_t most(uint32_t maximum) {
    enum { LEAST = 4096 };
    uint32_t share = frame_limit() / 4 > LEAST ? frame_limit() / 4 : LEAST;
    return share < maximum ? share : maximum;
}

static void number_table(struct table *table) {
    if (table_count == table_capacity) {
        table_capacity = table_capacity * 2 + 64;
        tables = realloc(tables, table_capacity * sizeof(struct table *));
        if (tables == NULL)
            panic("number_table: out of memory");
    }
    table->number = table_count;
    tables[table_count++] = table;
}

// NULL if there is no room, because all that could be released is running.
static struct table *new_table(void) {
    do {
        struct table *table = free_tables;
        if (table != NULL) {
            free_tables = table->next;
            return table;
        }
        table = table_count < most(SHADOW_TABLES_MAX) ? calloc(1, sizeof *table) : NULL;
        struct links *links = table == NULL ? NULL : calloc(1, sizeof *links);
        uint32_t frame = links == NULL ? 0 : environment_new_frame();
        if (frame != 0) {
            table->frame = frame;
            table->links = links;
            number_table(table);
            return table;
        }
        free(links);
        free(table);
    } while (make_room());
    return NULL;
}

static struct shadow *new_shadow(void) {
    do {
        struct shadow *shadow = free_shadows;
        if (shadow != NULL) {
            free_shadows = shadow->bucket_next;
            return shadow;
        }
        shadow = shadow_count < most(SHADOWS_MAX) ? calloc(1, sizeof *shadow) : NULL;
        uint32_t frame = shadow == NULL ? 0 : environment_new_frame();
        if (frame != 0) {
            shadow->directory = frame;
            return shadow;
        }
        free(shadow);
    } while (make_room());
    return NULL;
}

// ---- shadows ----

static void start_use(struct use *use, struct shadow *shadow, enum support support) {
    use->frame = 0;
    use->support = support;
    use->shadow = shadow;
}

static void start_shadow(struct shadow *shadow, struct shadow *parent, uint32_t address) {
    shadow->parent = parent;
    shadow->address = address;
    shadow->level = parent == NULL ? 0 : parent->level + 1;
    shadow->running = false;
    shadow->changed = false;
    shadow->context = shadow->words;
    start_use(&shadow->directory_use, shadow, SUPPORT_DIRECTORY);
    start_use(&shadow->block_use, shadow, SUPPORT_BLOCK);
    start_use(&shadow->code_use, shadow, SUPPORT_CODE);
    shadow->children = 0;
    if (parent != NULL)
        parent->children++;
    grow_buckets();
    link_bucket(shadow);
    hashed_count++;
}

static struct shadow *find(const struct shadow *parent, uint32_t address) {
    if (bucket_count == 0)
        return NULL;
    struct shadow *shadow = *bucket_of(parent, address);
    while (shadow != NULL && (shadow->parent != parent || shadow->address != address))
        shadow = shadow->bucket_next;
    return shadow;
}

struct shadow *shadow_root(uint32_t *context) {
    uint32_t directory = context[CONTEXT_PAGE_TABLE];
    struct shadow *root = find(NULL, directory);
    if (root == NULL) {
        if (!registered) {
            holder = frame_register(&holding);
            registered = true;
        }
        root = calloc(1, sizeof *root);
        if (root == NULL)
            panic("shadow_root: out of memory");
        root->directory = directory;
        start_shadow(root, NULL, directory);
    }
    root->context = context;
    return root;
}

struct shadow *shadow_child(struct shadow *parent, uint32_t address) {
    struct shadow *shadow = find(parent, address);
    if (shadow == NULL) {
        shadow = new_shadow();
        if (shadow == NULL)
            return NULL;
        start_shadow(shadow, parent, address);
        shadow_count++;
        link_newest(shadow);
    }
    shadow->used = true;
    return shadow;
}

void shadow_set_directory(struct shadow *shadow, uint32_t guest_directory) {
    if (shadow->guest_directory == guest_directory)
        return;
    forget_within(shadow);
    shadow->guest_directory = guest_directory;
}

static bool set_use(struct use *use, uint32_t frame) {
    if (use->frame == frame)
        return true;
    remove_use(use);
    return add_use(use, frame);
}

bool shadow_set_block(struct shadow *shadow, uint32_t frame) {
    return set_use(&shadow->block_use, frame);
}

bool shadow_set_code(struct shadow *shadow, uint32_t frame) {
    return set_use(&shadow->code_use, frame);
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
static void derive_from_root(struct shadow *root, uint32_t address) {
    uint32_t frame;
    uint32_t index = address / REGION_SIZE;
    if (root->directory_use.frame == 0)
        link_use(&root->directory_use, root->directory);
    if (find_table(root, index) != NULL)
        return;
    struct table *table = calloc(1, sizeof *table);
    if (table == NULL)
        panic("derive_from_root: out of memory");
    add_table(root, table, index);
    page_table_entry(root->directory, address, &frame);
    link_use(&table->use, frame);
}

static uint32_t entry_of(const struct shadow *shadow, uint32_t address) {
    uint32_t table;
    return page_table_entry(shadow->directory, address, &table);
}

uint32_t shadow_frame(const struct shadow *shadow, uint32_t address, enum access access) {
    uint32_t entry = entry_of(shadow, address);
    return page_table_allows(entry, access) ? page_start(entry) : 0;
}

// A page that has to be mapped; in the end, whose fault it is.
struct wanted {
    struct shadow *shadow;
    uint32_t address;
    enum access access;
};

enum progress { MAPPED, NEEDS, FAULT, STEP };

// Finds the frame of an address of the parent, or makes it the page that is wanted first.
static enum progress below(struct wanted *wanted, uint32_t address, enum access access,
                           uint32_t *frame) {
    struct shadow *parent = wanted->shadow->parent;
    if (address > USER_LIMIT)
        return STEP;
    *frame = shadow_frame(parent, address, access);
    if (*frame != 0) {
        if (is_root(parent))
            derive_from_root(parent, address);
        return MAPPED;
    }
    wanted->shadow = parent;
    wanted->address = address;
    wanted->access = access;
    return is_root(parent) ? FAULT : NEEDS;
}

// What is wanted, how far that is, and the table of the shadow's page table that it is in.
struct filling {
    struct wanted *wanted;
    enum progress progress;
    struct table *table;
};

static enum progress find_directory(struct shadow *shadow, uint32_t frame) {
    if (shadow->directory_use.frame != frame)
        forget_within(shadow);
    return set_use(&shadow->directory_use, frame) ? MAPPED : STEP;
}

static enum progress reach_table(struct shadow *shadow, uint32_t index, uint32_t frame,
                                 struct table **found) {
    struct table *table = find_table(shadow, index);
    if (table != NULL && table->use.frame != frame) {
        forget_within(shadow);
        return NEEDS; // the directory, again
    }
    if (table == NULL) {
        table = new_table();
        if (table == NULL)
            return STEP;
        add_table(shadow, table, index);
        frame_store(shadow->directory, index, table->frame + ACCESS_READ);
    }
    *found = table;
    return set_use(&table->use, frame) ? MAPPED : STEP;
}

// Reads a word of the guest's page table in the memory of its supervisor; page_table_reader.
static bool read_entry(void *from, enum page_table_part part, uint32_t address, uint32_t *entry) {
    struct filling *filling = from;
    struct shadow *shadow = filling->wanted->shadow;
    uint32_t index = filling->wanted->address / REGION_SIZE;
    uint32_t frame;
    filling->progress = below(filling->wanted, address, ACCESS_READ, &frame);
    if (filling->progress != MAPPED)
        return false;
    filling->progress = part == PAGE_DIRECTORY ? find_directory(shadow, frame)
                                               : reach_table(shadow, index, frame, &filling->table);
    *entry = frame_words(frame)[address / 4 % PAGE_WORDS];
    return filling->progress == MAPPED;
}

// Maps the page that is wanted, or finds what is wanted first.
static enum progress fill(struct wanted *wanted) {
    struct shadow *shadow = wanted->shadow;
    uint32_t address = wanted->address;
    enum access access = wanted->access;
    struct filling filling = {wanted, MAPPED, NULL};
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
        below(wanted, page + address % PAGE_SIZE, page_table_access_below(access), &frame);
    if (progress != MAPPED)
        return progress;
    // What the parent does not have, the guest has not either; to execute is to read.
    uint32_t permissions = entry % 8;
    uint32_t parents = entry_of(shadow->parent, page);
    if (!page_table_allows(parents, ACCESS_READ))
        permissions = permissions / ACCESS_WRITE % 2 * ACCESS_WRITE;
    if (!page_table_allows(parents, ACCESS_WRITE) && page_table_allows(permissions, ACCESS_WRITE))
        permissions -= ACCESS_WRITE;
    permissions = allowed(shadow, frame, permissions);
    if (!page_table_allows(permissions, access))
        return STEP;
    set_entry(filling.table, address / PAGE_SIZE % PAGE_WORDS, frame, permissions);
    return MAPPED;
}

// Pages that wait for pages of their parents, which are mapped first.
static struct wanted *waiting;
static uint32_t waiting_capacity;

static void wait_for(const struct wanted *wanted, uint32_t count) {
    if (count == waiting_capacity) {
        waiting_capacity = waiting_capacity * 2 + 16;
        waiting = realloc(waiting, waiting_capacity * sizeof *waiting);
        if (waiting == NULL)
            panic("shadow_reach: out of memory");
    }
    waiting[count] = *wanted;
}

enum shadow_result shadow_reach(struct shadow *shadow, uint32_t address, enum access access,
                                struct shadow_fault *fault) {
    struct wanted wanted = {shadow, address, access};
    uint32_t count = 0;
    if (shadow_frame(shadow, address, access) != 0)
        return SHADOW_DONE;
    wait_for(&wanted, count++);
    while (count > 0) {
        wanted = waiting[count - 1];
        enum progress progress = is_root(wanted.shadow) ? FAULT : fill(&wanted);
        if (disturbed || progress == STEP)
            return SHADOW_STEP;
        if (progress == FAULT) {
            fault->shadow = wanted.shadow;
            fault->address = wanted.address;
            fault->access = wanted.access;
            return SHADOW_FAULT;
        }
        if (progress == NEEDS)
            wait_for(&wanted, count++);
        else
            count--;
    }
    return SHADOW_DONE;
}
