// The tree of entries in .debug_info (DWARF 4, section 7.5): of the unit that an address is in,
// what is known of the functions and variables there.
#include <stddef.h>
#include <string.h>

#include "dwarf.h"
#include "entries.h"
#include "lines.h"

static const uint8_t attribute_numbers[ATTRIBUTES] = {
    DW_AT_location,   DW_AT_name,       DW_AT_stmt_list,
    DW_AT_low_pc,     DW_AT_high_pc,    DW_AT_abstract_origin,
    DW_AT_frame_base, DW_AT_ranges,     DW_AT_call_file,
    DW_AT_call_line,  DW_AT_type,       DW_AT_byte_size,
    DW_AT_encoding,   DW_AT_const_value};

enum { INLINED_MAX = 16, ORIGINS_MAX = 4 };

// ---- entries ----

// Sets the cursor behind the code of an abbreviation. False if there is none.
static bool find_abbreviation(struct unit *unit, uint32_t code, struct cursor *cursor) {
    *cursor = unit->abbreviations;
    if (code < KNOWN_CODES && unit->known[code] != 0) {
        cursor->at = unit->known[code] - 1;
        return true;
    }
    while (!cursor->is_broken) {
        uint32_t here = cursor_unsigned(cursor);
        if (here == 0)
            return false;
        if (here < KNOWN_CODES)
            unit->known[here] = cursor->at + 1;
        if (here == code)
            return true;
        cursor_unsigned(cursor);
        cursor_byte(cursor);
        for (bool is_end = false; !is_end && !cursor->is_broken;) {
            uint32_t attribute = cursor_unsigned(cursor);
            uint32_t form = cursor_unsigned(cursor);
            if (form == DW_FORM_implicit_const)
                cursor_signed(cursor);
            is_end = attribute == 0 && form == 0;
        }
    }
    return false;
}

// False if the rest of the unit cannot be read.
static bool read_entry(struct unit *unit, struct cursor *cursor, struct entry *entry) {
    struct cursor abbreviation;
    memset(entry, 0, sizeof *entry);
    uint32_t code = cursor_unsigned(cursor);
    if (code == 0)
        return !cursor->is_broken;
    if (!find_abbreviation(unit, code, &abbreviation))
        return false;
    entry->tag = cursor_unsigned(&abbreviation);
    entry->has_children = cursor_byte(&abbreviation) != 0;
    for (;;) {
        struct value value;
        uint32_t number = cursor_unsigned(&abbreviation);
        uint32_t form = cursor_unsigned(&abbreviation);
        if (number == 0 && form == 0)
            return entry->tag != 0 && !abbreviation.is_broken;
        if (form == DW_FORM_implicit_const)
            cursor_signed(&abbreviation);
        if (abbreviation.is_broken || !cursor_value(cursor, form, &value))
            return false;
        for (uint32_t i = 0; i < ATTRIBUTES; i++)
            if (attribute_numbers[i] == number)
                entry->values[i] = value;
    }
}

bool entry_has(const struct entry *entry, enum attribute attribute) {
    return entry->values[attribute].form != 0;
}

// ---- units ----

// Reads the header of the unit at an offset and the unit's own entry; the next unit is at *next.
static bool open_unit(struct unit *unit, const struct image *image, uint32_t offset,
                      uint32_t *next) {
    struct cursor section = image_section(image, ".debug_info");
    struct entry entry;
    memset(unit, 0, sizeof *unit);
    unit->image = image;
    unit->start = offset;
    cursor_skip(&section, offset);
    uint32_t size = cursor_word(&section);
    unit->entries = cursor_part(&section, size);
    *next = section.at;
    uint32_t version = cursor_half(&unit->entries);
    unit->version = version;
    if (version == 5)
        cursor_half(&unit->entries); // kind of unit, size of an address
    uint32_t abbreviations = cursor_word(&unit->entries);
    if (version < 5)
        cursor_byte(&unit->entries);
    unit->abbreviations = image_section(image, ".debug_abbrev");
    cursor_skip(&unit->abbreviations, abbreviations);
    if (version < 2 || version > 5 || unit->entries.is_broken || unit->abbreviations.is_broken)
        return false;
    if (!read_entry(unit, &unit->entries, &entry))
        return false;
    unit->base = entry.values[LOW_PC].number;
    unit->lines = entry_has(&entry, LINES) ? entry.values[LINES].number : 0xffffffffu;
    return true;
}

// Where in .debug_info the unit is that has the code at an address (section 6.1.2).
static bool find_unit(const struct image *image, uint32_t address, uint32_t *offset) {
    struct cursor section = image_section(image, ".debug_aranges");
    while (section.at < section.size) {
        uint32_t start = section.at;
        uint32_t size = cursor_word(&section);
        struct cursor set = cursor_part(&section, size);
        uint32_t version = cursor_half(&set);
        *offset = cursor_word(&set);
        uint32_t sizes = cursor_half(&set);
        cursor_skip(&set, (0u - (set.at - start)) % 8);
        while (version == 2 && sizes == 4 && !set.is_broken) {
            uint32_t from = cursor_word(&set);
            uint32_t length = cursor_word(&set);
            if (from == 0 && length == 0)
                break;
            if (address - from < length)
                return true;
        }
    }
    return false;
}

// The unit that an entry is in.
static bool unit_around(struct unit *unit, const struct image *image, uint32_t entry) {
    uint32_t size = image_section(image, ".debug_info").size;
    for (uint32_t offset = 0; offset < size;) {
        uint32_t next;
        bool is_good = open_unit(unit, image, offset, &next);
        if (entry >= offset && entry < next)
            return is_good;
        if (next <= offset)
            break;
        offset = next;
    }
    return false;
}

bool entry_at(const struct unit *unit, const struct value *reference, struct unit *other,
              struct entry *entry) {
    uint32_t offset = reference->number;
    if (reference->form == 0)
        return false;
    if (reference->form != DW_FORM_ref_addr) {
        offset += unit->start;
        *other = *unit;
    } else if (!unit_around(other, unit->image, offset)) {
        return false;
    }
    other->entries.at = offset;
    return offset < other->entries.size && read_entry(other, &other->entries, entry);
}

// ---- names ----

static const char *name_of(const struct unit *unit, const struct entry *entry, uint32_t depth) {
    struct unit other;
    struct entry original;
    if (entry_has(entry, NAME) || !entry_has(entry, ORIGIN) || depth == ORIGINS_MAX)
        return value_text(unit->image, &entry->values[NAME]);
    if (!entry_at(unit, &entry->values[ORIGIN], &other, &original))
        return NULL;
    return name_of(&other, &original, depth + 1);
}

const char *entry_name(const struct unit *unit, const struct entry *entry) {
    return name_of(unit, entry, 0);
}

// ---- scopes ----

// In version 4 pairs of addresses relative to the base, the list's own if it sets one.
static bool next_pair(struct range_list *list, uint32_t *start, uint32_t *end) {
    *start = cursor_word(&list->cursor);
    *end = cursor_word(&list->cursor);
    if (list->cursor.is_broken || (*start == 0 && *end == 0))
        return false;
    if (*start == 0xffffffffu) {
        list->base = *end;
        *end = *start; // an empty one
        list->is_empty = true;
        return true;
    }
    *start += list->base;
    *end += list->base;
    return true;
}

// In version 5 each entry says what it is (DWARF 5, sections 2.6.2 and 2.17.3).
static bool next_entry(struct range_list *list, uint32_t *start, uint32_t *end) {
    struct cursor *cursor = &list->cursor;
    uint32_t kind = cursor_byte(cursor);
    *start = *end = 0;
    if (!list->has_locations && kind >= DW_RLE_base_address)
        kind++; // numbered alike but for the default, which ranges do not have
    switch (kind) {
    case DW_LLE_offset_pair:
        *start = list->base + cursor_unsigned(cursor);
        *end = list->base + cursor_unsigned(cursor);
        break;
    case DW_LLE_default_location: *end = 0xffffffffu; break;
    case DW_LLE_base_address:
        list->base = cursor_word(cursor);
        list->is_empty = true;
        break;
    case DW_LLE_start_end:
        *start = cursor_word(cursor);
        *end = cursor_word(cursor);
        break;
    case DW_LLE_start_length:
        *start = cursor_word(cursor);
        *end = *start + cursor_unsigned(cursor);
        break;
    default: return false; // the end, or an index into a table that is not read
    }
    return !cursor->is_broken;
}

struct range_list range_list_at(const struct unit *unit, uint32_t offset, bool has_locations) {
    static const char *const sections[2][2] = {{".debug_ranges", ".debug_rnglists"},
                                               {".debug_loc", ".debug_loclists"}};
    struct range_list list = {{0}, unit->base, unit->version, has_locations, false};
    list.cursor = image_section(unit->image, sections[has_locations][unit->version >= 5]);
    cursor_skip(&list.cursor, offset);
    return list;
}

bool range_list_next(struct range_list *list, uint32_t *start, uint32_t *end) {
    list->is_empty = false;
    return list->version >= 5 ? next_entry(list, start, end) : next_pair(list, start, end);
}

static bool is_in_ranges(const struct unit *unit, uint32_t offset, uint32_t address) {
    struct range_list list = range_list_at(unit, offset, false);
    uint32_t start, end;
    while (range_list_next(&list, &start, &end))
        if (!list.is_empty && address >= start && address < end)
            return true;
    return false;
}

static bool contains(const struct unit *unit, const struct entry *entry, uint32_t address) {
    uint32_t low = entry->values[LOW_PC].number, high = entry->values[HIGH_PC].number;
    if (entry_has(entry, RANGES))
        return is_in_ranges(unit, entry->values[RANGES].number, address);
    if (!entry_has(entry, LOW_PC) || !entry_has(entry, HIGH_PC))
        return false;
    if (entry->values[HIGH_PC].form == DW_FORM_addr)
        high -= low;
    return address - low < high;
}

static bool is_scope(const struct entry *entry) {
    return entry->tag == DW_TAG_subprogram || entry->tag == DW_TAG_inlined_subroutine ||
           entry->tag == DW_TAG_lexical_block;
}

void entries_around(const struct image *image, uint32_t address, entry_visitor *each, void *state) {
    struct unit unit;
    struct entry entry;
    uint32_t offset, next;
    uint32_t level = 1;  // of the next entry; those of the unit's own list are on level 1
    uint32_t inside = 0; // level of the innermost scope around the address
    bool was_in_function = false;
    if (!find_unit(image, address, &offset) || !open_unit(&unit, image, offset, &next))
        return;
    while (level > 0 && unit.entries.at < unit.entries.size &&
           read_entry(&unit, &unit.entries, &entry)) {
        bool is_visible = level == inside + 1;
        if (entry.tag == 0) {
            level--;
            if (inside >= level && inside > 0)
                inside = level - 1;
            if (was_in_function && inside == 0)
                return;
            continue;
        }
        if (is_visible && is_scope(&entry) && contains(&unit, &entry, address)) {
            each(state, &unit, &entry);
            was_in_function = true;
            inside = level;
        } else if (is_visible && inside > 0 &&
                   (entry.tag == DW_TAG_formal_parameter || entry.tag == DW_TAG_variable)) {
            each(state, &unit, &entry);
        }
        if (entry.has_children)
            level++;
    }
}

// ---- functions ----

struct chain { // from the outermost in
    struct code_frame frames[INLINED_MAX];
    uint32_t count;
};

static void add_to_chain(void *state, const struct unit *unit, const struct entry *entry) {
    struct chain *chain = state;
    if (chain->count == INLINED_MAX || (entry->tag != DW_TAG_inlined_subroutine &&
                                        (entry->tag != DW_TAG_subprogram || chain->count > 0)))
        return;
    struct code_frame *frame = &chain->frames[chain->count];
    frame->function = entry_name(unit, entry);
    if (chain->count > 0) { // the one around it is left where it is called
        struct source_line *call = &frame[-1].place;
        call->file = line_file(unit->image, unit->lines, entry->values[CALL_FILE].number);
        call->line = entry->values[CALL_LINE].number;
    }
    chain->count++;
}

uint32_t image_frames_at(const struct image *image, uint32_t address, struct code_frame *frames,
                         uint32_t most) {
    struct symbol symbol = image_function_at(image, address);
    struct chain chain;
    memset(&chain, 0, sizeof chain);
    entries_around(image, address, add_to_chain, &chain);
    if (chain.count == 0 && symbol.name == NULL)
        return 0;
    if (chain.count == 0)
        chain.count = 1;
    if (symbol.name != NULL)
        chain.frames[0].function = symbol.name;
    image_line_at(image, address, &chain.frames[chain.count - 1].place);
    uint32_t count = chain.count < most ? chain.count : most;
    for (uint32_t i = 0; i < count; i++)
        frames[i] = chain.frames[chain.count - 1 - i];
    return count;
}
