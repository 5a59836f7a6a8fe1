// -g: DWARF 4 (it is what gdb, binutils and all else in use read best; nothing of 5 is missed).
// A unit for each source file that has code or variables in the program, with its functions, their
// blocks, inlined functions and variables, the variables of the file, and the types of all these.
// Addresses are absolute: the base address of every unit is 0.

#include "../debug/dwarf.h"
#include "debug.h"

#include <string.h>

// ORDER DWARF
const char *const dwarf_names[DWARF_SECTIONS] = {
    ".debug_info",    ".debug_abbrev", ".debug_line", ".debug_str",      ".debug_frame",
    ".debug_aranges", ".debug_ranges", ".debug_loc",  ".gnu.attributes",
};
struct buffer dwarf[DWARF_SECTIONS];

static struct buffer *const info = &dwarf[DWARF_INFO];
static uint32_t unit_start;
static uint32_t unit_number;

// Entries refer to others that may come later, in other units.
struct reference {
    struct reference *next;
    uint32_t offset;
    const struct object *object;
};
static struct reference *references;

struct inlined { // functions that are inlined somewhere
    struct inlined *next;
    struct object *callee;
};
static struct inlined *inlined_functions, **inlined_tail = &inlined_functions;

// ---- numbers and names ----

void dwarf_uleb(struct buffer *to, uint32_t number) {
    while (number >= 128) {
        buffer_append_byte(to, (int)((number & 0x7f) | 0x80));
        number >>= 7;
    }
    buffer_append_byte(to, (int)number);
}

void dwarf_sleb(struct buffer *to, int64_t number) {
    while (number < -64 || number > 63) {
        buffer_append_byte(to, (int)(((uint64_t)number & 0x7f) | 0x80));
        number = (number - (int64_t)((uint64_t)number & 0x7f)) / 128;
    }
    buffer_append_byte(to, (int)((uint64_t)number & 0x7f));
}

void dwarf_patch(struct buffer *buffer, uint32_t offset, uint32_t word) {
    store_number(buffer->bytes + offset, 4, word);
}

void dwarf_half(struct buffer *to, uint32_t number) {
    buffer_append_byte(to, (int)(number & 0xff));
    buffer_append_byte(to, (int)(number >> 8 & 0xff));
}

uint32_t dwarf_unit_start(void) {
    return unit_start;
}

void dwarf_info_byte(uint32_t byte) {
    buffer_append_byte(info, (int)byte);
}

void dwarf_info_name(const struct name *const_name) {
    struct buffer *texts = &dwarf[DWARF_STR];
    struct name *name = name_intern(const_name != NULL ? const_name->text : "",
                                    const_name != NULL ? const_name->length : 0);
    if (name->debug_text == 0) {
        name->debug_text = texts->size + 1;
        buffer_append(texts, name->text, name->length + 1);
    }
    buffer_append_word(info, name->debug_text - 1);
}

static void info_text(const char *text) {
    dwarf_info_name(name_intern(text, (uint32_t)strlen(text)));
}

static void info_place(place_t place) {
    const char *name;
    uint32_t line;
    source_position(place, &name, &line, NULL);
    dwarf_uleb(info, dwarf_file(name));
    dwarf_uleb(info, line);
}

static void info_reference(const struct object *object) {
    struct reference *reference = allocate(sizeof *reference);
    reference->offset = info->size;
    reference->object = object;
    reference->next = references;
    references = reference;
    buffer_append_word(info, 0);
}

// ---- ranges ----

static void info_ranges(const struct debug_scope *scope, uint32_t function) {
    struct buffer *ranges = &dwarf[DWARF_RANGES];
    if (scope->range_count == 1) {
        buffer_append_word(info, function + scope->ranges[0].start);
        buffer_append_word(info, scope->ranges[0].end - scope->ranges[0].start);
        return;
    }
    buffer_append_word(info, ranges->size);
    for (uint32_t i = 0; i < scope->range_count; i++) {
        buffer_append_word(ranges, function + scope->ranges[i].start);
        buffer_append_word(ranges, function + scope->ranges[i].end);
    }
    buffer_append_word(ranges, 0);
    buffer_append_word(ranges, 0);
}

// ---- locations: DWARF 4, sections 2.5, 2.6 ----

enum { WORD = 4 };

static void put_expression(struct buffer *to, const struct debug_location *location) {
    for (uint32_t i = 0; i < location->count; i++) {
        if (location->is_constant) {
            buffer_append_byte(to, DW_OP_consts);
            dwarf_sleb(to, location->offsets[i]);
            buffer_append_byte(to, DW_OP_stack_value);
        } else if (location->registers[i] >= REGISTER_F0) {
            buffer_append_byte(to, DW_OP_regx);
            dwarf_uleb(to, location->registers[i]);
        } else if (location->registers[i] != 0) {
            buffer_append_byte(to, (int)(DW_OP_reg0 + location->registers[i]));
        } else {
            buffer_append_byte(to, DW_OP_fbreg);
            dwarf_sleb(to, location->offsets[i]);
        }
        if (location->count > 1) {
            buffer_append_byte(to, DW_OP_piece);
            buffer_append_byte(to, WORD);
        }
    }
}

static void info_expression(const struct debug_location *location) {
    struct buffer expression = {0};
    put_expression(&expression, location);
    dwarf_uleb(info, expression.size);
    buffer_append(info, expression.bytes, expression.size);
}

static void info_address(uint32_t address) {
    dwarf_info_byte(1 + WORD);
    dwarf_info_byte(DW_OP_addr);
    buffer_append_word(info, address);
}

static void info_list(const struct debug_variable *variable, uint32_t function) {
    struct buffer *list = &dwarf[DWARF_LOC];
    buffer_append_word(info, list->size);
    for (uint32_t i = 0; i < variable->location_count; i++) {
        const struct debug_location *location = &variable->locations[i];
        struct buffer expression = {0};
        put_expression(&expression, location);
        buffer_append_word(list, function + location->range.start);
        buffer_append_word(list, function + location->range.end);
        dwarf_half(list, expression.size);
        buffer_append(list, expression.bytes, expression.size);
    }
    buffer_append_word(list, 0);
    buffer_append_word(list, 0);
}

// ---- variables ----

static void info_variable(struct object *object) {
    dwarf_info_name(object->name);
    info_place(object->place);
    dwarf_type(object->type);
}

static void write_static(struct object *object) {
    const struct place_in_image *image = object->image;
    bool is_there = image != NULL && image->section != SECTION_NONE;
    dwarf_entry(is_there ? ABBREV_VARIABLE_AT : ABBREV_VARIABLE);
    info_variable(object);
    if (is_there)
        info_address(image->offset);
}

static void write_variable(const struct debug_variable *variable, bool is_copied,
                           uint32_t function) {
    struct object *object = variable->object;
    enum dwarf_abbreviation abbreviation =
        object->is_parameter ? ABBREV_PARAMETER : ABBREV_VARIABLE;
    if (object->is_global) {
        write_static(object);
        return;
    }
    if (is_copied)
        abbreviation = object->is_parameter ? ABBREV_COPIED_PARAMETER : ABBREV_COPIED_VARIABLE;
    if (variable->is_everywhere) // …, …_AT, …_LIST
        abbreviation += 1;
    else if (variable->location_count > 0)
        abbreviation += 2;
    dwarf_entry(abbreviation);
    if (is_copied)
        info_reference(object);
    else
        info_variable(object);
    if (variable->is_everywhere)
        info_expression(&variable->locations[0]);
    else if (variable->location_count > 0)
        info_list(variable, function);
}

// ---- functions ----

static void write_contents(const struct debug_scope *scope, bool is_copied, uint32_t function) {
    for (const struct debug_variable *v = scope->variables; v != NULL; v = v->next)
        write_variable(v, is_copied, function);
    for (const struct debug_scope *inner = scope->inner; inner != NULL; inner = inner->next) {
        bool is_one = inner->range_count == 1;
        if (inner->range_count == 0)
            continue;
        if (inner->callee != NULL) {
            dwarf_entry(is_one ? ABBREV_INLINED : ABBREV_INLINED_RANGES);
            info_reference(inner->callee);
            info_place(inner->call);
        } else {
            dwarf_entry(is_one ? ABBREV_BLOCK : ABBREV_BLOCK_RANGES);
        }
        info_ranges(inner, function);
        write_contents(inner, is_copied || inner->callee != NULL, function);
        dwarf_info_byte(0);
    }
}

static void info_function(const struct object *object) {
    dwarf_info_name(object->name);
    dwarf_info_byte(object->is_external);
    info_place(object->place);
    dwarf_info_byte(!object->type->is_unprototyped);
}

static void info_result(const struct object *object, bool is_void) {
    if (!is_void)
        dwarf_type(object->type->base);
}

static bool returns_void(const struct object *object) {
    const struct type *type = object->type->base;
    return type->kind == TYPE_VOID && type->alias == NULL && type->qualifiers == 0;
}

static void write_function(const struct place_in_image *image) {
    const struct object *object = image->object;
    bool is_void = returns_void(object);
    dwarf_entry(is_void ? ABBREV_FUNCTION_VOID : ABBREV_FUNCTION);
    info_function(object);
    buffer_append_word(info, image->offset);
    buffer_append_word(info, image->size);
    dwarf_info_byte(1);
    dwarf_info_byte(DW_OP_call_frame_cfa);
    info_result(object, is_void);
    write_contents(&image->debug->scope, false, image->offset);
    if (object->type->is_variadic)
        dwarf_entry(ABBREV_UNSPECIFIED);
    dwarf_info_byte(0);
}

// What its inlined copies have in common.
static void write_abstract(struct object *object) {
    bool is_void = returns_void(object);
    object->debug_entry = info->size;
    dwarf_entry(is_void ? ABBREV_ABSTRACT_VOID : ABBREV_ABSTRACT);
    info_function(object);
    dwarf_info_byte(object->is_inline ? DW_INL_declared_inlined : DW_INL_inlined);
    info_result(object, is_void);
    for (struct object *local = object->locals; local != NULL; local = local->next) {
        if (local->name == NULL)
            continue;
        local->debug_entry = info->size;
        dwarf_entry(local->is_parameter ? ABBREV_PARAMETER : ABBREV_VARIABLE);
        info_variable(local);
    }
    dwarf_info_byte(0);
}

static void find_inlined(const struct debug_scope *scope) {
    for (const struct debug_scope *inner = scope->inner; inner != NULL; inner = inner->next) {
        struct object *callee = inner->callee;
        if (callee != NULL && inner->range_count > 0 && !callee->debug_is_inlined) {
            struct inlined *one = allocate(sizeof *one);
            callee->debug_is_inlined = true;
            one->callee = callee;
            *inlined_tail = one;
            inlined_tail = &one->next;
        }
        find_inlined(inner);
    }
}

// ---- units ----

static bool is_of_unit(const struct place_in_image *image) {
    return image->object->unit == unit_number && !image->object->is_synthetic &&
           image->object->name != NULL;
}

static bool is_function(const struct place_in_image *image) {
    return image->debug != NULL && is_of_unit(image);
}

static bool is_variable(const struct place_in_image *image) {
    return image->section != SECTION_TEXT && !image->object->is_block_static && is_of_unit(image);
}

static bool has_entries(void) {
    for (uint32_t i = 0; i < layout.count; i++)
        if (is_function(layout.images[i]) || is_variable(layout.images[i]))
            return true;
    for (const struct inlined *one = inlined_functions; one != NULL; one = one->next)
        if (one->callee->unit == unit_number)
            return true;
    return false;
}

// The stretches of the text that the unit's functions fill, as ranges and for finding the unit.
static void write_unit_ranges(void) {
    enum { ARANGES_HEADER = 16 };
    struct buffer *ranges = &dwarf[DWARF_RANGES], *table = &dwarf[DWARF_ARANGES];
    uint32_t start = 0, end = 0, header = table->size;
    buffer_append_word(table, 0);
    dwarf_half(table, 2);
    buffer_append_word(table, unit_start);
    dwarf_half(table, WORD); // size of an address; no segments
    buffer_append_word(table, 0);
    for (uint32_t i = 0; i <= layout.count; i++) {
        const struct place_in_image *image = i < layout.count ? layout.images[i] : NULL;
        if (image != NULL && (image->section != SECTION_TEXT || !is_function(image)))
            continue;
        if (image == NULL || image->offset != end) {
            if (start != end) {
                buffer_append_word(ranges, start);
                buffer_append_word(ranges, end);
                buffer_append_word(table, start);
                buffer_append_word(table, end - start);
            }
            start = image != NULL ? image->offset : 0;
        }
        if (image != NULL)
            end = image->offset + image->size;
    }
    buffer_append_word(ranges, 0);
    buffer_append_word(ranges, 0);
    if (table->size == header + ARANGES_HEADER) {
        table->size = header; // no code
        return;
    }
    buffer_append_word(table, 0);
    buffer_append_word(table, 0);
    dwarf_patch(table, header, table->size - header - WORD);
}

static void write_unit_entry(const struct source *source) {
    struct buffer producer = {0};
    buffer_format(&producer, "starc -O%d%s -g", options.optimization,
                  options.mips32 ? " -march=mips32" : "");
    buffer_append_byte(&producer, 0);
    dwarf_entry(ABBREV_UNIT);
    info_text((const char *)producer.bytes);
    dwarf_info_byte(DW_LANG_C99);
    info_text(source->name);
    buffer_append_word(info, 0);
    buffer_append_word(info, dwarf[DWARF_RANGES].size);
    buffer_append_word(info, dwarf[DWARF_LINE].size);
}

static void write_unit(const struct source *source) {
    unit_start = info->size;
    dwarf_start_lines();
    dwarf_file(source->name);
    buffer_append_word(info, 0);
    dwarf_half(info, 4);
    buffer_append_word(info, 0);
    dwarf_info_byte(WORD);
    write_unit_entry(source);
    write_unit_ranges();
    for (uint32_t i = 0; i < layout.count; i++) {
        struct place_in_image *image = layout.images[i];
        if (is_function(image)) {
            write_function(image);
            dwarf_lines(image);
        }
    }
    for (const struct inlined *one = inlined_functions; one != NULL; one = one->next)
        if (one->callee->unit == unit_number)
            write_abstract(one->callee);
    for (uint32_t i = 0; i < layout.count; i++) {
        struct object *object = layout.images[i]->object;
        if (!is_variable(layout.images[i]))
            continue;
        dwarf_entry(ABBREV_GLOBAL);
        dwarf_info_name(object->name);
        dwarf_info_byte(object->is_external);
        info_place(object->place);
        dwarf_type(object->type);
        info_address(layout.images[i]->offset);
    }
    dwarf_types();
    dwarf_info_byte(0);
    dwarf_patch(info, unit_start, info->size - unit_start - WORD);
    dwarf_end_lines();
}

// Which ABI floating point has (include/elf/mips.h of binutils): in registers of a unit, or not.
static void write_attributes(void) {
    enum { TAG_FILE = 1, TAG_FP = 4, FP_DOUBLE = 1, FP_SOFT = 3, FILE_SIZE = 7, SIZE = 15 };
    struct buffer *to = &dwarf[DWARF_ATTRIBUTES];
    buffer_append_byte(to, 'A');
    buffer_append_word(to, SIZE);
    buffer_append(to, "gnu", sizeof "gnu");
    buffer_append_byte(to, TAG_FILE);
    buffer_append_word(to, FILE_SIZE);
    buffer_append_byte(to, TAG_FP);
    buffer_append_byte(to, target_has_unit ? FP_DOUBLE : FP_SOFT);
}

void dwarf_write(void) {
    for (uint32_t i = 0; i < layout.count; i++)
        if (layout.images[i]->debug != NULL)
            find_inlined(&layout.images[i]->debug->scope);
    dwarf_abbreviations();
    for (unit_number = 1; unit_number <= parse_unit_number; unit_number++)
        if (has_entries())
            write_unit(parse_unit_source(unit_number));
    for (const struct reference *r = references; r != NULL; r = r->next)
        dwarf_patch(info, r->offset, r->object->debug_entry);
    dwarf_frames();
    write_attributes();
}
