// Lists of ranges of addresses, and of locations, which hold for a range each.
#include <stddef.h>

#include "dwarf.h"
#include "entries.h"

uint32_t unit_address(const struct unit *unit, uint32_t number) {
    struct cursor section = image_section(unit->image, ".debug_addr");
    cursor_skip(&section, unit->addresses_base);
    if (number > section.size / 4)
        return 0;
    cursor_skip(&section, number * 4);
    return cursor_word(&section);
}

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
    if (!list->has_locations && kind > DW_LLE_offset_pair)
        kind++; // numbered alike but for the default, which ranges do not have
    switch (kind) {
    case DW_LLE_base_addressx:
        list->base = unit_address(list->unit, cursor_unsigned(cursor));
        list->is_empty = true;
        break;
    case DW_LLE_startx_endx:
        *start = unit_address(list->unit, cursor_unsigned(cursor));
        *end = unit_address(list->unit, cursor_unsigned(cursor));
        break;
    case DW_LLE_startx_length:
        *start = unit_address(list->unit, cursor_unsigned(cursor));
        *end = *start + cursor_unsigned(cursor);
        break;
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
    default: return false; // the end, or not known
    }
    return !cursor->is_broken;
}

struct range_list range_list_at(const struct unit *unit, uint32_t offset, bool has_locations) {
    static const char *const sections[2][2] = {{".debug_ranges", ".debug_rnglists"},
                                               {".debug_loc", ".debug_loclists"}};
    struct range_list list = {unit, {0}, unit->base, has_locations, false};
    list.cursor = image_section(unit->image, sections[has_locations][unit->version >= 5]);
    cursor_skip(&list.cursor, offset);
    return list;
}

bool range_list_next(struct range_list *list, uint32_t *start, uint32_t *end) {
    list->is_empty = false;
    return list->unit->version >= 5 ? next_entry(list, start, end) : next_pair(list, start, end);
}

bool entry_range(const struct entry *entry, uint32_t *start, uint32_t *end) {
    *start = entry->values[LOW_PC].number;
    *end = entry->values[HIGH_PC].number;
    if (entry->values[HIGH_PC].form != DW_FORM_addr)
        *end += *start;
    return entry_has(entry, LOW_PC) && entry_has(entry, HIGH_PC);
}

bool entry_contains(const struct unit *unit, const struct entry *entry, uint32_t address) {
    uint32_t start, end;
    if (!entry_has(entry, RANGES))
        return entry_range(entry, &start, &end) && address - start < end - start;
    struct range_list list = range_list_at(unit, entry->values[RANGES].number, false);
    while (range_list_next(&list, &start, &end)) {
        if (!list.is_empty && address >= start && address < end)
            return true;
    }
    return false;
}
