// Address spaces of translated code, by the directory of their page table, and what is derived from
// frames: pages from the page directory and the table that were read, code from the frames that it
// was translated from.
//
// `tables` have the pages that translated code may access directly: only what the page table
// allows, and writable only while frame_hold_writable allows it. A window maps the same pages.
#define _DEFAULT_SOURCE
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "../../core/environment.h"
#include "../../core/machine/page_table.h"
#include "../../core/memory.h"
#include "../../core/panic.h"
#include "translate.h"

enum {
    FEW_BLOCKS = 4096,
    LEAST_THRESHOLD = 10000,
    FLAT_GUARD = 0x10000,
    REGION_SIZE = PAGE_SIZE * PAGE_WORDS
};

// What is derived from a frame that is a directory (no region) or a table.
struct link {
    struct address_space *space;
    struct region *region;
    struct link *next;
};

// ---- pages ----

static struct page *find_page(const struct address_space *space, uint32_t address) {
    const struct region *region = space->regions[address / REGION_SIZE];
    return region == NULL ? NULL : region->pages[address / PAGE_SIZE % PAGE_WORDS];
}

static void leave_window(struct address_space *space) {
    window_leave(space);
    space_forget_code(space);
    space->score = 0;
    space->threshold = space->threshold * 4 + LEAST_THRESHOLD;
}

// Sets what translated code may do directly with the page, and with others that follow it in the
// space and in memory.
static void set_access(struct page *page, uint32_t count, uint32_t access) {
    struct address_space *space = page->space;
    uint32_t slot = page->address / PAGE_SIZE;
    uint64_t addend =
        (uint64_t)(uintptr_t)frame_words(space->translator->machine, page->frame) - page->address;
    for (uint32_t i = slot; i < slot + count; i++) {
        space->tables[i] = access & ACCESS_READ ? addend : 0;
        space->tables[PAGES + i] = access & ACCESS_WRITE ? addend : 0;
    }
    if (space->window == NULL)
        return;
    // The host cannot allow writing alone.
    if (!window_protect(page, count, access & ACCESS_READ ? access : 0))
        leave_window(space);
}

// The blocks that have a delay slot in this page.
static bool kill_slots(const struct page *page, uint32_t offset) {
    struct page *before = page->address == 0 ? NULL : find_page(page->space, page->address - 1);
    if (before == NULL)
        return true;
    if (offset < 4)
        cache_kill_bytes(before, PAGE_SIZE, 4);
    const struct block *block = before->blocks;
    while (block != NULL && block->high <= PAGE_WORDS)
        block = block->next;
    return block == NULL;
}

// True if nothing in the page is translated any more.
static bool kill_code(struct page *page, uint32_t offset, uint32_t size) {
    bool slots = kill_slots(page, offset);
    return cache_kill_bytes(page, offset, size) && slots;
}

static void unlink_code_page(struct page *page) {
    struct page **link = &page->space->code_pages;
    while (*link != NULL && *link != page)
        link = &(*link)->next_code;
    if (*link != NULL)
        *link = page->next_code;
}

static void release_page(struct page *page) {
    struct translator *translator = page->space->translator;
    struct region *region = page->space->regions[page->address / REGION_SIZE];
    set_access(page, 1, 0);
    kill_code(page, 0, PAGE_SIZE);
    unlink_code_page(page);
    if (page->previous == NULL)
        translator->pages[page->frame / PAGE_SIZE] = page->next;
    else
        page->previous->next = page->next;
    if (page->next != NULL)
        page->next->previous = page->previous;
    region->pages[page->address / PAGE_SIZE % PAGE_WORDS] = NULL;
    region->count--;
    free(page->checked);
    free(page);
}

// ---- what is derived from page tables ----

static void add_link(struct address_space *space, struct region *region, uint32_t frame,
                     struct link *link) {
    struct translator *translator = space->translator;
    link->space = space;
    link->region = region;
    link->next = translator->links[frame / PAGE_SIZE];
    translator->links[frame / PAGE_SIZE] = link;
    frame_derive(translator->machine, translator->client, frame);
}

static void remove_link(struct address_space *space, struct region *region, uint32_t frame) {
    struct translator *translator = space->translator;
    struct link **at = &translator->links[frame / PAGE_SIZE];
    while (*at != NULL && ((*at)->space != space || (*at)->region != region))
        at = &(*at)->next;
    struct link *link = *at;
    if (link == NULL)
        panic("translator: a link is missing");
    *at = link->next;
    free(link);
}

static void release_pages(struct region *region, uint32_t first, uint32_t end) {
    for (uint32_t i = first; i < end && region->count > 0; i++) {
        if (region->pages[i] != NULL)
            release_page(region->pages[i]);
    }
}

static void release_region(struct address_space *space, struct region *region) {
    if (region->count > 1 && space->window != NULL && !window_clear(space, region))
        leave_window(space);
    release_pages(region, 0, PAGE_WORDS);
    remove_link(space, region, region->table);
    space->regions[region->index] = NULL;
    space->region_count--;
    free(region);
    if (space->region_count == 0)
        remove_link(space, NULL, space->directory);
}

static struct region *region_of(struct address_space *space, uint32_t address, uint32_t table) {
    uint32_t index = address / REGION_SIZE;
    struct region *region = space->regions[index];
    if (region != NULL)
        return region;
    bool is_first = space->region_count == 0;
    struct link *of_table = memory_new(sizeof *of_table);
    struct link *of_directory = is_first ? memory_new(sizeof *of_directory) : NULL;
    region = memory_new(sizeof *region);
    region->index = index;
    region->table = table;
    space->regions[index] = region;
    space->region_count++;
    if (is_first)
        add_link(space, NULL, space->directory, of_directory);
    add_link(space, region, table, of_table);
    return region;
}

struct page *space_page(struct address_space *space, uint32_t address, enum access access) {
    struct translator *translator = space->translator;
    uint32_t table;
    if (address > USER_LIMIT)
        return NULL;
    struct page *page = find_page(space, address);
    if (page != NULL)
        return page_table_allows(page->permissions, access) ? page : NULL;
    uint32_t entry = page_table_entry(translator->machine, space->directory, address, &table);
    if (!page_table_allows(entry, access))
        return NULL;
    struct region *region = region_of(space, address, table);
    page = memory_new(sizeof *page);
    page->space = space;
    page->address = page_start(address);
    page->frame = page_start(entry);
    page->permissions = entry % 8;
    page->next = translator->pages[page->frame / PAGE_SIZE];
    if (page->next != NULL)
        page->next->previous = page;
    translator->pages[page->frame / PAGE_SIZE] = page;
    region->pages[address / PAGE_SIZE % PAGE_WORDS] = page;
    region->count++;
    return page;
}

// What translated code may do with a page directly.
static uint32_t direct_access(const struct page *page) {
    const struct address_space *space = page->space;
    uint32_t slot = page->address / PAGE_SIZE;
    return space->window != NULL ? page->protection
                                 : (space->tables[slot] != 0 ? ACCESS_READ : 0u) +
                                       (space->tables[PAGES + slot] != 0 ? ACCESS_WRITE : 0u);
}

// What it may be allowed to do.
static uint32_t allowed_access(const struct page *page) {
    uint32_t allowed = page->permissions & ACCESS_READ;
    if ((page->permissions & ACCESS_WRITE) &&
        frame_hold_writable(page->space->translator->machine, page->frame))
        allowed |= ACCESS_WRITE;
    return allowed;
}

// Allows it for a page and the same for those that follow, up to one that is known already: a fault
// costs more than all of this. Pages that follow each other in memory, too, are mapped at once.
static void allow_ahead(struct page *first, uint32_t allowed) {
    enum { AHEAD = 16 };
    struct address_space *space = first->space;
    uint32_t count = 1;
    uint32_t address = first->address;
    for (uint32_t i = 0; i < AHEAD; i++) {
        address += PAGE_SIZE;
        if (address % REGION_SIZE < PAGE_SIZE || find_page(space, address) != NULL)
            break;
        struct page *page = space_page(space, address, ACCESS_READ);
        if (page == NULL || allowed_access(page) != allowed)
            break;
        if (page->frame != first->frame + count * PAGE_SIZE) {
            set_access(first, count, allowed);
            first = page;
            count = 0;
        }
        count++;
    }
    set_access(first, count, allowed);
}

bool space_allow(struct address_space *space, uint32_t address, enum access access) {
    struct page *page = space_page(space, address, access);
    if (page == NULL)
        return false;
    uint32_t before = direct_access(page);
    if (before & access)
        return false;
    if (access == ACCESS_WRITE) {
        frame_changes(space->translator->machine, page->frame, address % PAGE_SIZE / 4 * 4, 4);
        page = space_page(space, address, access); // it may have been released just now
        if (page == NULL)
            return false;
    }
    uint32_t allowed = allowed_access(page);
    if (allowed != before) // else it stays write-protected: note_store counts
        space->faults++;
    if (before == 0)
        allow_ahead(page, allowed);
    else
        set_access(page, 1, allowed);
    return (allowed & access) && (space->window == NULL || (allowed & ACCESS_READ));
}

void space_served(struct address_space *space, uint32_t address, uint32_t access) {
    uint64_t faults = space->faults;
    if (access == ACCESS_READ || access == ACCESS_WRITE)
        space_allow(space, address, (enum access)access);
    space->faults = faults;
}

// ---- the rule of frames.h ----

static void drop_directory(struct address_space *space, uint32_t first, uint32_t end) {
    for (uint32_t i = first; i < end && space->region_count > 0; i++) {
        if (space->regions[i] != NULL)
            release_region(space, space->regions[i]);
    }
}

// Dropping one link may remove any other.
static bool drop_links(struct translator *translator, uint32_t frame, uint32_t first,
                       uint32_t end) {
    for (struct link *link = translator->links[frame / PAGE_SIZE]; link != NULL;) {
        struct region *region = link->region;
        if (region == NULL) {
            uint32_t before = link->space->region_count;
            struct address_space *space = link->space;
            drop_directory(space, first, end);
            link =
                space->region_count == before ? link->next : translator->links[frame / PAGE_SIZE];
            continue;
        }
        release_pages(region, first, end);
        if (region->count > 0) {
            link = link->next;
            continue;
        }
        release_region(link->space, region);
        link = translator->links[frame / PAGE_SIZE];
    }
    return translator->links[frame / PAGE_SIZE] == NULL;
}

static bool drop(void *state, uint32_t frame, uint32_t offset, uint32_t size) {
    struct translator *translator = state;
    bool all = drop_links(translator, frame, offset / 4, (offset + size + 3) / 4);
    for (struct page *page = translator->pages[frame / PAGE_SIZE]; page != NULL; page = page->next)
        all = kill_code(page, offset, size) && all;
    return all;
}

static void write_protect(void *state, uint32_t frame) {
    const struct translator *translator = state;
    for (struct page *page = translator->pages[frame / PAGE_SIZE]; page != NULL;
         page = page->next) {
        const uint64_t *tables = page->space->tables;
        uint32_t slot = page->address / PAGE_SIZE;
        if (tables[PAGES + slot] != 0 || page->protection & ACCESS_WRITE)
            set_access(page, 1, tables[slot] != 0 ? ACCESS_READ : 0);
    }
}

// ---- spaces ----

// To derive from the frame may protect it; if that takes a window away, the space forgets its code.
void space_derive_code(struct page *page) {
    struct address_space *space = page->space;
    frame_derive(space->translator->machine, space->translator->client, page->frame);
    struct page *other = space->code_pages;
    while (page->blocks == NULL && other != NULL && other != page)
        other = other->next_code;
    if (page->blocks == NULL && other == NULL) {
        page->next_code = space->code_pages;
        space->code_pages = page;
    }
}

struct page *space_derive_slot(struct page *page) {
    struct translator *translator = page->space->translator;
    struct page *behind = space_page(page->space, page->address + PAGE_SIZE, ACCESS_EXECUTE);
    if (behind != NULL)
        frame_derive(translator->machine, translator->client, behind->frame);
    return behind;
}

static void *table_of_frames(void) {
    return calloc(FRAME_COUNT, sizeof(void *));
}

// The machine ends.
static void end(void *state) {
    struct translator *translator = state;
    fault_expect(NULL);
    space_end(translator);
    cache_end(translator);
    free(translator);
}

bool space_start(struct translator *translator) {
    static const struct frame_client client = {drop, write_protect, end};
    translator->spaces = table_of_frames();
    translator->all_spaces = table_of_frames();
    translator->links = table_of_frames();
    translator->pages = table_of_frames();
    if (translator->spaces == NULL || translator->all_spaces == NULL || translator->links == NULL ||
        translator->pages == NULL)
        return false;
    translator->client = frame_register(translator->machine, &client, translator);
    return true;
}

void space_end(struct translator *translator) {
    space_release_all(translator);
    free(translator->spaces);
    free(translator->all_spaces);
    free(translator->links);
    free(translator->pages);
}

// The entries of few blocks are cleared one by one: to give the memory back, and to fault it in
// again, takes longer.
void space_forget_code(struct address_space *space) {
    bool few = space->translator->block_count < FEW_BLOCKS;
    while (space->code_pages != NULL) {
        struct page *page = space->code_pages;
        space->code_pages = page->next_code;
        page->next_code = NULL;
        while (page->blocks != NULL) {
            page->blocks->dead = true;
            if (few)
                *cache_entry(space, page->blocks->pc) = 0;
            page->blocks = page->blocks->next;
        }
    }
    if (!few)
        madvise(space->flat, window_size, MADV_DONTNEED);
}

void space_forget_all_code(struct translator *translator) {
    for (uint32_t i = 0; i < translator->space_count; i++)
        space_forget_code(translator->all_spaces[i]);
}

// Where the space of a directory is, or is to be: spaces that are checked (checked.h) are in a
// list.
static struct address_space **place_of(struct translator *translator, uint32_t directory,
                                       const struct checked *checked) {
    struct address_space **place = &translator->checked_spaces;
    if (checked == NULL)
        return &translator->spaces[directory / PAGE_SIZE];
    while (*place != NULL && ((*place)->directory != directory || (*place)->checked != checked))
        place = &(*place)->next_checked;
    return place;
}

static void release_space(struct address_space *space) {
    struct translator *translator = space->translator;
    for (uint32_t i = 0; i < REGIONS && space->region_count > 0; i++) {
        if (space->regions[i] != NULL)
            release_region(space, space->regions[i]);
    }
    if (space->window != NULL)
        window_leave(space);
    munmap(space->flat - FLAT_GUARD, window_size + 2 * FLAT_GUARD);
    munmap(space->tables, 2 * PAGES * sizeof *space->tables);
    struct address_space **link = place_of(translator, space->directory, space->checked);
    *link = space->next_checked;
    free(space);
}

static void release_oldest(struct translator *translator) {
    uint32_t oldest = 0;
    for (uint32_t i = 1; i < translator->space_count; i++) {
        if (translator->all_spaces[i]->last_use < translator->all_spaces[oldest]->last_use)
            oldest = i;
    }
    release_space(translator->all_spaces[oldest]);
    translator->all_spaces[oldest] = translator->all_spaces[--translator->space_count];
}

void space_release_all(struct translator *translator) {
    while (translator->space_count > 0)
        release_oldest(translator);
}

// A space has 64 KiB of tables and more.
static uint32_t spaces_most(const struct translator *translator) {
    enum { LEAST = 64, FRAMES_OF_SPACE = 32 };
    uint32_t share = frame_limit(translator->machine) / FRAMES_OF_SPACE;
    uint32_t most = share > LEAST ? share : LEAST;
    return most < translator->tuning.spaces ? most : translator->tuning.spaces;
}

// Creating a space and translating again costs as much as interpreting thousands of instructions.
// With more contexts than spaces, one replaces the oldest only now and then; the others are
// interpreted meanwhile.
static bool may_replace(struct translator *translator, uint64_t budget) {
    translator->waiting +=
        budget < translator->tuning.spaces_after ? budget : translator->tuning.spaces_after;
    if (translator->waiting < translator->tuning.spaces_after)
        return false;
    translator->waiting = 0;
    return true;
}

static struct address_space *new_space(struct translator *translator, uint32_t directory,
                                       uint64_t budget, struct checked *checked) {
    if (translator->space_count > 0 && translator->space_count >= spaces_most(translator) &&
        !may_replace(translator, budget))
        return NULL;
    while (translator->space_count > 0 && translator->space_count >= spaces_most(translator))
        release_oldest(translator);
    struct address_space *space = memory_new(sizeof *space);
    unsigned char *flat = window_reserve(window_size + 2 * FLAT_GUARD, true);
    unsigned char *tables = window_reserve(2 * PAGES * sizeof(uint64_t), true);
    if (flat == NULL || tables == NULL) {
        if (flat != NULL)
            munmap(flat, window_size + 2 * FLAT_GUARD);
        if (tables != NULL)
            munmap(tables, 2 * PAGES * sizeof(uint64_t));
        free(space);
        return NULL;
    }
    space->translator = translator;
    space->directory = directory;
    space->flat = flat + FLAT_GUARD;
    space->tables = (uint64_t *)(void *)tables;
    space->threshold = translator->tuning.window_after;
    space->checked = checked;
    *place_of(translator, directory, checked) = space;
    translator->all_spaces[translator->space_count++] = space;
    return space;
}

struct address_space *space_of(struct translator *translator, const uint32_t *context,
                               uint64_t budget) {
    return space_of_checked(translator, context, budget, NULL);
}

struct address_space *space_of_checked(struct translator *translator, const uint32_t *context,
                                       uint64_t budget, struct checked *checked) {
    uint32_t directory = context[CONTEXT_PAGE_TABLE];
    struct address_space *space = *place_of(translator, directory, checked);
    if (space == NULL)
        space = new_space(translator, directory, budget, checked);
    if (space == NULL)
        return NULL;
    space->last_use = ++translator->now;
    if (space->subset != context[CONTEXT_SUBSET])
        space_forget_code(space);
    space->subset = context[CONTEXT_SUBSET];
    return space;
}

// A window costs time when pages are mapped, `tables` at every access. The score grows with
// instructions and falls with mappings: a space gets a window when its score reaches its threshold,
// and loses it when the score is used up; then the threshold is quadrupled.
void space_adapt(struct address_space *space, uint64_t instructions) {
    enum { LEAST = 4000000, MOST = 100000000 };
    uint64_t cost = space->faults * (1000000 / space->translator->tuning.window_faults);
    space->faults = 0;
    space->score += instructions;
    bool spent = cost > space->score;
    space->score = spent ? 0 : space->score - cost;
    if (space->window != NULL) {
        if (space->score > MOST)
            space->score = MOST;
        if (spent)
            leave_window(space);
        return;
    }
    if (space->score < space->threshold)
        return;
    if (window_fill(space))
        space_forget_code(space);
    else
        space->threshold = space->threshold * 4 + LEAST_THRESHOLD;
    space->score = space->window == NULL ? 0 : LEAST;
}
