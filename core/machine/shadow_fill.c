// Filling the page tables of shadows: a page of a guest is found through the page tables of all
// levels beneath it, and mapped in one go; pages of its supervisors that it needs are mapped first.
#include "shadows.h"

#include <stddef.h>

#include "../memory.h"
#include "page_table.h"

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
    shadow_start_use(&table->use, shadow, SUPPORT_TABLE);
    table->use.table = table;
}

// What is derived from a mapping of a root derives from its page table.
static void derive_from_root(struct shadows *shadows, struct shadow *root, uint32_t address) {
    uint32_t frame;
    uint32_t index = address / REGION_SIZE;
    if (root->directory_use.frame == 0)
        shadow_link_use(shadows, &root->directory_use, root->directory);
    if (find_table(root, index) != NULL)
        return;
    struct table *table = memory_new(sizeof *table);
    add_table(root, table, index);
    page_table_entry(shadows->machine, root->directory, address, &frame);
    shadow_link_use(shadows, &table->use, frame);
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
        shadow_forget(shadows, shadow);
    return shadow_set_use(shadows, &shadow->directory_use, frame) ? MAPPED : STEP;
}

static enum progress reach_table(struct shadows *shadows, struct shadow *shadow, uint32_t index,
                                 uint32_t frame, struct table **found) {
    struct table *table = find_table(shadow, index);
    if (table != NULL && table->use.frame != frame) {
        shadow_forget(shadows, shadow);
        return NEEDS; // the directory, again
    }
    if (table == NULL) {
        table = shadow_new_table(shadows);
        if (table == NULL)
            return STEP;
        add_table(shadow, table, index);
        frame_store(shadows->machine, shadow->directory, index, table->frame + ACCESS_READ);
    }
    *found = table;
    return shadow_set_use(shadows, &table->use, frame) ? MAPPED : STEP;
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
    permissions = shadow_allowed(shadows, shadow, frame, permissions);
    if (!page_table_allows(permissions, access))
        return STEP;
    shadow_set_entry(shadows, filling.table, address / PAGE_SIZE % PAGE_WORDS, frame, permissions);
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
