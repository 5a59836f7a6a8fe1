// The tree of entries in .debug_info: of the unit that an address is in, what is known of the
// functions and variables there.
#include <stddef.h>
#include <string.h>

#include "dwarf.h"
#include "entries.h"
#include "lines.h"

enum { INLINED_MAX = 16, ORIGINS_MAX = 4 };

bool entry_at(const struct unit *unit, const struct value *reference, struct unit *other,
              struct entry *entry) {
    uint32_t offset = reference->number;
    switch (reference->form) {
    case DW_FORM_ref1:
    case DW_FORM_ref2:
    case DW_FORM_ref4:
    case DW_FORM_ref8:
    case DW_FORM_ref_udata:
        offset += unit->start;
        *other = *unit;
        break;
    case DW_FORM_ref_addr:
        if (!unit_around(other, unit->image, offset))
            return false;
        break;
    default: return false;
    }
    other->entries.at = offset;
    return offset < other->entries.size && unit_read_entry(other, entry);
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

static bool is_scope(const struct entry *entry) {
    return entry->tag == DW_TAG_subprogram || entry->tag == DW_TAG_inlined_subroutine ||
           entry->tag == DW_TAG_lexical_block;
}

// To the next entry of the same list, if this one says where it is.
static bool skip_children(struct unit *unit, const struct entry *entry) {
    uint32_t next = unit->start + entry->values[SIBLING].number;
    if (!entry_has(entry, SIBLING) || entry->values[SIBLING].form == DW_FORM_ref_addr ||
        next <= unit->entries.at || next > unit->entries.size)
        return false;
    unit->entries.at = next;
    return true;
}

void entries_around(const struct image *image, uint32_t address, entry_visitor *each, void *state) {
    struct unit unit;
    struct entry entry;
    uint32_t level = 1;  // of the next entry; those of the unit's own list are on level 1
    uint32_t inside = 0; // level of the innermost scope around the address
    bool was_in_function = false;
    if (!unit_of_code(&unit, image, address))
        return;
    while (level > 0 && unit.entries.at < unit.entries.size && unit_read_entry(&unit, &entry)) {
        bool is_visible = level == inside + 1, is_around = false;
        if (entry.tag == 0) {
            level--;
            if (inside >= level && inside > 0)
                inside = level - 1;
            if (was_in_function && inside == 0)
                return;
            continue;
        }
        if (is_visible && is_scope(&entry))
            is_around = entry_contains(&unit, &entry, address);
        if (is_around) {
            each(state, &unit, &entry);
            was_in_function = true;
            inside = level;
        } else if (is_visible && inside > 0 &&
                   (entry.tag == DW_TAG_formal_parameter || entry.tag == DW_TAG_variable)) {
            each(state, &unit, &entry);
        }
        if (entry.has_children && (is_around || !skip_children(&unit, &entry)))
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
