// Two-level page tables in frames of this level.
#include "page_table.h"

#include <stddef.h>

#include "../environment.h"
#include "frames.h"

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

// ---- page tables in frames of this level ----

uint32_t page_table_create(void) {
    return frame_allocate();
}

void page_table_destroy(uint32_t directory, bool free_pages) {
    frame_changes(directory, 0, PAGE_SIZE); // all at once is faster than page by page
    for (uint32_t i = 0; i < PAGE_WORDS; i++) {
        if (!is_valid(frame_words(directory)[i]))
            continue;
        uint32_t table = page_start(frame_words(directory)[i]);
        for (uint32_t j = 0; j < PAGE_WORDS && free_pages; j++) {
            uint32_t entry = frame_words(table)[j];
            if (entry != 0)
                frame_free(page_start(entry));
        }
        frame_free(table);
    }
    frame_free(directory);
}

// Of this level; notes the table.
static bool read_frame(void *table, enum page_table_part part, uint32_t address, uint32_t *word) {
    if (part == PAGE_TABLE)
        *(uint32_t *)table = page_start(address);
    *word = frame_words(page_start(address))[address / 4 % PAGE_WORDS];
    return true;
}

uint32_t page_table_entry(uint32_t directory, uint32_t address, uint32_t *table) {
    uint32_t entry;
    *table = 0;
    page_table_walk(read_frame, table, directory, address, ACCESS_READ, &entry);
    return *table == 0 ? 0 : entry;
}

bool page_table_map(uint32_t directory, uint32_t address, uint32_t frame, uint32_t permissions) {
    uint32_t entry = frame_words(directory)[directory_index(address)];
    uint32_t table = is_valid(entry) ? page_start(entry) : frame_allocate();
    if (table == 0)
        return false;
    if (!is_valid(entry))
        frame_store(directory, directory_index(address), table + ACCESS_READ);
    frame_store(table, table_index(address), frame + permissions);
    return true;
}

uint32_t page_table_unmap(uint32_t directory, uint32_t address) {
    uint32_t table;
    uint32_t entry = page_table_entry(directory, address, &table);
    if (entry == 0)
        return 0;
    frame_store(table, table_index(address), 0);
    return page_start(entry);
}

uint32_t page_table_frame(uint32_t directory, uint32_t address, uint32_t alignment,
                          enum access access, uint32_t *table, struct fault *fault) {
    fault->exception = EXCEPTION_ADDRESS_ERROR;
    fault->address = address;
    fault->kind = access;
    if (address > USER_LIMIT || address % alignment != 0)
        return 0;
    uint32_t entry = page_table_entry(directory, address, table);
    fault->exception = EXCEPTION_PAGE_FAULT;
    return page_table_allows(entry, access) ? page_start(entry) : 0;
}

uint32_t *page_table_word(uint32_t directory, uint32_t address, uint32_t alignment,
                          enum access access, struct fault *fault) {
    uint32_t table;
    uint32_t frame = page_table_frame(directory, address, alignment, access, &table, fault);
    if (frame == 0)
        return NULL;
    if (access == ACCESS_WRITE)
        frame_changes(frame, address % PAGE_SIZE / 4 * 4, alignment > 4 ? alignment : 4);
    return frame_words(frame) + address / 4 % PAGE_WORDS;
}
