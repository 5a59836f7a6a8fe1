// The tree of entries in .debug_info (DWARF 4, section 7.5): of the unit that an address is in,
// what is known of the functions and variables there.
#include <stddef.h>
#include <string.h>

#include "cursor.h"
#include "dwarf.h"
#include "lines.h"

// The attributes that are of use here, and their numbers.
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
    ATTRIBUTES
};
static const uint8_t attribute_numbers[ATTRIBUTES] = {
    DW_AT_location,        DW_AT_name,       DW_AT_stmt_list, DW_AT_low_pc,    DW_AT_high_pc,
    DW_AT_abstract_origin, DW_AT_frame_base, DW_AT_ranges,    DW_AT_call_file, DW_AT_call_line};

enum { INLINED_MAX = 16, KNOWN_CODES = 128, ORIGINS_MAX = 4 };

struct unit {
    const struct image *image;
    struct cursor entries; // up to the end of the unit
    struct cursor abbreviations;
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

static bool has(const struct entry *entry, enum attribute attribute) {
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
    unit->lines = has(&entry, LINES) ? entry.values[LINES].number : 0xffffffffu;
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

// ---- names ----

static const char *name_of(const struct unit *unit, const struct entry *entry, uint32_t depth) {
    const struct value *origin = &entry->values[ORIGIN];
    struct unit other;
    struct entry original;
    if (has(entry, NAME) || !has(entry, ORIGIN) || depth == ORIGINS_MAX)
        return value_text(unit->image, &entry->values[NAME]);
    uint32_t offset = origin->number;
    if (origin->form != DW_FORM_ref_addr)
        offset += unit->start;
    if (!unit_around(&other, unit->image, offset))
        return NULL;
    other.entries.at = offset;
    if (!read_entry(&other, &other.entries, &original))
        return NULL;
    return name_of(&other, &original, depth + 1);
}

// ---- scopes ----

// Lists of ranges and of locations (section 2.17.3, 2.6.2) in version 4: pairs of addresses
// relative to the base, the list's own if it sets one. False at the end.
static bool next_range(struct cursor *list, uint32_t *base, uint32_t *start, uint32_t *end) {
    *start = cursor_word(list);
    *end = cursor_word(list);
    if (list->is_broken || (*start == 0 && *end == 0))
        return false;
    if (*start == 0xffffffffu) {
        *base = *end;
        *end = *start; // an empty one
        return true;
    }
    *start += *base;
    *end += *base;
    return true;
}

static bool is_in_ranges(const struct unit *unit, uint32_t offset, uint32_t address) {
    struct cursor list = image_section(unit->image, ".debug_ranges");
    uint32_t base = unit->base, start, end;
    cursor_skip(&list, offset);
    while (next_range(&list, &base, &start, &end))
        if (address >= start && address < end)
            return true;
    return false;
}

static bool contains(const struct unit *unit, const struct entry *entry, uint32_t address) {
    uint32_t low = entry->values[LOW_PC].number, high = entry->values[HIGH_PC].number;
    if (has(entry, RANGES))
        return is_in_ranges(unit, entry->values[RANGES].number, address);
    if (!has(entry, LOW_PC) || !has(entry, HIGH_PC))
        return false;
    if (entry->values[HIGH_PC].form == DW_FORM_addr)
        high -= low;
    return address - low < high;
}

static bool is_scope(const struct entry *entry) {
    return entry->tag == DW_TAG_subprogram || entry->tag == DW_TAG_inlined_subroutine ||
           entry->tag == DW_TAG_lexical_block;
}

typedef void entry_visitor(void *state, const struct unit *unit, const struct entry *entry);

// Calls `each` for the scopes around an address, from the function in, and for their variables.
static void visit_entries(const struct image *image, uint32_t address, entry_visitor *each,
                          void *state) {
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
    frame->function = name_of(unit, entry, 0);
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
    visit_entries(image, address, add_to_chain, &chain);
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

// ---- variables ----

struct wanted {
    uint32_t address;
    bool is_in_frame;
    uint32_t reg;
    int32_t offset;
    bool knows_frame; // the frame base of the function is its caller's stack pointer
    const char *name;
};

static bool is_wanted(const struct wanted *wanted, struct cursor expression) {
    uint32_t operation = cursor_byte(&expression);
    if (!wanted->is_in_frame)
        return operation == DW_OP_reg0 + wanted->reg && expression.at == expression.size;
    return operation == DW_OP_fbreg && wanted->knows_frame &&
           cursor_signed(&expression) == wanted->offset && expression.at == expression.size;
}

static struct cursor block_of(const struct unit *unit, const struct value *value) {
    struct cursor section = image_section(unit->image, ".debug_info");
    section.at = value->offset;
    return cursor_part(&section, value->number);
}

static bool is_in_list(const struct unit *unit, uint32_t offset, const struct wanted *wanted) {
    struct cursor list = image_section(unit->image, ".debug_loc");
    uint32_t base = unit->base, start, end;
    cursor_skip(&list, offset);
    while (next_range(&list, &base, &start, &end)) {
        if (start == 0xffffffffu)
            continue;
        uint32_t size = cursor_half(&list);
        struct cursor expression = cursor_part(&list, size);
        if (wanted->address >= start && wanted->address < end && is_wanted(wanted, expression))
            return true;
    }
    return false;
}

static void look_at_variable(void *state, const struct unit *unit, const struct entry *entry) {
    struct wanted *wanted = state;
    const struct value *location = &entry->values[LOCATION];
    if (entry->tag == DW_TAG_subprogram && has(entry, FRAME_BASE)) {
        struct cursor base = block_of(unit, &entry->values[FRAME_BASE]);
        wanted->knows_frame =
            base.size == base.at + 1 && cursor_byte(&base) == DW_OP_call_frame_cfa;
    }
    if ((entry->tag != DW_TAG_formal_parameter && entry->tag != DW_TAG_variable) ||
        location->form == 0)
        return;
    bool is_list = location->form == DW_FORM_sec_offset || location->form == DW_FORM_data4;
    if (is_list ? is_in_list(unit, location->number, wanted)
                : is_wanted(wanted, block_of(unit, location)))
        wanted->name = name_of(unit, entry, 0);
}

const char *image_variable_at(const struct image *image, uint32_t address, uint32_t reg) {
    struct wanted wanted = {address, false, reg, 0, false, NULL};
    visit_entries(image, address, look_at_variable, &wanted);
    return wanted.name;
}

const char *image_variable_in_frame(const struct image *image, uint32_t address, int32_t offset) {
    struct wanted wanted = {address, true, 0, offset, false, NULL};
    visit_entries(image, address, look_at_variable, &wanted);
    return wanted.name;
}
