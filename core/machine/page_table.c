// Two-level page tables in frames of this level.
#include "page_table.h"

#include <stddef.h>

#include "../environment.h"
#include "frames.h"

static uint32_t page_frame(uint32_t entry) {
    return entry - entry % PAGE_SIZE;
}

uint32_t page_table_create(void) {
    return frame_allocate();
}

void page_table_destroy(uint32_t directory, bool free_pages) {
    frame_changes(directory, 0, PAGE_SIZE); // all at once is faster than page by page
    for (uint32_t i = 0; i < PAGE_WORDS; i++) {
        uint32_t table = page_frame(frame_words(directory)[i]);
        if (table == 0)
            continue;
        for (uint32_t j = 0; j < PAGE_WORDS && free_pages; j++) {
            uint32_t entry = frame_words(table)[j];
            if (entry != 0)
                frame_free(page_frame(entry));
        }
        frame_free(table);
    }
    frame_free(directory);
}

uint32_t page_table_entry(uint32_t directory, uint32_t address, uint32_t *table) {
    *table = page_frame(frame_words(directory)[address / 0x400000u]);
    if (*table == 0)
        return 0;
    return frame_words(*table)[address / PAGE_SIZE % PAGE_WORDS];
}

bool page_table_map(uint32_t directory, uint32_t address, uint32_t frame, uint32_t permissions) {
    uint32_t table = page_frame(frame_words(directory)[address / 0x400000u]);
    if (table == 0) {
        table = frame_allocate();
        if (table == 0)
            return false;
        frame_store(directory, address / 0x400000u, table + ACCESS_READ);
    }
    frame_store(table, address / PAGE_SIZE % PAGE_WORDS, frame + permissions);
    return true;
}

uint32_t page_table_unmap(uint32_t directory, uint32_t address) {
    uint32_t table;
    uint32_t entry = page_table_entry(directory, address, &table);
    if (entry == 0)
        return 0;
    frame_store(table, address / PAGE_SIZE % PAGE_WORDS, 0);
    return page_frame(entry);
}

uint32_t *page_table_word(uint32_t *context, uint32_t address, uint32_t alignment,
                          enum access access) {
    if (address > USER_LIMIT || address % alignment != 0) {
        context_raise(context, EXCEPTION_ADDRESS_ERROR, address, access);
        return NULL;
    }
    uint32_t table;
    uint32_t entry = page_table_entry(context[CONTEXT_PAGE_TABLE], address, &table);
    if (!page_table_allows(entry, access)) {
        context_raise(context, EXCEPTION_PAGE_FAULT, address, access);
        return NULL;
    }
    if (access == ACCESS_WRITE)
        frame_changes(page_frame(entry), address % PAGE_SIZE / 4 * 4, 4);
    return frame_words(page_frame(entry)) + address / 4 % PAGE_WORDS;
}
