#include "variables.h"

#include <stddef.h>
#include <string.h>

#include "dwarf.h"
#include "entries.h"

enum { TYPES_MAX = 16, VARIABLES_MAX = 64, REGISTER_COUNT = 32 };

struct collection {
    uint32_t address;
    bool has_outer;             // functions, which the innermost one is inlined into
    struct word_location frame; // the frame base of the function: what offsets count from
    struct variable variables[VARIABLES_MAX];
    uint32_t count;
};

// ---- types ----

static enum variable_type basic_type(const struct entry *entry) {
    bool is_byte = entry->values[BYTE_SIZE].number == 1;
    switch (entry->values[ENCODING].number) {
    case DW_ATE_boolean: return TYPE_BOOL;
    case DW_ATE_float: return TYPE_FLOATING;
    case DW_ATE_signed: return is_byte ? TYPE_SIGNED_CHAR : TYPE_SIGNED;
    case DW_ATE_unsigned: return is_byte ? TYPE_CHAR : TYPE_UNSIGNED;
    case DW_ATE_signed_char: return TYPE_SIGNED_CHAR;
    case DW_ATE_unsigned_char: return TYPE_CHAR;
    default: return TYPE_OTHER;
    }
}

// Follows typedefs, const and the like to what a type is.
static enum variable_type find_type(const struct unit *unit, const struct entry *entry,
                                    uint32_t *size, uint32_t depth) {
    struct unit other;
    struct entry type;
    *size = 0;
    if (depth == TYPES_MAX)
        return TYPE_OTHER;
    if (!entry_has(entry, TYPE) && entry_has(entry, ORIGIN) &&
        entry_at(unit, &entry->values[ORIGIN], &other, &type))
        return find_type(&other, &type, size, depth + 1);
    if (!entry_at(unit, &entry->values[TYPE], &other, &type))
        return TYPE_OTHER;
    *size = type.values[BYTE_SIZE].number;
    switch (type.tag) {
    case DW_TAG_base_type: return basic_type(&type);
    case DW_TAG_enumeration_type: return TYPE_SIGNED;
    case DW_TAG_pointer_type: {
        enum variable_type base = find_type(&other, &type, size, depth + 1);
        bool is_char = (base == TYPE_CHAR || base == TYPE_SIGNED_CHAR) && *size == 1;
        *size = 4;
        return is_char ? TYPE_POINTER_TO_CHAR : TYPE_POINTER;
    }
    case DW_TAG_typedef:
    case DW_TAG_const_type:
    case DW_TAG_volatile_type:
    case DW_TAG_restrict_type: return find_type(&other, &type, size, depth + 1);
    default: return TYPE_OTHER;
    }
}

// ---- locations ----

static bool constant_operation(uint32_t operation, struct cursor *expression, uint32_t *number) {
    switch (operation) {
    case DW_OP_const1u: *number = cursor_byte(expression); break;
    case DW_OP_const1s: *number = (cursor_byte(expression) ^ 0x80) - 0x80; break;
    case DW_OP_const2u: *number = cursor_half(expression); break;
    case DW_OP_const2s: *number = (cursor_half(expression) ^ 0x8000) - 0x8000; break;
    case DW_OP_const4u:
    case DW_OP_const4s: *number = cursor_word(expression); break;
    case DW_OP_constu: *number = cursor_unsigned(expression); break;
    case DW_OP_consts: *number = (uint32_t)cursor_signed(expression); break;
    default: *number = operation - DW_OP_lit0; return operation - DW_OP_lit0 < REGISTER_COUNT;
    }
    return true;
}

// The location of a word, or of a piece. Only those expressions are understood that compilers write
// for whole variables.
static struct word_location read_place(const struct collection *collection,
                                       struct cursor *expression) {
    struct word_location location = {WORD_UNKNOWN, 0, 0};
    uint32_t operation = cursor_byte(expression);
    if (operation - DW_OP_reg0 < REGISTER_COUNT) {
        location = (struct word_location){WORD_IN_REGISTER, operation - DW_OP_reg0, 0};
    } else if (operation == DW_OP_regx) {
        location = (struct word_location){WORD_IN_REGISTER, cursor_unsigned(expression), 0};
    } else if (operation - DW_OP_breg0 < REGISTER_COUNT) {
        location = (struct word_location){WORD_BY_REGISTER, (uint32_t)cursor_signed(expression),
                                          operation - DW_OP_breg0};
    } else if (operation == DW_OP_fbreg) {
        location = collection->frame;
        location.number += (uint32_t)cursor_signed(expression);
    } else if (operation == DW_OP_call_frame_cfa) {
        location.place = WORD_IN_FRAME;
    } else if (operation == DW_OP_addr) {
        location = (struct word_location){WORD_IN_MEMORY, cursor_word(expression), 0};
    } else if (constant_operation(operation, expression, &location.number) &&
               cursor_byte(expression) == DW_OP_stack_value) {
        location.place = WORD_CONSTANT;
    }
    if (expression->is_broken)
        location.place = WORD_UNKNOWN;
    return location;
}

static void read_expression(const struct collection *collection, struct cursor expression,
                            struct variable *variable) {
    enum { WORD = 4 };
    struct word_location words[2];
    uint32_t count = 0;
    do {
        words[count] = read_place(collection, &expression);
        if (words[count].place == WORD_UNKNOWN)
            return;
        count++;
        if (expression.at == expression.size)
            break;
        if (cursor_byte(&expression) != DW_OP_piece || cursor_byte(&expression) != WORD)
            return;
    } while (count < 2 && expression.at < expression.size);
    if (expression.at != expression.size)
        return;
    if (count == 1 && variable->size > WORD && words[0].place != WORD_IN_REGISTER) {
        words[1] = words[0]; // one behind the other
        words[1].number = words[0].place != WORD_CONSTANT ? words[0].number + WORD
                          : words[0].number >> 31 != 0    ? 0xffffffffu
                                                          : 0;
        count = 2;
    }
    memcpy(variable->words, words, sizeof words);
    variable->word_count = count;
}

static struct cursor block_of(const struct unit *unit, const struct value *value) {
    struct cursor section = image_section(unit->image, ".debug_info");
    section.at = value->offset;
    return cursor_part(&section, value->number);
}

static void read_list(const struct collection *collection, const struct unit *unit, uint32_t offset,
                      struct variable *variable) {
    struct range_list list = range_list_at(unit, offset, true);
    uint32_t start, end;
    while (range_list_next(&list, &start, &end)) {
        if (list.is_empty)
            continue;
        uint32_t size =
            unit->version >= 5 ? cursor_unsigned(&list.cursor) : cursor_half(&list.cursor);
        struct cursor expression = cursor_part(&list.cursor, size);
        if (collection->address < start || collection->address >= end)
            continue;
        read_expression(collection, expression, variable);
        return;
    }
}

static bool is_number(uint32_t form) {
    return form == DW_FORM_data1 || form == DW_FORM_data2 || form == DW_FORM_data4 ||
           form == DW_FORM_sdata || form == DW_FORM_udata;
}

static void read_location(const struct collection *collection, const struct unit *unit,
                          const struct value *location, struct variable *variable) {
    if (location->form == DW_FORM_sec_offset || location->form == DW_FORM_data4) {
        read_list(collection, unit, location->number, variable);
    } else if (location->form != 0) {
        read_expression(collection, block_of(unit, location), variable);
    }
}

// ---- variables ----

static void collect(void *state, const struct unit *unit, const struct entry *entry) {
    struct collection *collection = state;
    if (entry->tag == DW_TAG_subprogram) {
        struct variable base = {.size = 4};
        read_location(collection, unit, &entry->values[FRAME_BASE], &base);
        collection->frame = base.words[0];
        if (base.words[0].place == WORD_IN_REGISTER) // what it holds
            collection->frame = (struct word_location){WORD_BY_REGISTER, 0, base.words[0].number};
    }
    if (entry->tag == DW_TAG_inlined_subroutine && !collection->has_outer)
        collection->count = 0;
    if ((entry->tag != DW_TAG_formal_parameter && entry->tag != DW_TAG_variable) ||
        collection->count == VARIABLES_MAX)
        return;
    struct variable *variable = &collection->variables[collection->count];
    *variable = (struct variable){.name = entry_name(unit, entry)};
    variable->type = find_type(unit, entry, &variable->size, 0);
    read_location(collection, unit, &entry->values[LOCATION], variable);
    const struct value *constant = &entry->values[CONST_VALUE];
    if (is_number(constant->form) && variable->size <= 4) {
        variable->words[0] = (struct word_location){WORD_CONSTANT, constant->number, 0};
        variable->word_count = 1;
    }
    if (variable->name != NULL)
        collection->count++;
}

void image_variables(const struct image *image, uint32_t address, bool has_outer,
                     variable_visitor *each, void *state) {
    struct collection collection = {.address = address, .has_outer = has_outer};
    entries_around(image, address, collect, &collection);
    for (uint32_t i = 0; i < collection.count; i++)
        each(state, &collection.variables[i]);
}

struct wanted {
    struct word_location location;
    const char *name;
    uint32_t found;
};

static void compare(void *state, const struct variable *variable) {
    struct wanted *wanted = state;
    const struct word_location *word = &variable->words[0];
    bool is_pointer = variable->type == TYPE_POINTER || variable->type == TYPE_POINTER_TO_CHAR;
    if (variable->word_count != 1 || word->place != wanted->location.place ||
        word->number != wanted->location.number || (word->place == WORD_CONSTANT && !is_pointer))
        return;
    wanted->name = variable->name;
    wanted->found++;
}

static const char *find(const struct image *image, uint32_t address, enum word_place place,
                        uint32_t number, uint32_t *found) {
    struct wanted wanted = {{place, number, 0}, NULL, 0};
    image_variables(image, address, false, compare, &wanted);
    if (wanted.found == 0)
        image_variables(image, address, true, compare, &wanted);
    *found = wanted.found;
    return wanted.name;
}

const char *image_variable_at(const struct image *image, uint32_t address, uint32_t reg) {
    uint32_t found;
    return find(image, address, WORD_IN_REGISTER, reg, &found);
}

const char *image_variable_in_frame(const struct image *image, uint32_t address, int32_t offset) {
    uint32_t found;
    return find(image, address, WORD_IN_FRAME, (uint32_t)offset, &found);
}

const char *image_constant_pointer(const struct image *image, uint32_t address, uint32_t value) {
    uint32_t found;
    const char *name = find(image, address, WORD_CONSTANT, value, &found);
    return found == 1 ? name : NULL;
}
