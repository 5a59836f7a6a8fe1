// Two-level page tables in frames of a machine.
#include "page_table.h"

#include <stddef.h>

#include "machine.h"

static bool is_valid(uint32_t directory_entry) {
    return (directory_entry & 1) != 0;
}

static uint32_t directory_index(uint32_t address) {
    return address / PAGE_SIZE / PAGE_WORDS;
}

static uint32_t table_index(uint32_t address) {
    return address / PAGE_SIZE % PAGE_WORDS;
}

enum page_table_walk page_table_walk(page_table_reader *reader, void *from, uint32_t directory,
                                     uint32_t address, enum access access, uint32_t *entry) {
    if (!reader(from, PAGE_DIRECTORY, directory + directory_index(address) * 4, entry))
        return WALK_STOPPED;
    if (!is_valid(*entry))
        return WALK_FAULT;
    if (!reader(from, PAGE_TABLE, page_start(*entry) + table_index(address) * 4, entry))
        return WALK_STOPPED;
    return page_table_allows(*entry, access) ? WALK_FOUND : WALK_FAULT;
}

// ---- page tables in frames of a machine ----

uint32_t page_table_create(struct machine *machine) {
    return frame_allocate(machine);
}

static void free_pages_of(struct machine *machine, uint32_t table) {
    const uint32_t *entry = frame_words(machine, table);
    for (const uint32_t *end = entry + PAGE_WORDS; entry < end; entry++) {
        if (*entry != 0)
            frame_free(machine, page_start(*entry));
    }
}

void page_table_destroy(struct machine *machine, uint32_t directory, bool free_pages) {
    const uint32_t *entry = frame_words(machine, directory);
    frame_changes(machine, directory, 0, PAGE_SIZE); // all at once is faster than page by page
    for (const uint32_t *end = entry + PAGE_WORDS; entry < end; entry++) {
        if (*entry == 0 || !is_valid(*entry))
            continue;
        if (free_pages)
            free_pages_of(machine, page_start(*entry));
        frame_free(machine, page_start(*entry));
    }
    frame_free(machine, directory);
}

// A walk in frames of a machine, which notes the table.
struct frame_walk {
    const struct machine *machine;
    uint32_t table;
};

static bool read_frame(void *from, enum page_table_part part, uint32_t address, uint32_t *word) {
    struct frame_walk *walk = from;
    if (part == PAGE_TABLE)
        walk->table = page_start(address);
    *word = frame_words(walk->machine, page_start(address))[address / 4 % PAGE_WORDS];
    return true;
}

uint32_t page_table_entry(const struct machine *machine, uint32_t directory, uint32_t address,
                          uint32_t *table) {
    struct frame_walk walk = {machine, 0};
    uint32_t entry;
    page_table_walk(read_frame, &walk, directory, address, ACCESS_READ, &entry);
    *table = walk.table;
    return *table == 0 ? 0 : entry;
}

uint32_t page_table_gap(const struct machine *machine, uint32_t directory, uint32_t address,
                        uint32_t most) {
    uint32_t table;
    uint32_t first = table_index(address);
    uint32_t end = most < PAGE_WORDS - first ? first + most : PAGE_WORDS;
    if (most == 0)
        return 0;
    page_table_entry(machine, directory, address, &table);
    if (table == 0)
        return end - first;
    const uint32_t *words = frame_words(machine, table);
    uint32_t i = first;
    while (i < end && words[i] == 0)
        i++;
    return i - first;
}

bool page_table_map(struct machine *machine, uint32_t directory, uint32_t address, uint32_t frame,
                    uint32_t permissions) {
    uint32_t entry = frame_words(machine, directory)[directory_index(address)];
    uint32_t table = is_valid(entry) ? page_start(entry) : frame_allocate(machine);
    if (table == 0)
        return false;
    if (!is_valid(entry))
        frame_store(machine, directory, directory_index(address), table + ACCESS_READ);
    frame_store(machine, table, table_index(address), frame + permissions);
    return true;
}

uint32_t page_table_unmap(struct machine *machine, uint32_t directory, uint32_t address) {
    uint32_t table;
    uint32_t entry = page_table_entry(machine, directory, address, &table);
    if (entry == 0)
        return 0;
    frame_store(machine, table, table_index(address), 0);
    return page_start(entry);
}

uint32_t page_table_frame(const struct machine *machine, uint32_t directory, uint32_t address,
                          uint32_t alignment, enum access access, uint32_t *table,
                          struct fault *fault) {
    fault->exception = EXCEPTION_ADDRESS_ERROR;
    fault->address = address;
    fault->kind = access;
    if (address > USER_LIMIT || address % alignment != 0)
        return 0;
    uint32_t entry = page_table_entry(machine, directory, address, table);
    fault->exception = EXCEPTION_PAGE_FAULT;
    return page_table_allows(entry, access) ? page_start(entry) : 0;
}

uint32_t *page_table_word(struct machine *machine, uint32_t directory, uint32_t address,
                          uint32_t alignment, enum access access, struct fault *fault) {
    uint32_t table;
    uint32_t frame =
        page_table_frame(machine, directory, address, alignment, access, &table, fault);
    if (frame == 0)
        return NULL;
    if (access == ACCESS_WRITE)
        frame_changes(machine, frame, address % PAGE_SIZE / 4 * 4, alignment > 4 ? alignment : 4);
    return frame_words(machine, frame) + address / 4 % PAGE_WORDS;
}
