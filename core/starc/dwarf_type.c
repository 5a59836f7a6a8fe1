// Types in .debug_info (DWARF 4, chapter 5): each unit describes those that it refers to, behind
// all else. References are filled in when all are known.

#include "../debug/dwarf.h"
#include "debug.h"
#include "parse.h"

#include <string.h>

enum { POINTER_SIZE = 4 };

struct reference {
    uint32_t offset; // of the word that refers
    struct type *type;
};

static struct reference *references;
static uint32_t reference_count, reference_capacity;
static struct type **pending; // types of the unit, in the order of their first reference
static uint32_t pending_count, pending_capacity;

static struct buffer *const info = &dwarf[DWARF_INFO];

static bool is_void(const struct type *type) {
    return type->kind == TYPE_VOID && type->alias == NULL && type->qualifiers == 0;
}

void dwarf_type(struct type *type) {
    if (type->alias == NULL && (type->qualifiers & QUALIFIER_ATOMIC) != 0) // no debugger's business
        type = type_qualify(type->aliased != NULL ? type->aliased : type->unqualified,
                            type->qualifiers - QUALIFIER_ATOMIC);
    while (type->alias == NULL && type->qualifiers == 0 && type != type->unqualified)
        type = type->aliased != NULL ? type->aliased : type->unqualified; // only aligned otherwise
    if (type->debug_unit != dwarf_unit_start() + 1) { // not yet described in this unit
        type->debug_unit = dwarf_unit_start() + 1;
        pending = array_room(pending, &pending_capacity, pending_count, sizeof *pending);
        pending[pending_count++] = type;
    }
    references = array_room(references, &reference_capacity, reference_count, sizeof *references);
    references[reference_count].offset = info->size;
    references[reference_count++].type = type;
    buffer_append_word(info, 0);
}

static void name_text(const char *text) {
    dwarf_info_name(name_intern(text, (uint32_t)strlen(text)));
}

static uint32_t encoding_of(const struct type *type) {
    if (type_is_floating(type))
        return DW_ATE_float;
    if (type_is_complex(type))
        return DW_ATE_complex_float;
    if (type->kind == TYPE_BOOL)
        return DW_ATE_boolean;
    if (type->kind == TYPE_CHAR)
        return type->is_unsigned ? DW_ATE_unsigned_char : DW_ATE_signed_char;
    return type->is_unsigned ? DW_ATE_unsigned : DW_ATE_signed;
}

static void write_basic(struct type *type) {
    dwarf_entry(ABBREV_BASE_TYPE);
    name_text(type_text(type));
    dwarf_uleb(info, type->size);
    dwarf_info_byte(encoding_of(type));
}

// A typedef, or what const and volatile make of a type, one at a time.
static void write_variant(struct type *type) {
    if (type->alias != NULL) {
        dwarf_entry(is_void(type->aliased) ? ABBREV_TYPEDEF_VOID : ABBREV_TYPEDEF);
        dwarf_info_name(type->alias);
        if (!is_void(type->aliased))
            dwarf_type(type->aliased);
        return;
    }
    struct type *bare = type->aliased != NULL ? type->aliased : type->unqualified;
    int outer = QUALIFIER_RESTRICT;
    enum dwarf_abbreviation abbreviation = ABBREV_RESTRICT;
    if (type->qualifiers % 2 == 1) {
        outer = QUALIFIER_CONST;
        abbreviation = ABBREV_CONST;
    } else if (type->qualifiers / 2 % 2 == 1) {
        outer = QUALIFIER_VOLATILE;
        abbreviation = ABBREV_VOLATILE;
    }
    struct type *rest = type_qualify(bare, type->qualifiers - outer);
    if (rest == type)
        rest = bare;
    if (is_void(rest)) {
        dwarf_entry(outer == QUALIFIER_CONST ? ABBREV_CONST_VOID : ABBREV_VOLATILE_VOID);
        return;
    }
    dwarf_entry(abbreviation);
    dwarf_type(rest);
}

static void write_bit_field(const struct member *member) {
    dwarf_entry(ABBREV_BIT_FIELD);
    dwarf_info_name(member->name);
    dwarf_type(member->declared);
    dwarf_uleb(info, member->width);
    dwarf_uleb(info, member->offset * 8 + member->bit);
}

static void write_record(struct type *type) {
    bool is_struct = type->kind == TYPE_STRUCT;
    bool is_named = type->tag != NULL;
    if (type->is_incomplete) {
        dwarf_entry(is_struct ? ABBREV_STRUCT_DECLARED : ABBREV_UNION_DECLARED);
        dwarf_info_name(type->tag);
        return;
    }
    if (is_struct)
        dwarf_entry(is_named ? ABBREV_STRUCT : ABBREV_STRUCT_ANONYMOUS);
    else
        dwarf_entry(is_named ? ABBREV_UNION : ABBREV_UNION_ANONYMOUS);
    if (is_named)
        dwarf_info_name(type->tag);
    dwarf_uleb(info, type->size);
    for (const struct member *member = type->members; member != NULL; member = member->next) {
        if (member->declared != NULL) {
            write_bit_field(member);
            continue;
        }
        dwarf_entry(member->name != NULL ? ABBREV_MEMBER : ABBREV_MEMBER_ANONYMOUS);
        if (member->name != NULL)
            dwarf_info_name(member->name);
        dwarf_type(member->type);
        dwarf_uleb(info, member->offset);
    }
    dwarf_info_byte(0);
}

static void write_enum(struct type *type) {
    dwarf_entry(type->tag != NULL ? ABBREV_ENUM : ABBREV_ENUM_ANONYMOUS);
    if (type->tag != NULL)
        dwarf_info_name(type->tag);
    dwarf_uleb(info, type->size);
    dwarf_type(type->base != NULL ? type->base : type_unsigned);
    for (const struct enumerator *e = type->enumerators; e != NULL; e = e->next) {
        dwarf_entry(ABBREV_ENUMERATOR);
        dwarf_info_name(e->name);
        dwarf_sleb(info, e->value);
    }
    dwarf_info_byte(0);
}

static void write_function(struct type *type) {
    dwarf_entry(is_void(type->base) ? ABBREV_SUBROUTINE_VOID : ABBREV_SUBROUTINE);
    dwarf_info_byte(!type->is_unprototyped);
    if (!is_void(type->base))
        dwarf_type(type->base);
    for (const struct parameter *p = type->parameters; p != NULL; p = p->next) {
        dwarf_entry(ABBREV_PARAMETER_TYPE);
        dwarf_type(p->type);
    }
    if (type->is_variadic || type->is_unprototyped)
        dwarf_entry(ABBREV_UNSPECIFIED);
    dwarf_info_byte(0);
}

static void write_array(struct type *type) {
    dwarf_entry(ABBREV_ARRAY);
    dwarf_type(type->base);
    if (type->is_incomplete || type->length == 0) {
        dwarf_entry(ABBREV_DIMENSION_UNKNOWN);
    } else {
        dwarf_entry(ABBREV_DIMENSION);
        dwarf_uleb(info, type->length - 1);
    }
    dwarf_info_byte(0);
}

static void write_type(struct type *type) {
    if (type->alias != NULL || type->qualifiers != 0) {
        write_variant(type);
        return;
    }
    switch (type->kind) {
    case TYPE_POINTER:
        dwarf_entry(is_void(type->base) ? ABBREV_POINTER_VOID : ABBREV_POINTER);
        dwarf_info_byte(POINTER_SIZE);
        if (!is_void(type->base))
            dwarf_type(type->base);
        break;
    case TYPE_ARRAY: write_array(type); break;
    case TYPE_FUNCTION: write_function(type); break;
    case TYPE_STRUCT:
    case TYPE_UNION: write_record(type); break;
    case TYPE_ENUM: write_enum(type); break;
    default: write_basic(type); break;
    }
}

void dwarf_types(void) {
    for (uint32_t i = 0; i < pending_count; i++) {
        pending[i]->debug_entry = info->size - dwarf_unit_start();
        write_type(pending[i]);
    }
    for (uint32_t i = 0; i < reference_count; i++)
        dwarf_patch(info, references[i].offset, references[i].type->debug_entry);
    pending_count = 0;
    reference_count = 0;
}
