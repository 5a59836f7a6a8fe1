// The entries of .debug_info: what stands in them, and which are around an address. For this folder
// only.
#ifndef ENTRIES_H
#define ENTRIES_H

#include "cursor.h"

// The attributes that are of use here.
enum attribute {
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
    ATTRIBUTES
};

enum { KNOWN_CODES = 128 };

struct unit {
    const struct image *image;
    struct cursor entries; // up to the end of the unit
    struct cursor abbreviations;
    uint32_t version;
    uint32_t start;              // of the unit in its section
    uint32_t base;               // what ranges are relative to
    uint32_t lines;              // of its line program
    uint32_t known[KNOWN_CODES]; // where the abbreviations are, +1
};

struct entry {
    uint32_t tag; // 0: the end of a list
    bool has_children;
    struct value values[ATTRIBUTES]; // form 0: there is none
};

bool entry_has(const struct entry *entry, enum attribute attribute);
// The entry that an attribute refers to, perhaps in another unit. False if there is none.
bool entry_at(const struct unit *unit, const struct value *reference, struct unit *other,
              struct entry *entry);
const char *entry_name(const struct unit *unit, const struct entry *entry); // NULL: not known

typedef void entry_visitor(void *state, const struct unit *unit, const struct entry *entry);
// Calls `each` for the scopes around an address, from the function in, and for their variables.
void entries_around(const struct image *image, uint32_t address, entry_visitor *each, void *state);

// Lists of ranges and of locations.
struct range_list {
    struct cursor cursor;
    uint32_t base;
    uint32_t version;
    bool has_locations;
    bool is_empty; // what came last set the base only
};

struct range_list range_list_at(const struct unit *unit, uint32_t offset, bool has_locations);
// The next range; in a list of locations the cursor is at its expression. False at the end.
bool range_list_next(struct range_list *list, uint32_t *start, uint32_t *end);

#endif
