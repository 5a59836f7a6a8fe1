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

// ---- the walk, wherever the page table is ----

enum page_table_part { PAGE_DIRECTORY, PAGE_TABLE };

// Reads a word of a page table. False if it cannot be read; the reader keeps the reason.
typedef bool page_table_reader(void *from, enum page_table_part part, uint32_t address,
                               uint32_t *word);

enum page_table_walk { WALK_FOUND, WALK_FAULT, WALK_STOPPED };

// Finds the entry of an address for an access. WALK_FAULT: the page table does not allow it.
// WALK_STOPPED: the reader has returned false.
enum page_table_walk page_table_walk(page_table_reader *reader, void *from, uint32_t directory,
                                     uint32_t address, enum access access, uint32_t *entry);

// How a guest's access appears in the memory of its supervisor: execution is a read.
static inline enum access page_table_access_below(enum access access) {
    return access == ACCESS_EXECUTE ? ACCESS_READ : access;
}

// ---- page tables in frames of a machine ----

uint32_t
page_table_create(struct machine *machine); // the directory's frame; 0 if there is no frame left
void page_table_destroy(struct machine *machine, uint32_t directory, bool free_pages);

// The entry for a user address, and the frame of the table that holds it (0: there is no table).
uint32_t page_table_entry(const struct machine *machine, uint32_t directory, uint32_t address,
                          uint32_t *table);
// How many pages from an address on have an entry of 0: up to `most`, and in one table only.
uint32_t page_table_gap(const struct machine *machine, uint32_t directory, uint32_t address,
                        uint32_t most);
// False if there is no frame left for a table.
bool page_table_map(struct machine *machine, uint32_t directory, uint32_t address, uint32_t frame,
                    uint32_t permissions);
// Returns the frame that was mapped, or 0.
uint32_t page_table_unmap(struct machine *machine, uint32_t directory, uint32_t address);

// The frame of an address for an access, and that of the table that says so; or 0 and the reason.
// The address has to be a multiple of `alignment`.
uint32_t page_table_frame(const struct machine *machine, uint32_t directory, uint32_t address,
                          uint32_t alignment, enum access access, uint32_t *table,
                          struct fault *fault);
// Where the word that holds a byte is in the machine's memory, about to be changed if it is
// written.
uint32_t *page_table_word(struct machine *machine, uint32_t directory, uint32_t address,
                          uint32_t alignment, enum access access, struct fault *fault);

#endif
