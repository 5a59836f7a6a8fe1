// What is derived from which frame: mappings and supports of shadows, in lists by frame. By the
// rule of frames.h they are dropped before it changes, and added only as the invariant of shadow.h
// permits.
#include "shadows.h"

#include <stddef.h>
#include <stdlib.h>

#include "page_table.h"

bool shadow_invalidated(struct machine *machine) {
    struct shadows *shadows = machine->shadows;
    bool was = shadows->invalidated;
    shadows->invalidated = false;
    return was;
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

void shadow_remove_use(struct shadows *shadows, struct use *use) {
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

void shadow_link_use(struct shadows *shadows, struct use *use, uint32_t frame) {
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
    shadow_remove_use(shadows, &table->use);
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

void shadow_forget_mappings(struct shadows *shadows, struct shadow *shadow) {
    if (!is_root(shadow))
        frame_changes(shadows->machine, shadow->directory, 0, PAGE_SIZE); // at once is faster
    while (shadow->tables != NULL) {
        clear_table(shadows, shadow->tables);
        release_table(shadows, shadow->tables);
    }
    shadow_remove_use(shadows, &shadow->directory_use);
}

void shadow_forget(struct shadows *shadows, struct shadow *ancestor) {
    if (ancestor->children == 0) {
        shadow_forget_mappings(shadows, ancestor);
        return;
    }
    for (struct shadow *shadow = shadows->newest; shadow != NULL; shadow = shadow->older) {
        if (is_within(shadow, ancestor))
            shadow_forget_mappings(shadows, shadow);
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
            shadow_forget(shadows, use->shadow);
        else
            shadow_remove_use(shadows, use);
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
            shadow_forget(shadows, root);
            while (root->tables != NULL)
                release_table(shadows, root->tables);
            shadow_remove_use(shadows, use);
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
bool shadow_drop(void *state, uint32_t frame, uint32_t offset, uint32_t size) {
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
    shadow_link_use(shadows, use, frame);
    return true;
}

uint32_t shadow_allowed(struct shadows *shadows, const struct shadow *shadow, uint32_t frame,
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

void shadow_set_entry(struct shadows *shadows, struct table *table, uint32_t index, uint32_t frame,
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

bool shadow_set_use(struct shadows *shadows, struct use *use, uint32_t frame) {
    if (use->frame == frame)
        return true;
    shadow_remove_use(shadows, use);
    return add_use(shadows, use, frame);
}

bool shadow_set_block(struct machine *machine, struct shadow *shadow, uint32_t frame) {
    return shadow_set_use(machine->shadows, &shadow->block_use, frame);
}

bool shadow_set_code(struct machine *machine, struct shadow *shadow, uint32_t frame) {
    return shadow_set_use(machine->shadows, &shadow->code_use, frame);
}
