// The entries of .debug_info: their contents, and those whose scope contains an address. Private to
// this folder.
#ifndef ENTRIES_H
#define ENTRIES_H

#include "cursor.h"

// The attributes that are of use here.
enum attribute {
    SIBLING,
    LOCATION,
    NAME,
    LINES,
    LOW_PC,
    HIGH_PC,
    ORIGIN,
    FRAME_BASE,
    RANGES,
    CALL_FILE,
    CALL_LINE,
    TYPE,
    BYTE_SIZE,
    ENCODING,
    CONST_VALUE,
    MEMBER_LOCATION,
    UPPER_BOUND,
    TEXTS_BASE,
    ADDRESSES_BASE,
    RANGES_BASE,
    LOCATIONS_BASE,
    ATTRIBUTES
};

struct abbreviations;

struct unit {
    const struct image *image;
    struct cursor entries; // up to the end of the unit
    const struct abbreviations *abbreviations;
    uint32_t version;
    uint32_t start; // of the unit in its section
    uint32_t base;  // what ranges are relative to
    uint32_t lines; // of its line program
    // Where its part of .debug_str_offsets begins, and so on.
    uint32_t texts_base;
    uint32_t addresses_base;
    uint32_t ranges_base;
    uint32_t locations_base;
};

struct entry {
    uint32_t tag; // 0: the end of a list
    bool has_children;
    struct value values[ATTRIBUTES]; // form 0: there is none
};

bool entry_has(const struct entry *entry, enum attribute attribute);

// ---- units.c ----

// Reads the entry at the unit's cursor, which goes on behind it. False if the rest of the unit
// cannot be read.
bool unit_read_entry(struct unit *unit, struct entry *entry);
// The unit that has the code at an address, with the cursor behind its own entry. False if there is
// none.
bool unit_of_code(struct unit *unit, const struct image *image, uint32_t address);
// The unit that an offset in .debug_info is in.
bool unit_around(struct unit *unit, const struct image *image, uint32_t offset);

// ---- ranges.c ----

// Lists of ranges and of locations.
struct range_list {
    const struct unit *unit;
    struct cursor cursor;
    uint32_t base;
    bool has_locations;
    bool is_empty; // what came last set the base only
};

struct range_list range_list_at(const struct unit *unit, uint32_t offset, bool has_locations);
// The next range; in a list of locations the cursor is at its expression. False at the end.
bool range_list_next(struct range_list *list, uint32_t *start, uint32_t *end);
// The address with a number in the unit's part of .debug_addr.
uint32_t unit_address(const struct unit *unit, uint32_t number);
// The code of an entry that is not in several ranges. False if it has none.
bool entry_range(const struct entry *entry, uint32_t *start, uint32_t *end);
bool entry_contains(const struct unit *unit, const struct entry *entry, uint32_t address);

// ---- entries.c ----

// The entry that an attribute refers to, perhaps in another unit. False if there is none.
bool entry_at(const struct unit *unit, const struct value *reference, struct unit *other,
              struct entry *entry);
const char *entry_name(const struct unit *unit, const struct entry *entry); // NULL: not known

typedef void entry_visitor(void *state, const struct unit *unit, const struct entry *entry);
// Calls `each` for the scopes around an address, from the function in, and for their variables.
void entries_around(const struct image *image, uint32_t address, entry_visitor *each, void *state);

#endif
