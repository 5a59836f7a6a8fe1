// Types of variables, by debugging information: from an address to the name of what is there, and
// from an expression such as list->next[2].x to where its value is.
#define _GNU_SOURCE
#include <stdlib.h>
#include <string.h>

#include "../../core/debug/dwarf.h"
#include "../../core/debug/entries.h"
#include "../../core/debug/variables.h"
#include "why_ask.h"
#include "why_story.h"

enum { DIMENSIONS_MOST = 8, TYPES_MOST = 32, VALUE_DEPTH_MOST = 8 };

// A type: its entry, and the unit with the cursor behind it. No entry (tag 0): void, or not known.
struct type {
    struct unit unit;
    struct entry entry;
};

static struct type type_of(const struct unit *unit, const struct entry *entry) {
    struct type type = {.unit = *unit};
    struct type next;
    if (!entry_has(entry, TYPE) || !entry_at(unit, &entry->values[TYPE], &type.unit, &type.entry))
        return (struct type){.unit = *unit};
    for (int i = 0; i < TYPES_MOST; i++) {
        uint32_t tag = type.entry.tag;
        if (tag != DW_TAG_typedef && tag != DW_TAG_const_type && tag != DW_TAG_volatile_type &&
            tag != DW_TAG_restrict_type)
            break;
        if (!entry_has(&type.entry, TYPE) ||
            !entry_at(&type.unit, &type.entry.values[TYPE], &next.unit, &next.entry))
            return (struct type){.unit = *unit};
        type = next;
    }
    return type;
}

// The next child of an entry whose unit's cursor is behind it or one of its children.
static bool next_child(struct unit *unit, struct entry *child) {
    uint32_t level = 1;
    while (unit->entries.at < unit->entries.size && unit_read_entry(unit, child)) {
        if (child->tag == 0) {
            if (--level == 0)
                return false;
            continue;
        }
        bool is_child = level == 1;
        struct unit behind = *unit;
        if (child->has_children && entry_has(child, SIBLING) &&
            child->values[SIBLING].form != DW_FORM_ref_addr &&
            unit->start + child->values[SIBLING].number > unit->entries.at) {
            behind.entries.at = unit->start + child->values[SIBLING].number;
        } else if (child->has_children) {
            struct entry skipped; // its children
            for (uint32_t inner = 1; inner > 0 && unit_read_entry(&behind, &skipped);)
                inner = skipped.tag == 0 ? inner - 1 : inner + (skipped.has_children ? 1 : 0);
        }
        *unit = behind;
        if (is_child)
            return true;
    }
    return false;
}

// The sizes of an array's dimensions; 0 for one that is not known.
static uint32_t dimensions_of(const struct type *array, uint32_t sizes[DIMENSIONS_MOST]) {
    struct unit unit = array->unit;
    struct entry child;
    uint32_t count = 0;
    while (array->entry.has_children && count < DIMENSIONS_MOST && next_child(&unit, &child)) {
        if (child.tag == DW_TAG_subrange_type)
            sizes[count++] =
                entry_has(&child, UPPER_BOUND) ? child.values[UPPER_BOUND].number + 1 : 0;
    }
    return count;
}

static uint32_t size_of(const struct type *type) {
    uint32_t sizes[DIMENSIONS_MOST];
    if (type->entry.tag == DW_TAG_pointer_type)
        return 4;
    if (type->entry.tag != DW_TAG_array_type || entry_has(&type->entry, BYTE_SIZE))
        return type->entry.values[BYTE_SIZE].number;
    struct type element = type_of(&type->unit, &type->entry);
    uint32_t size = element.entry.tag == DW_TAG_array_type ? 0 : size_of(&element);
    uint32_t count = dimensions_of(type, sizes);
    for (uint32_t i = 0; i < count; i++)
        size *= sizes[i];
    return size;
}

static uint32_t member_offset(const struct entry *member) {
    return entry_has(member, MEMBER_LOCATION) ? member->values[MEMBER_LOCATION].number : 0;
}

static bool is_record(const struct type *type) {
    return type->entry.tag == DW_TAG_structure_type || type->entry.tag == DW_TAG_union_type;
}

// ---- from addresses to names ----

struct naming {
    char *name; // NAME_BYTES
    uint32_t length;
};

static void append(struct naming *naming, const char *format, const char *text, uint32_t number) {
    char part[NAME_BYTES];
    int length = text != NULL ? snprintf(part, sizeof part, format, text)
                              : snprintf(part, sizeof part, format, (unsigned)number);
    if (length < 0 || naming->length + (uint32_t)length >= NAME_BYTES)
        return;
    memcpy(naming->name + naming->length, part, (size_t)length + 1);
    naming->length += (uint32_t)length;
}

// The member that has the byte at an offset; moves to it.
static bool enter_member(struct naming *naming, struct type *type, uint32_t *offset) {
    struct unit unit = type->unit;
    struct entry member;
    while (type->entry.has_children && next_child(&unit, &member)) {
        struct type inner = type_of(&unit, &member);
        uint32_t start = member_offset(&member);
        if (member.tag != DW_TAG_member || *offset < start || *offset - start >= size_of(&inner))
            continue;
        const char *name = entry_name(&unit, &member);
        if (name != NULL)
            append(naming, ".%s", name, 0);
        *offset -= start;
        *type = inner;
        return true;
    }
    return false;
}

static bool enter_element(struct naming *naming, struct type *type, uint32_t *offset) {
    uint32_t sizes[DIMENSIONS_MOST];
    struct type element = type_of(&type->unit, &type->entry);
    uint32_t size = size_of(&element), count = dimensions_of(type, sizes);
    if (size == 0 || count == 0)
        return false;
    uint32_t number = *offset / size, whole = 1;
    for (uint32_t i = 1; i < count; i++)
        whole *= sizes[i] != 0 ? sizes[i] : 1;
    for (uint32_t i = 0; i < count; i++) {
        append(naming, "[%u]", NULL, number / whole);
        number %= whole;
        whole /= i + 1 < count && sizes[i + 1] != 0 ? sizes[i + 1] : 1;
    }
    *offset %= size;
    *type = element;
    return true;
}

// Adds the path to the bytes at an offset of a variable.
static void append_path(struct naming *naming, struct type type, uint32_t offset, uint32_t size) {
    for (int i = 0; i < TYPES_MOST; i++) {
        bool is_whole = offset == 0 && (size == 0 || size == size_of(&type));
        if (is_record(&type) ? is_whole || !enter_member(naming, &type, &offset)
            : type.entry.tag == DW_TAG_array_type
                ? is_whole || !enter_element(naming, &type, &offset)
                : true)
            break;
    }
    if (offset != 0)
        append(naming, "+%u", NULL, offset);
}

static bool is_at(const struct unit *unit, const struct entry *entry, uint32_t address) {
    const struct value *location = &entry->values[LOCATION];
    if (location->form == 0 || location->number != 5)
        return false;
    struct cursor section = image_section(unit->image, ".debug_info");
    section.at = location->offset;
    return cursor_byte(&section) == DW_OP_addr && cursor_word(&section) == address;
}

typedef bool variable_test(const struct unit *unit, const struct entry *entry, const void *wanted);

static bool has_address(const struct unit *unit, const struct entry *entry, const void *wanted) {
    return is_at(unit, entry, *(const uint32_t *)wanted);
}

static bool has_name(const struct unit *unit, const struct entry *entry, const void *wanted) {
    const char *name = entry_name(unit, entry);
    return name != NULL && strcmp(name, wanted) == 0 && entry_has(entry, LOCATION);
}

// A variable anywhere in the program: those of functions, too, which may be static.
static bool find_variable(const struct image *image, variable_test *test, const void *wanted,
                          struct unit *unit, struct entry *entry) {
    uint32_t offset = 0;
    while (unit_around(unit, image, offset)) {
        uint32_t end = unit->entries.size;
        while (unit->entries.at < end && unit_read_entry(unit, entry)) {
            if (entry->tag == DW_TAG_variable && test(unit, entry, wanted))
                return true;
        }
        if (end <= offset)
            return false;
        offset = end;
    }
    return false;
}

// The symbol that an address is in.
static struct symbol data_symbol(const struct image *image, uint32_t address) {
    struct symbol best = {0};
    for (uint32_t i = 0; i < image_symbol_count(image); i++) {
        struct symbol symbol = image_symbol(image, i);
        if (symbol.name != NULL && !symbol.is_function && address >= symbol.address &&
            address - symbol.address < symbol.size &&
            (best.name == NULL || symbol.size < best.size))
            best = symbol;
    }
    return best;
}

bool why_data_name(const struct why_run *run, uint32_t address, uint32_t size,
                   char name[NAME_BYTES]) {
    struct symbol symbol = data_symbol(run->image, address);
    struct naming naming = {name, 0};
    struct unit unit;
    struct entry entry;
    if (symbol.name == NULL)
        return false;
    append(&naming, "%s", symbol.name, 0);
    if (find_variable(run->image, has_address, &symbol.address, &unit, &entry))
        append_path(&naming, type_of(&unit, &entry), address - symbol.address, size);
    else if (address != symbol.address)
        append(&naming, "+%u", NULL, address - symbol.address);
    return true;
}

// The variable of a function whose bytes have one at an offset from its caller's stack pointer.
struct slot {
    int32_t offset;
    const char *name;
    int32_t start;
};

static void find_slot(void *state, const struct variable *variable) {
    struct slot *slot = state;
    int32_t start = (int32_t)variable->words[0].number;
    int32_t size = variable->size > 0 ? (int32_t)variable->size : 4;
    if (variable->word_count == 0 || variable->words[0].place != WORD_IN_FRAME ||
        slot->offset < start || slot->offset >= start + size)
        return;
    slot->name = variable->name;
    slot->start = start;
}

static bool find_type(const struct image *image, uint32_t pc, const char *name, struct type *type);

bool why_slot_name(const struct why_run *run, const struct mixter_step *step, uint32_t address,
                   uint32_t size, char name[NAME_BYTES]) {
    uint32_t base = isa_rs(step->word), pc = step->pc;
    uint32_t from_base = isa_immediate(step->word) + (address - step->address);
    struct slot slot = {(int32_t)(from_base - why_frame_size(run, pc)), NULL, 0};
    struct naming naming = {name, 0};
    struct type type;
    if (base != REGISTER_SP && base != REGISTER_S8)
        return false;
    image_variables(run->image, pc, true, find_slot, &slot);
    if (slot.name == NULL)
        return false;
    append(&naming, "%s", slot.name, 0);
    if (find_type(run->image, pc, slot.name, &type))
        append_path(&naming, type, (uint32_t)(slot.offset - slot.start), size);
    return true;
}

bool why_pointed_name(const struct why_run *run, uint32_t pc, const char *variable, uint32_t offset,
                      uint32_t size, char name[NAME_BYTES]) {
    struct type pointer;
    struct entry entry;
    if (!find_type(run->image, pc, variable, &pointer)) {
        if (!find_variable(run->image, has_name, variable, &pointer.unit, &entry))
            return false;
        pointer = type_of(&pointer.unit, &entry);
    }
    if (pointer.entry.tag != DW_TAG_pointer_type)
        return false;
    struct type target = type_of(&pointer.unit, &pointer.entry);
    uint32_t whole = size_of(&target);
    char path[NAME_BYTES] = "";
    struct naming naming = {path, 0};
    if (whole == 0 || (is_record(&target) && offset >= whole) || offset % whole + size > whole)
        return false;
    append_path(&naming, target, offset % whole, size);
    if (is_record(&target) && path[0] == '.')
        snprintf(name, NAME_BYTES, "%.60s->%.90s", variable, path + 1);
    else if (offset < whole)
        snprintf(name, NAME_BYTES, "*%.60s%.90s", variable, path);
    else
        snprintf(name, NAME_BYTES, "%.60s[%u]%.80s", variable, (unsigned)(offset / whole), path);
    return true;
}

// ---- from expressions to places ----

// Where a value is, and its type.
struct value_place {
    struct type type;
    uint32_t reg; // or 0:
    uint32_t address;
};

struct evaluation {
    struct why_run *run;
    const struct mixter_registers *registers;
    const char *text; // what is left of it
    const char *wrong;
    uint32_t depth;
};

static bool fail(struct evaluation *evaluation, const char *wrong) {
    if (evaluation->wrong == NULL)
        evaluation->wrong = wrong;
    return false;
}

struct local {
    const char *name;
    bool is_found;
    struct unit unit;
    struct entry entry;
    struct variable variable;
};

// The innermost one comes last.
static void find_local(void *state, const struct unit *unit, const struct entry *entry) {
    struct local *local = state;
    const char *name = entry_name(unit, entry);
    if ((entry->tag != DW_TAG_variable && entry->tag != DW_TAG_formal_parameter) || name == NULL ||
        strcmp(name, local->name) != 0)
        return;
    local->unit = *unit;
    local->entry = *entry;
    local->is_found = true;
}

static void find_place(void *state, const struct variable *variable) {
    struct local *local = state;
    if (strcmp(variable->name, local->name) == 0)
        local->variable = *variable;
}

// Of an inlined function, its type is that of the original.
static struct type type_of_local(const struct local *local) {
    struct entry original;
    struct unit unit = local->unit;
    const struct entry *entry = &local->entry;
    if (!entry_has(entry, TYPE) && entry_has(entry, ORIGIN) &&
        entry_at(&local->unit, &local->entry.values[ORIGIN], &unit, &original))
        entry = &original;
    return type_of(&unit, entry);
}

static bool find_type(const struct image *image, uint32_t pc, const char *name, struct type *type) {
    struct local local = {.name = name};
    entries_around(image, pc, find_local, &local);
    if (local.is_found)
        *type = type_of_local(&local);
    return local.is_found;
}

static bool place_local(struct evaluation *evaluation, const struct local *local,
                        struct value_place *place) {
    const struct word_location *word = &local->variable.words[0];
    const struct mixter_registers *registers = evaluation->registers;
    place->type = type_of_local(local);
    if (local->variable.word_count == 0)
        return fail(evaluation, "the variable is nowhere at this place");
    switch (word->place) {
    case WORD_IN_REGISTER: place->reg = word->number; return true;
    case WORD_IN_FRAME:
        place->address = why_frame_end(evaluation->run, registers) + word->number;
        return true;
    case WORD_BY_REGISTER:
        place->address = registers->general[word->reg % 32] + word->number;
        return true;
    case WORD_IN_MEMORY: place->address = word->number; return true;
    default: return fail(evaluation, "the variable is a constant at this place");
    }
}

static bool is_of_name(char c, bool is_first) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
           (!is_first && c >= '0' && c <= '9');
}

static bool read_name(struct evaluation *evaluation, char name[NAME_BYTES]) {
    uint32_t length = 0;
    while (is_of_name(evaluation->text[length], length == 0) && length + 1 < NAME_BYTES)
        length++;
    memcpy(name, evaluation->text, length);
    name[length] = 0;
    evaluation->text += length;
    return length > 0 || fail(evaluation, "a name of a variable or member is expected");
}

static bool place_variable(struct evaluation *evaluation, struct value_place *place) {
    char name[NAME_BYTES];
    struct local local = {.name = name};
    struct entry entry;
    const struct image *image = evaluation->run->image;
    uint32_t pc = evaluation->registers->pc;
    if (!read_name(evaluation, name))
        return false;
    entries_around(image, pc, find_local, &local);
    if (local.is_found) {
        image_variables(image, pc, true, find_place, &local);
        return place_local(evaluation, &local, place);
    }
    if (!find_variable(image, has_name, name, &place->type.unit, &entry))
        return fail(evaluation,
                    "there is no such variable at this place (is it compiled with -g?)");
    struct cursor section = image_section(image, ".debug_info");
    section.at = entry.values[LOCATION].offset;
    if (cursor_byte(&section) != DW_OP_addr)
        return fail(evaluation, "the variable is not alive at this place");
    place->address = cursor_word(&section);
    place->type = type_of(&place->type.unit, &entry);
    return true;
}

// The value at a place, if it is a word or a part of one.
static bool read_value(struct evaluation *evaluation, const struct value_place *place,
                       uint32_t *value) {
    uint32_t size = size_of(&place->type);
    unsigned char bytes[4] = {0};
    if (place->reg != 0) {
        *value = evaluation->registers->general[place->reg % 32];
        return true;
    }
    if (size == 0 || size > 4)
        return fail(evaluation, "only words and their parts have a value here");
    if (!why_read(evaluation->run, place->address, bytes, size))
        return fail(evaluation, "there is no memory at the address");
    *value = image_word(bytes);
    return true;
}

static bool follow(struct evaluation *evaluation, struct value_place *place) {
    uint32_t address;
    if (place->type.entry.tag != DW_TAG_pointer_type)
        return fail(evaluation, "this is not a pointer");
    if (!read_value(evaluation, place, &address))
        return false;
    place->type = type_of(&place->type.unit, &place->type.entry);
    place->reg = 0;
    place->address = address;
    return true;
}

static bool take_member(struct evaluation *evaluation, struct value_place *place) {
    char name[NAME_BYTES];
    struct unit unit = place->type.unit;
    struct entry member;
    if (!read_name(evaluation, name))
        return false;
    if (!is_record(&place->type))
        return fail(evaluation, "only structures and unions have members");
    while (place->type.entry.has_children && next_child(&unit, &member)) {
        const char *own = entry_name(&unit, &member);
        if (member.tag != DW_TAG_member || own == NULL || strcmp(own, name) != 0)
            continue;
        if (place->reg != 0)
            return fail(evaluation, "the structure is in registers");
        place->address += member_offset(&member);
        place->type = type_of(&unit, &member);
        return true;
    }
    return fail(evaluation, "there is no such member");
}

static bool place_expression(struct evaluation *evaluation, struct value_place *place);

static bool read_index(struct evaluation *evaluation, uint32_t *index) {
    char *end;
    struct value_place place = {0};
    if (evaluation->text[0] >= '0' && evaluation->text[0] <= '9') {
        *index = (uint32_t)strtoul(evaluation->text, &end, 0);
        evaluation->text = end;
        return true;
    }
    return place_expression(evaluation, &place) && read_value(evaluation, &place, index);
}

static bool take_element(struct evaluation *evaluation, struct value_place *place) {
    uint32_t index, sizes[DIMENSIONS_MOST];
    if (!read_index(evaluation, &index))
        return false;
    if (*evaluation->text++ != ']')
        return fail(evaluation, "a ] is expected");
    if (place->type.entry.tag == DW_TAG_pointer_type) {
        if (!follow(evaluation, place))
            return false;
        place->address += index * size_of(&place->type);
        return true;
    }
    if (place->type.entry.tag != DW_TAG_array_type)
        return fail(evaluation, "only arrays and pointers have elements");
    uint32_t count = dimensions_of(&place->type, sizes);
    place->type = type_of(&place->type.unit, &place->type.entry);
    for (uint32_t i = 1; i < count; i++) { // the other dimensions, in the same expression
        uint32_t inner;
        if (*evaluation->text++ != '[' || !read_index(evaluation, &inner) ||
            *evaluation->text++ != ']')
            return fail(evaluation, "an index for each dimension is expected");
        index = index * sizes[i] + inner;
    }
    place->address += index * size_of(&place->type);
    return true;
}

// unary = '*' unary | name { '.' name | '->' name | '[' index ']' }
static bool place_expression(struct evaluation *evaluation, struct value_place *place) {
    if (++evaluation->depth > VALUE_DEPTH_MOST)
        return fail(evaluation, "the expression is too deep");
    if (*evaluation->text == '*') {
        evaluation->text++;
        return place_expression(evaluation, place) && follow(evaluation, place);
    }
    bool is_good = place_variable(evaluation, place);
    while (is_good) {
        if (*evaluation->text == '.') {
            evaluation->text++;
            is_good = take_member(evaluation, place);
        } else if (*evaluation->text == '[') {
            evaluation->text++;
            is_good = take_element(evaluation, place);
        } else if (strncmp(evaluation->text, "->", 2) == 0) {
            evaluation->text += 2;
            is_good = follow(evaluation, place) && take_member(evaluation, place);
        } else {
            return true;
        }
    }
    return false;
}

const char *why_evaluate(struct why_run *run, const struct mixter_registers *registers,
                         const char *text, struct why_question *question) {
    struct evaluation evaluation = {.run = run, .registers = registers, .text = text};
    struct value_place place = {0};
    if (!place_expression(&evaluation, &place))
        return evaluation.wrong;
    if (*evaluation.text != 0)
        return "the expression goes on with something else";
    question->reg = place.reg;
    question->address = place.address;
    question->size = size_of(&place.type);
    if (place.reg == 0 && (question->size == 0 || question->size > 8))
        return "this is not one value: ask for an element or a member";
    return NULL;
}
