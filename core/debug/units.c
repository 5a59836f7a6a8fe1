// Units of .debug_info (DWARF 4 and 5, section 7.5): how their entries are read, where they are,
// and which has the code at an address.
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "dwarf.h"
#include "entries.h"

static const uint8_t attribute_numbers[ATTRIBUTES] = {DW_AT_sibling,
                                                      DW_AT_location,
                                                      DW_AT_name,
                                                      DW_AT_stmt_list,
                                                      DW_AT_low_pc,
                                                      DW_AT_high_pc,
                                                      DW_AT_abstract_origin,
                                                      DW_AT_frame_base,
                                                      DW_AT_ranges,
                                                      DW_AT_call_file,
                                                      DW_AT_call_line,
                                                      DW_AT_type,
                                                      DW_AT_byte_size,
                                                      DW_AT_encoding,
                                                      DW_AT_const_value,
                                                      DW_AT_data_member_location,
                                                      DW_AT_upper_bound,
                                                      DW_AT_str_offsets_base,
                                                      DW_AT_addr_base,
                                                      DW_AT_rnglists_base,
                                                      DW_AT_loclists_base};

enum { UNIT_HEADER_MIN = 11 }; // bytes

// ---- abbreviations ----

struct abbreviation {
    uint32_t code;
    uint32_t at; // behind the code, in .debug_abbrev
};

// The table at an offset, by code.
struct abbreviations {
    struct abbreviations *next;
    uint32_t offset;
    uint32_t count;
    struct abbreviation *list;
};

static void skip_abbreviation(struct cursor *cursor) {
    uint32_t attribute, form;
    cursor_unsigned(cursor);
    cursor_byte(cursor);
    do {
        attribute = cursor_unsigned(cursor);
        form = cursor_unsigned(cursor);
        if (form == DW_FORM_implicit_const)
            cursor_signed(cursor);
    } while ((attribute != 0 || form != 0) && !cursor->is_broken);
}

// Reads a table, into `list` if there is one; how many abbreviations it has.
static uint32_t read_abbreviations(struct cursor *cursor, struct abbreviation *list) {
    uint32_t count = 0;
    while (!cursor->is_broken) {
        uint32_t code = cursor_unsigned(cursor);
        if (code == 0)
            break;
        if (list != NULL)
            list[count] = (struct abbreviation){code, cursor->at};
        count++;
        skip_abbreviation(cursor);
    }
    return count;
}

static int compare_codes(const void *left, const void *right) {
    const struct abbreviation *a = left, *b = right;
    return a->code < b->code ? -1 : a->code > b->code;
}

// NULL if they cannot be read, or if tables overlap so much that reading them all takes long.
static const struct abbreviations *abbreviations_at(const struct image *image, uint32_t offset) {
    struct tables *tables = tables_of(image);
    struct cursor cursor = image_section(image, ".debug_abbrev");
    if (tables == NULL || offset >= cursor.size)
        return NULL;
    struct abbreviations **bucket = &tables->abbreviations[offset % ABBREVIATION_BUCKETS];
    for (struct abbreviations *table = *bucket; table != NULL; table = table->next) {
        if (table->offset == offset)
            return table;
    }
    if (tables->abbreviation_bytes > cursor.size)
        return NULL;
    cursor.at = offset;
    struct cursor again = cursor;
    uint32_t count = read_abbreviations(&cursor, NULL);
    tables->abbreviation_bytes += cursor.at - offset;
    struct abbreviations *table = image_keep(image, sizeof *table);
    struct abbreviation *list = image_keep(image, (count + 1) * sizeof *list);
    if (table == NULL || list == NULL)
        return NULL;
    *table = (struct abbreviations){*bucket, offset, count, list};
    read_abbreviations(&again, list);
    for (uint32_t i = 1; i < count; i++) {
        if (list[i].code < list[i - 1].code) {
            qsort(list, count, sizeof *list, compare_codes);
            break;
        }
    }
    *bucket = table;
    return table;
}

// Sets the cursor behind the code of an abbreviation. False if there is none.
static bool find_abbreviation(const struct unit *unit, uint32_t code, struct cursor *cursor) {
    const struct abbreviations *table = unit->abbreviations;
    uint32_t first = 0, end = table->count;
    if (code - 1 < end && table->list[code - 1].code == code) { // as compilers number them
        first = code - 1;
        end = code;
    }
    while (first < end) {
        uint32_t middle = first + (end - first) / 2;
        if (table->list[middle].code == code) {
            *cursor = image_section(unit->image, ".debug_abbrev");
            cursor->at = table->list[middle].at;
            return true;
        }
        if (table->list[middle].code < code)
            first = middle + 1;
        else
            end = middle;
    }
    return false;
}

// ---- entries ----

bool entry_has(const struct entry *entry, enum attribute attribute) {
    return entry->values[attribute].form != 0;
}

// A word of a table of offsets, from its part for this unit on.
static uint32_t word_of_table(const struct unit *unit, const char *name, uint32_t base,
                              uint32_t number) {
    struct cursor section = image_section(unit->image, name);
    cursor_skip(&section, base);
    if (number > section.size / 4)
        return 0xffffffffu;
    cursor_skip(&section, number * 4);
    return section.at < section.size ? cursor_word(&section) : 0xffffffffu;
}

// Puts what a number in a table stands for in place of the number (DWARF 5, section 7.5.5).
static void look_up(const struct unit *unit, struct value *value) {
    switch (value->form) {
    case DW_FORM_strx:
    case DW_FORM_strx1:
    case DW_FORM_strx2:
    case DW_FORM_strx3:
    case DW_FORM_strx4:
        value->number = word_of_table(unit, ".debug_str_offsets", unit->texts_base, value->number);
        value->form = DW_FORM_strp;
        break;
    case DW_FORM_addrx:
    case DW_FORM_addrx1:
    case DW_FORM_addrx2:
    case DW_FORM_addrx3:
    case DW_FORM_addrx4:
        value->number = unit_address(unit, value->number);
        value->form = DW_FORM_addr;
        break;
    case DW_FORM_rnglistx:
        value->number = unit->ranges_base +
                        word_of_table(unit, ".debug_rnglists", unit->ranges_base, value->number);
        value->form = DW_FORM_sec_offset;
        break;
    case DW_FORM_loclistx:
        value->number = unit->locations_base +
                        word_of_table(unit, ".debug_loclists", unit->locations_base, value->number);
        value->form = DW_FORM_sec_offset;
        break;
    default: break;
    }
}

static void look_up_all(struct unit *unit, struct entry *entry) {
    if (entry->tag == DW_TAG_compile_unit || entry->tag == DW_TAG_partial_unit ||
        entry->tag == DW_TAG_skeleton_unit) {
        unit->texts_base = entry->values[TEXTS_BASE].number;
        unit->addresses_base = entry->values[ADDRESSES_BASE].number;
        unit->ranges_base = entry->values[RANGES_BASE].number;
        unit->locations_base = entry->values[LOCATIONS_BASE].number;
    }
    for (uint32_t i = 0; i < ATTRIBUTES; i++)
        look_up(unit, &entry->values[i]);
}

bool unit_read_entry(struct unit *unit, struct entry *entry) {
    struct cursor *cursor = &unit->entries;
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
            break;
        if (abbreviation.is_broken || !cursor_value(cursor, form, &value))
            return false;
        if (form == DW_FORM_implicit_const) {
            value.form = DW_FORM_sdata;
            value.number = (uint32_t)cursor_signed(&abbreviation);
        }
        for (uint32_t i = 0; i < ATTRIBUTES; i++)
            if (attribute_numbers[i] == number)
                entry->values[i] = value;
    }
    look_up_all(unit, entry);
    return entry->tag != 0 && !abbreviation.is_broken;
}

// ---- units ----

// Reads the header of the unit at an offset and the unit's own entry.
static bool open_unit(struct unit *unit, const struct image *image, uint32_t offset,
                      struct entry *entry) {
    struct cursor section = image_section(image, ".debug_info");
    uint32_t kind = 0;
    memset(unit, 0, sizeof *unit);
    unit->image = image;
    unit->start = offset;
    cursor_skip(&section, offset);
    uint32_t size = cursor_word(&section);
    unit->entries = cursor_part(&section, size);
    uint32_t version = cursor_half(&unit->entries);
    unit->version = version;
    if (version == 5) {
        kind = cursor_byte(&unit->entries);
        cursor_byte(&unit->entries); // size of an address
    }
    uint32_t abbreviations = cursor_word(&unit->entries);
    if (version < 5)
        cursor_byte(&unit->entries);
    if (kind == DW_UT_skeleton || kind == DW_UT_split_compile)
        cursor_skip(&unit->entries, 8);
    else if (kind == DW_UT_type || kind == DW_UT_split_type)
        cursor_skip(&unit->entries, 12);
    if (version < 2 || version > 5 || unit->entries.is_broken)
        return false;
    unit->abbreviations = abbreviations_at(image, abbreviations);
    if (unit->abbreviations == NULL || !unit_read_entry(unit, entry))
        return false;
    unit->base = entry->values[LOW_PC].number;
    unit->lines = entry_has(entry, LINES) ? entry->values[LINES].number : 0xffffffffu;
    return true;
}

struct unit_place {
    uint32_t start;
    uint32_t end;
    bool has_spans; // .debug_aranges says where its code is
};

// Lists all units, into `list` if there is one; how many there are.
static uint32_t list_units(struct cursor section, struct unit_place *list) {
    uint32_t count = 0;
    while (section.at < section.size) {
        uint32_t start = section.at;
        uint32_t size = cursor_word(&section);
        cursor_skip(&section, size);
        if (section.is_broken || size + 4 < UNIT_HEADER_MIN)
            break;
        if (list != NULL)
            list[count] = (struct unit_place){start, section.at, false};
        count++;
    }
    return count;
}

static void find_units(const struct image *image, struct tables *tables) {
    struct cursor section = image_section(image, ".debug_info");
    uint32_t count = list_units(section, NULL);
    tables->units = image_keep(image, (count + 1) * sizeof *tables->units);
    if (tables->units != NULL)
        tables->unit_count = list_units(section, tables->units);
}

// The place of the unit that an offset is in; NULL: there is none.
static struct unit_place *place_around(const struct image *image, uint32_t offset) {
    struct tables *tables = tables_of(image);
    if (tables != NULL && tables->units == NULL)
        find_units(image, tables);
    uint32_t first = 0, end = tables != NULL ? tables->unit_count : 0;
    while (first < end) {
        uint32_t middle = first + (end - first) / 2;
        if (offset >= tables->units[middle].end)
            first = middle + 1;
        else if (offset < tables->units[middle].start)
            end = middle;
        else
            return &tables->units[middle];
    }
    return NULL;
}

bool unit_around(struct unit *unit, const struct image *image, uint32_t offset) {
    const struct unit_place *place = place_around(image, offset);
    struct entry entry;
    return place != NULL && open_unit(unit, image, place->start, &entry);
}

// ---- units by address ----

struct span {
    uint32_t start;
    uint32_t end;
    uint32_t unit; // where that is
};

// Spans that are found, as many as a file of that size may have.
struct spans {
    struct span *list;
    uint32_t count;
    uint32_t capacity;
    uint32_t most;
};

static void add_span(struct spans *spans, uint32_t start, uint32_t end, uint32_t unit) {
    if (end <= start || spans->count == spans->most)
        return;
    if (spans->count == spans->capacity) {
        uint32_t capacity = spans->capacity * 2 + 64;
        struct span *list = realloc(spans->list, capacity * sizeof *list);
        if (list == NULL)
            return;
        spans->list = list;
        spans->capacity = capacity;
    }
    spans->list[spans->count++] = (struct span){start, end, unit};
}

// What .debug_aranges says (section 6.1.2).
static void add_aranges(const struct image *image, struct spans *spans) {
    struct cursor section = image_section(image, ".debug_aranges");
    while (section.at < section.size) {
        uint32_t start = section.at;
        uint32_t size = cursor_word(&section);
        struct cursor set = cursor_part(&section, size);
        uint32_t version = cursor_half(&set);
        struct unit_place *place = place_around(image, cursor_word(&set));
        uint32_t sizes = cursor_half(&set);
        cursor_skip(&set, (0u - (set.at - start)) % 8);
        if (place == NULL || version != 2 || sizes != 4)
            continue;
        place->has_spans = true;
        while (!set.is_broken) {
            uint32_t from = cursor_word(&set);
            uint32_t length = cursor_word(&set);
            if (from == 0 && length == 0)
                break;
            add_span(spans, from, from + length, place->start);
        }
    }
}

// Not all compilers write that: then the unit's own entry says it.
static void add_unit(const struct image *image, uint32_t offset, struct spans *spans) {
    struct unit unit;
    struct entry entry;
    uint32_t start, end;
    if (!open_unit(&unit, image, offset, &entry))
        return;
    if (!entry_has(&entry, RANGES)) {
        if (entry_range(&entry, &start, &end))
            add_span(spans, start, end, offset);
        return;
    }
    struct range_list list = range_list_at(&unit, entry.values[RANGES].number, false);
    while (spans->count < spans->most && range_list_next(&list, &start, &end))
        add_span(spans, start, end, offset);
}

static int compare_spans(const void *left, const void *right) {
    const struct span *a = left, *b = right;
    if (a->start != b->start)
        return a->start < b->start ? -1 : 1;
    return a->end < b->end ? -1 : a->end > b->end;
}

static void find_spans(const struct image *image, struct tables *tables) {
    struct spans spans = {NULL, 0, 0, image->size / 4};
    add_aranges(image, &spans);
    for (uint32_t i = 0; i < tables->unit_count; i++) {
        if (!tables->units[i].has_spans)
            add_unit(image, tables->units[i].start, &spans);
    }
    if (spans.count > 0)
        qsort(spans.list, spans.count, sizeof *spans.list, compare_spans);
    tables->spans = image_keep(image, (spans.count + 1) * sizeof *spans.list);
    if (tables->spans != NULL && spans.count > 0) {
        memcpy(tables->spans, spans.list, spans.count * sizeof *spans.list);
        tables->span_count = spans.count;
    }
    free(spans.list);
}

bool unit_of_code(struct unit *unit, const struct image *image, uint32_t address) {
    enum { OVERLAPPING = 8 }; // hardly ever do they
    struct tables *tables = tables_of(image);
    struct entry entry;
    place_around(image, 0);
    if (tables != NULL && tables->spans == NULL)
        find_spans(image, tables);
    uint32_t first = 0, end = tables != NULL ? tables->span_count : 0;
    while (first < end) {
        uint32_t middle = first + (end - first) / 2;
        if (tables->spans[middle].start <= address)
            first = middle + 1;
        else
            end = middle;
    }
    for (uint32_t i = 0; i < OVERLAPPING && i < first; i++) {
        const struct span *span = &tables->spans[first - 1 - i];
        if (address < span->end)
            return open_unit(unit, image, span->unit, &entry);
    }
    return false;
}

bool unit_lines_of_code(const struct image *image, uint32_t address, uint32_t *offset) {
    struct unit unit;
    if (!unit_of_code(&unit, image, address))
        return false;
    *offset = unit.lines;
    return unit.lines != 0xffffffffu;
}
