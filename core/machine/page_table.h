// The page table of a context: a directory of 1024 words, each the frame of a table of 1024
// entries. An entry: bits 31..12 frame; bit 0 may be read, 1 written, 2 executed; the rest zero.
// An entry of the directory is valid if bit 0 is set.
#ifndef PAGE_TABLE_H
#define PAGE_TABLE_H

#include <stdbool.h>
#include <stdint.h>

#include "context.h"

static inline bool page_table_allows(uint32_t entry, uint32_t access) {
    return entry % 8 / access % 2 != 0;
}

uint32_t page_table_create(void); // the directory's frame; 0 if there is no frame left
void page_table_destroy(uint32_t directory, bool free_pages);

// The entry for a user address, and the frame of the table that it stands in (0 if none does).
uint32_t page_table_entry(uint32_t directory, uint32_t address, uint32_t *table);
// False if there is no frame left for a table.
bool page_table_map(uint32_t directory, uint32_t address, uint32_t frame, uint32_t permissions);
// Returns the frame that was mapped, or 0.
uint32_t page_table_unmap(uint32_t directory, uint32_t address);

// Where the word that holds a byte is in this level's memory, or NULL after raising the exception.
// The address has to be a multiple of `alignment`.
uint32_t *page_table_word(uint32_t *context, uint32_t address, uint32_t alignment,
                          enum access access);

#endif
