// struct, union and enum: C11 6.7.2.1 to 6.7.2.3, laid out as MIPS o32 does.

#include "parse.h"

#include <stdio.h>

enum { BYTE_BITS = 8 };

// ---- Tags: C11 6.7.2.3 ----

static void tag_mismatch(const struct name *tag, place_t place, place_t previous) {
    error_at(place, "'%s' defined as wrong kind of tag", tag->text);
    note_at(previous, "previously declared here");
}

static const char *kind_text(enum type_kind kind) {
    return kind == TYPE_STRUCT ? "struct" : kind == TYPE_UNION ? "union" : "enum";
}

// The type that `struct tag`, `union tag` or `enum tag` names here: an old one, or a new incomplete
// one. is_own: what follows (`{` or `;`) declares the tag in this very scope.
static struct type *tag_type(enum type_kind kind, struct name *tag, place_t place, bool is_own) {
    struct binding *binding = is_own ? scope_tag_here(tag) : tag->tag;
    if (binding != NULL && binding->type->kind == kind)
        return binding->type;
    if (binding != NULL)
        tag_mismatch(tag, place, binding->place);
    bool is_enum = kind == TYPE_ENUM;
    struct type *type = type_new(kind, is_enum ? 4 : 0, is_enum ? 4 : 1);
    type->is_incomplete = true;
    if (is_enum) {
        type->base = type_unsigned;
        type->is_unsigned = true;
    }
    type->tag = tag;
    type->unit = parse_unit_number;
    if (scope_is_parameters)
        warning_at(place,
                   "'%s %s' declared inside parameter list will not be visible outside of this "
                   "definition or declaration",
                   kind_text(kind), tag->text);
    scope_bind(tag, BINDING_TAG, type, place);
    return type;
}

// Before the contents: a tag may get them once.
static struct type *tag_define(enum type_kind kind, struct name *tag, place_t place) {
    if (tag != NULL) {
        struct type *type = tag_type(kind, tag, place, true);
        if (type->is_incomplete && !type->is_being_defined)
            return type;
        if (type->is_being_defined)
            error_at(place, "nested redefinition of '%s %s'", kind_text(kind), tag->text);
        else if (kind == TYPE_ENUM)
            error_at(place, "redeclaration of 'enum %s'", tag->text);
        else
            error_at(place, "redefinition of '%s %s'", kind_text(kind), tag->text);
        note_at(scope_tag_here(tag)->place, "originally defined here");
    }
    struct type *type = type_new(kind, kind == TYPE_ENUM ? 4 : 0, kind == TYPE_ENUM ? 4 : 1);
    type->is_incomplete = true;
    type->tag = tag;
    type->unit = parse_unit_number;
    return type;
}

// ---- Members: C11 6.7.2.1 ----

struct member *member_find(const struct type *record, const struct name *name, uint32_t *offset) {
    for (struct member *member = record->unqualified->members; member != NULL;
         member = member->next) {
        if (member->name == name) {
            *offset += member->offset;
            return member;
        }
        if (member->name == NULL) {
            uint32_t inner = *offset + member->offset;
            struct member *found = member_find(member->type, name, &inner);
            if (found != NULL) {
                *offset = inner;
                return found;
            }
        }
    }
    return NULL;
}

struct layout {
    struct type *record;
    struct member *members;
    struct member **tail;
    uint64_t bits; // so far
    uint32_t alignment;
    place_t flexible; // place of the flexible array member, 0 if there is none
};

struct bit_field {
    bool is_there;
    uint32_t width;
};

// Names of a record's members must differ; those of anonymous ones count as its own. A name marks
// itself with the record while it is being checked, so that this is linear.
static void check_duplicates(const struct member *members, const struct type *mark) {
    for (const struct member *member = members; member != NULL; member = member->next) {
        if (member->name == NULL) {
            check_duplicates(member->type->unqualified->members, mark);
        } else if (member->name->member_of == mark) {
            error_at(member->place, "duplicate member '%s'", member->name->text);
        } else {
            member->name->member_of = mark;
        }
    }
}

static void check_member(struct layout *layout, struct declarator *declarator) {
    struct type *type = declarator->type;
    const char *name = declarator->name == NULL ? "<anonymous>" : declarator->name->text;
    if (layout->flexible != 0 && layout->record->kind == TYPE_STRUCT) {
        error_at(layout->flexible, "flexible array member not at end of struct");
        layout->flexible = 0;
    }
    if (type_is_variably_modified(type)) {
        error_at(declarator->place, "variable-length arrays in structures are not supported");
        declarator->type = type_error;
    } else if (type->kind == TYPE_FUNCTION) {
        error_at(declarator->place, "field '%s' declared as a function", name);
        declarator->type = type_error;
    } else if (type->kind == TYPE_ARRAY && type->is_incomplete && type_is_complete(type->base)) {
        if (layout->record->kind == TYPE_UNION)
            error_at(declarator->place, "flexible array member in union");
        layout->flexible = declarator->place;
    } else if (type->kind == TYPE_VOID) {
        error_at(declarator->place, "variable or field '%s' declared void", name);
        declarator->type = type_error;
    } else if (!type_is_complete(type)) {
        error_at(declarator->place, "field '%s' has incomplete type", name);
        declarator->type = type_error;
    }
}

static uint32_t greater(uint32_t one, uint32_t other) {
    return one > other ? one : other;
}

static void add_member(struct layout *layout, struct declarator *declarator,
                       const struct specifiers *specifiers, const struct bit_field *field) {
    check_member(layout, declarator);
    struct member *member = allocate(sizeof(struct member));
    member->name = declarator->name;
    member->type = declarator->type;
    member->place = declarator->place;
    member->is_packed = specifiers->attributes.is_packed || declarator->attributes.is_packed;
    member->alignment = greater(specifiers->alignment, greater(specifiers->attributes.alignment,
                                                               declarator->attributes.alignment));
    refuse_attributes(&specifiers->attributes, true);
    refuse_attributes(&declarator->attributes, true);
    if (field->is_there) {
        struct type *type = declarator->type;
        member->declared = type;
        member->width = (uint8_t)field->width;
        if (field->width != 0 && type != type_error)
            member->type = type_qualify(type_bit_field(type, field->width), type->qualifiers);
    }
    *layout->tail = member;
    layout->tail = &member->next;
}

// By #pragma pack.
static uint32_t limited(uint32_t alignment) {
    return pragma_pack != 0 && alignment > pragma_pack ? pragma_pack : alignment;
}

// What a member is aligned to, by its type, attributes and #pragma pack; it also limits what the
// type is taken to be aligned to.
static uint32_t align_member(struct member *member, bool is_packed) {
    uint32_t alignment = member->type->alignment;
    if (is_packed || member->is_packed)
        alignment = 1;
    alignment = limited(greater(alignment, member->alignment));
    if (alignment < member->type->alignment)
        member->type = type_align(member->type, alignment);
    return alignment;
}

static void align_position(struct layout *layout, uint32_t bits) {
    if (layout->record->kind == TYPE_STRUCT)
        layout->bits = (layout->bits + bits - 1) / bits * bits;
}

static void place_bits(struct layout *layout, struct member *member, uint64_t bits) {
    uint64_t position = layout->record->kind == TYPE_STRUCT ? layout->bits : 0;
    if ((position + bits) / BYTE_BITS > TYPE_MAXIMUM_SIZE) {
        error_at(member->place, "type %s is too large", type_quoted(layout->record));
        position = 0;
    }
    member->offset = (uint32_t)(position / BYTE_BITS);
    member->bit = position % BYTE_BITS;
    if (position + bits > layout->bits)
        layout->bits = position + bits;
}

static void place_member(struct layout *layout, struct member *member, uint32_t alignment) {
    layout->alignment = greater(layout->alignment, alignment);
    align_position(layout, alignment * BYTE_BITS);
    place_bits(layout, member, (uint64_t)member->type->size * BYTE_BITS);
}

// ---- Bit-fields: C11 6.7.2.1 (9) to (12) ----

// ":" constant
static void parse_width(struct declarator *declarator, struct bit_field *field) {
    char what[200];
    uint64_t width;
    struct type *type = declarator->type, *width_type;
    bool is_named = declarator->name != NULL;
    const char *name = is_named ? declarator->name->text : "<anonymous>";
    parse_advance();
    field->is_there = true;
    snprintf(what, sizeof what, "bit-field '%.100s' width not an integer constant", name);
    if (!parse_constant(&width, &width_type, declarator->place, what) || type == type_error) {
        field->width = 1;
    } else if (!type_is_integer(type)) {
        error_at(declarator->place, "bit-field '%s' has invalid type", name);
        declarator->type = type_int;
        field->width = 1;
    } else if ((type->qualifiers & QUALIFIER_ATOMIC) != 0) {
        error_at(declarator->place, "bit-field '%s' has atomic type", name);
        declarator->type = type->unqualified;
        field->width = 1;
    } else if (!width_type->is_unsigned && (int64_t)width < 0) {
        error_at(declarator->place, "negative width in bit-field '%s'", name);
        field->width = 1;
    } else if (width == 0 && is_named) {
        error_at(declarator->place, "zero width for bit-field '%s'", name);
        field->width = 1;
    } else if (width > type_width(type)) {
        error_at(declarator->place, "width of '%s' exceeds its type", name);
        field->width = type_width(type);
    } else {
        field->width = (uint32_t)width;
        if (type->kind == TYPE_ENUM && width < type->unqualified->length)
            warning_at(declarator->place, "'%s' is narrower than values of its type", name);
    }
}

// It is where an integer of its width could be.
static bool fills_integer(const struct layout *layout, const struct member *member) {
    uint32_t width = member->width;
    return width >= BYTE_BITS && (width & (width - 1)) == 0 && layout->bits % width == 0;
}

// As gcc has it for o32: a bit-field may not cross more units of its type's alignment than its type
// does, and only if it has a name does its type align the record; packed, it is where it is.
static void place_bit_field(struct layout *layout, struct member *member, bool is_packed) {
    uint32_t unit = member->declared->alignment * BYTE_BITS;
    uint32_t alignment = member->declared->alignment;
    bool is_struct = layout->record->kind == TYPE_STRUCT;
    if (member->width == 0) {
        align_position(layout, unit);
        return;
    }
    if ((is_packed || member->is_packed) && pragma_pack == 0)
        alignment = 1;
    if (member->alignment != 0)
        align_position(layout, limited(member->alignment) * BYTE_BITS);
    alignment = limited(greater(alignment, member->alignment));
    if (member->name != NULL)
        layout->alignment = greater(layout->alignment, alignment);
    bool is_free =
        is_packed || member->is_packed || pragma_pack != 0 || fills_integer(layout, member);
    if (is_struct && !is_free &&
        (layout->bits % unit + member->width + unit - 1) / unit >
            member->declared->size * BYTE_BITS / unit)
        align_position(layout, unit);
    place_bits(layout, member, member->width);
}

static void unlink_unnamed(struct layout *layout) {
    for (struct member **link = &layout->members; *link != NULL;)
        if ((*link)->name == NULL && (*link)->declared != NULL)
            *link = (*link)->next;
        else
            link = &(*link)->next;
}

// struct-declaration = specifier-qualifier-list [member-declarator ("," member-declarator)*] ";"
//                    | static-assert
// member-declarator  = declarator | [declarator] ":" constant
static void parse_members(struct layout *layout) {
    if (token.kind == TOKEN_STATIC_ASSERT) {
        parse_static_assert();
        return;
    }
    if (token.kind == TOKEN_SEMICOLON) {
        warn_pedantic(token.place, "extra semicolon in struct or union specified");
        parse_advance();
        return;
    }
    struct specifiers specifiers;
    parse_specifiers(&specifiers, SPECIFIERS_MEMBER);
    if (specifiers.is_empty && !parse_recovering)
        parse_syntax_error("specifier-qualifier-list");
    if ((token.kind == TOKEN_SEMICOLON || specifiers.is_ended) && !parse_recovering) {
        struct declarator anonymous = {0};
        anonymous.type = specifiers.type;
        anonymous.place = specifiers.place;
        if (type_is_record(specifiers.type) && specifiers.type->tag == NULL)
            add_member(layout, &anonymous, &specifiers, &(struct bit_field){0});
        else if (!specifiers.is_ended)
            warning_at(token.place, "declaration does not declare anything");
        if (!specifiers.is_ended)
            parse_advance();
        return;
    }
    while (!parse_recovering) {
        struct declarator declarator = {0};
        declarator.place = token.place;
        declarator.type = specifiers.type;
        if (token.kind != TOKEN_COLON)
            parse_declarator(&declarator, specifiers.type, DECLARATOR_NAMED);
        if (parse_recovering)
            return;
        if (specifiers.is_implicit)
            warn_implicit_int(&declarator);
        struct bit_field field = {0};
        if (token.kind == TOKEN_COLON)
            parse_width(&declarator, &field);
        parse_attributes(&declarator.attributes);
        declarator.type = attribute_type(declarator.type, &specifiers.attributes);
        declarator.type = attribute_type(declarator.type, &declarator.attributes);
        if (declarator.name != NULL || field.is_there)
            add_member(layout, &declarator, &specifiers, &field);
        if (!parse_accept(TOKEN_COMMA))
            break;
    }
    if (token.kind == TOKEN_RIGHT_BRACE && !parse_recovering)
        warning_at(token.place, "no semicolon at end of struct or union");
    else if (token.kind != TOKEN_SEMICOLON)
        parse_syntax_error("',', ';' or '}'");
    else
        parse_expect(TOKEN_SEMICOLON);
}

// Attributes of the record stand before its tag, and behind its contents.
static void parse_contents(struct type *type, struct attributes *attributes) {
    struct layout layout = {0};
    layout.record = type;
    layout.tail = &layout.members;
    layout.alignment = 1;
    place_t place = token.place;
    parse_enter(place);
    parse_advance();
    type->is_being_defined = true;
    while (token.kind != TOKEN_RIGHT_BRACE && token.kind != TOKEN_END) {
        uint32_t before = parse_progress();
        parse_members(&layout);
        if (parse_recovering) {
            scope_depth++; // stop before the brace that closes the record, even at file scope
            parse_recover();
            scope_depth--;
        } else if (before == parse_progress()) {
            parse_advance();
        }
    }
    type->is_being_defined = false;
    parse_expect(TOKEN_RIGHT_BRACE);
    parse_leave();
    parse_attributes(attributes);
    refuse_attributes(attributes, true);
    attribute_type(type, attributes); // says what a record cannot have
    if (attributes->rare != NULL && attributes->rare->facts.is_unavailable)
        type->unqualified->unavailable = attributes->rare->facts.deprecated;
    if (layout.flexible != 0 && layout.members->place == layout.flexible &&
        layout.members->next == NULL && type->kind == TYPE_STRUCT)
        error_at(layout.flexible, "flexible array member in a struct with no named members");
    struct type *mark = type->unqualified;
    for (struct member *member = layout.members; member != NULL; member = member->next)
        if (member->declared != NULL)
            place_bit_field(&layout, member, attributes->is_packed);
        else
            place_member(&layout, member, align_member(member, attributes->is_packed));
    unlink_unnamed(&layout);
    check_duplicates(layout.members, mark);
    layout.alignment = greater(layout.alignment, attributes->alignment);
    uint64_t size = (layout.bits + BYTE_BITS - 1) / BYTE_BITS;
    size = (size + layout.alignment - 1) / layout.alignment * layout.alignment;
    if (size > TYPE_MAXIMUM_SIZE) {
        error_at(place, "type %s is too large", type_quoted(type));
        size = 0;
    }
    type_complete_record(type, layout.members, (uint32_t)size, layout.alignment);
}

// ("struct" | "union" | "enum") [identifier]: the type to be defined, if a "{" follows. Its place
// is that of the tag, or else of the "{". is_alone: nothing stands before it, so that a ";" behind
// it declares the tag.
static struct type *parse_tag(enum type_kind kind, bool is_alone, place_t *place,
                              struct attributes *attributes) {
    parse_advance();
    parse_attributes(attributes);
    struct name *tag = NULL;
    *place = token.place;
    if (token.kind == TOKEN_IDENTIFIER) {
        tag = token.name;
        parse_advance();
    }
    if (token.kind != TOKEN_LEFT_BRACE) {
        if (tag == NULL) {
            parse_syntax_error("identifier or '{'");
            return type_error;
        }
        return tag_type(kind, tag, *place, is_alone && token.kind == TOKEN_SEMICOLON);
    }
    return tag_define(kind, tag, *place);
}

// record = ("struct" | "union") [identifier] ["{" struct-declaration* "}"]
struct type *parse_record(bool is_alone) {
    enum type_kind kind = token.kind == TOKEN_STRUCT ? TYPE_STRUCT : TYPE_UNION;
    place_t place;
    struct attributes attributes = {0};
    struct type *type = parse_tag(kind, is_alone, &place, &attributes);
    if (token.kind == TOKEN_LEFT_BRACE)
        parse_contents(type, &attributes);
    return type;
}

// ---- Enumerations: C11 6.7.2.2 ----

static struct binding *last_enumerator;

static void bind_enumerator(struct name *name, place_t place, int64_t value) {
    struct binding *previous = scope_ordinary_here(name);
    if (previous != NULL) {
        if (previous->kind == BINDING_CONSTANT)
            error_at(place, "redeclaration of enumerator '%s'", name->text);
        else
            error_at(place, "'%s' redeclared as different kind of symbol", name->text);
        note_at(previous->place, "previous definition of '%s' with type %s", name->text,
                type_quoted(previous->type));
        return;
    }
    struct type *type = value < INT32_MIN || value > UINT32_MAX ? type_long_long
                        : value > INT32_MAX                     ? type_unsigned
                                                                : type_int;
    last_enumerator = scope_bind(name, BINDING_CONSTANT, type, place);
    last_enumerator->value = (uint64_t)value;
}

// What is no int has the type of the whole, if that is longer than a word.
static void lengthen_enumerators(struct type *base, place_t start) {
    struct binding *one = last_enumerator;
    for (; one != NULL && one->kind == BINDING_CONSTANT && one->place > start; one = one->next)
        if (one->type != type_int)
            one->type = base;
}

static bool is_greatest(int64_t value, const struct type *type) {
    return value == (type->size > 4      ? INT64_MAX
                     : type->is_unsigned ? (int64_t)UINT32_MAX
                                         : INT32_MAX);
}

// enumerator = identifier ["=" constant]
// Yields the value: previous + 1 if none is given. *type is the type of the previous one, and
// becomes its own.
static int64_t parse_enumerator(int64_t previous, struct type **type) {
    int64_t value = (int64_t)((uint64_t)previous + 1);
    struct name *name = token.name;
    place_t place = token.place;
    parse_advance();
    parse_attributes_of_nothing();
    if (parse_accept(TOKEN_ASSIGN)) {
        place_t value_place = token.place;
        uint64_t constant;
        char what[200];
        snprintf(what, sizeof what, "enumerator value for '%.100s' is not an integer constant",
                 name->text);
        if (!parse_constant(&constant, type, 0, what)) {
            constant = 0;
        } else if ((*type)->is_unsigned && constant > INT64_MAX) {
            error_at(value_place, "enumerator value of more than 63 bits is not supported");
            constant = 0;
        }
        value = (int64_t)constant;
        *type = type_promoted(*type);
    } else if (is_greatest(previous, *type)) {
        error_at(place, "overflow in enumeration values");
    }
    bind_enumerator(name, place, value);
    return value;
}

// For debuggers and warnings. Returns where the next one goes.
static struct enumerator **add_enumerator(struct enumerator **tail, struct name *name,
                                          int64_t value) {
    if (!options.debug && !options.is_warned[WARNING_SWITCH])
        return tail;
    struct enumerator *enumerator = allocate(sizeof(struct enumerator));
    enumerator->name = name;
    enumerator->value = value;
    *tail = enumerator;
    return &enumerator->next;
}

// The bits that a bit-field needs for all of them.
static uint32_t width_of_values(int64_t least, int64_t greatest) {
    uint32_t width = least < 0 ? 1 : 0;
    uint64_t most =
        least < 0 && -(least + 1) > greatest ? (uint64_t) - (least + 1) : (uint64_t)greatest;
    for (; most != 0; most >>= 1)
        width++;
    return width;
}

// The least type that holds them; one of a word, unless it is packed.
static struct type *type_of_values(bool is_signed, uint32_t width, bool is_packed) {
    if (is_packed && width <= 8)
        return is_signed ? type_signed_char : type_unsigned_char;
    if (is_packed && width <= 16)
        return is_signed ? type_short : type_unsigned_short;
    if (width <= 32)
        return is_signed ? type_int : type_unsigned;
    return is_signed ? type_long_long : type_unsigned_long_long;
}

// enum = "enum" [identifier] ["{" enumerator ("," enumerator)* [","] "}"]
struct type *parse_enum(void) {
    place_t place;
    struct attributes attributes = {0};
    struct type *type = parse_tag(TYPE_ENUM, false, &place, &attributes);
    if (token.kind != TOKEN_LEFT_BRACE)
        return type;
    parse_advance();
    int64_t value = -1;
    struct type *value_type = type_int;
    int64_t least = 0;
    int64_t greatest = 0;
    struct enumerator *enumerators = NULL, **tail = &enumerators;
    do {
        if (token.kind != TOKEN_IDENTIFIER) {
            parse_syntax_error("identifier");
            break;
        }
        struct name *name = token.name;
        value = parse_enumerator(value, &value_type);
        tail = add_enumerator(tail, name, value);
        if (value < least)
            least = value;
        if (value > greatest)
            greatest = value;
    } while (parse_accept(TOKEN_COMMA) && token.kind != TOKEN_RIGHT_BRACE);
    if (token.kind != TOKEN_RIGHT_BRACE)
        parse_syntax_error("',' or '}'");
    parse_expect(TOKEN_RIGHT_BRACE);
    parse_attributes(&attributes);
    uint32_t width = width_of_values(least, greatest);
    struct type *base = type_of_values(least < 0, width, attributes.is_packed);
    if (attributes.rare != NULL) {
        base = attribute_type(base, &attributes);
        if (width > type_width(base) && last_enumerator != NULL)
            error_at(last_enumerator->place, "specified mode too small for enumerated values");
    }
    type_complete_enum(type, base, enumerators);
    type->unqualified->length = width;
    if (width > 32)
        lengthen_enumerators(type->base, place);
    attributes.is_packed = false;
    refuse_attributes(&attributes, false);
    return type;
}
