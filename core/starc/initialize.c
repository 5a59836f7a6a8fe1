// Initializers: C11 6.7.9. What is set becomes a flat list of scalars, strings and record values
// with their offsets. Where braces are left out, a stack of levels says which part of which
// aggregate comes next.

#include "parse.h"

// The list under construction. All offsets are in bits.
struct filler {
    struct object *object;
    struct initializer **tail;
    uint64_t begin; // no part before this offset has been set,
    uint64_t end;   // nor at or after this one
    // for warnings
    const struct expression *last; // the value set last
    bool lacks_braces;             // a part of an aggregate has been set without its braces
};

enum { BYTE_BITS = 8 };

// An aggregate on the way to the part that is being set.
struct level {
    struct level *outer;
    struct type *type;
    uint64_t offset;
    struct member *member; // record: the current part
    uint32_t index;        // array: the current part
    uint32_t last_index;   // the last one of a range, if that is more
    bool is_started;
    bool is_unbounded; // an array whose length its initializer tells
};

static bool is_aggregate(const struct type *type) {
    return type->kind == TYPE_ARRAY || type_is_record(type);
}

// ---- Levels ----

static struct level *level_enter(struct level *outer, struct type *type, uint64_t offset) {
    struct level *level = arena_allocate(&parse_arena, sizeof(struct level));
    level->outer = outer;
    level->type = type;
    level->offset = offset;
    return level;
}

// Moves to the next part; false if there is none.
static bool level_next(struct level *level) {
    const struct type *type = level->type;
    if (type->kind == TYPE_ARRAY) {
        if (level->is_started)
            level->index++;
        level->is_started = true;
        return level->is_unbounded || level->index < type->length;
    }
    if (!level->is_started)
        level->member = type->unqualified->members;
    else if (type->kind == TYPE_UNION)
        level->member = NULL;
    else if (level->member != NULL)
        level->member = level->member->next;
    level->is_started = true;
    return level->member != NULL;
}

static struct type *part_type(const struct level *level) {
    return level->type->kind == TYPE_ARRAY ? level->type->base : level->member->type;
}

static uint64_t part_offset(const struct level *level) {
    if (level->type->kind == TYPE_ARRAY)
        return level->offset + (uint64_t)level->index * level->type->base->size * BYTE_BITS;
    return level->offset + (uint64_t)level->member->offset * BYTE_BITS + level->member->bit;
}

// ---- The list ----

static uint64_t bits_of(const struct type *type) {
    return type->bits != 0 ? type->bits : (uint64_t)type->size * BYTE_BITS;
}

// Drops what has been set in a range that is being set again.
static void override(struct filler *filler, uint64_t offset, uint64_t size, place_t place) {
    if (offset >= filler->end || offset + size <= filler->begin)
        return;
    struct initializer **link = &filler->object->initializers;
    while (*link != NULL) {
        struct initializer *one = *link;
        uint64_t start = (uint64_t)one->offset * BYTE_BITS + one->bit;
        bool is_effect = one->type->kind == TYPE_VOID;
        if (start < offset || start - offset + bits_of(one->type) > size || is_effect) {
            link = &one->next;
            continue;
        }
        if (place != 0)
            warn(WARNING_OVERRIDE_INIT, place, "initialized field overwritten");
        place = 0;
        *link = one->next;
    }
    filler->tail = link;
}

static void append(struct filler *filler, uint64_t offset, struct type *type,
                   struct expression *value) {
    uint64_t end = offset + bits_of(type);
    override(filler, offset, bits_of(type), value->place);
    struct initializer *initializer = allocate(sizeof(struct initializer));
    initializer->offset = (uint32_t)(offset / BYTE_BITS);
    initializer->bit = offset % BYTE_BITS;
    initializer->type = type;
    initializer->value = value;
    initializer->place = value->place;
    *filler->tail = initializer;
    filler->tail = &initializer->next;
    if (end > filler->end)
        filler->end = end;
    if (offset < filler->begin)
        filler->begin = offset;
}

// A static record set from a compound literal takes over what the literal was set from.
static void append_literal(struct filler *filler, uint64_t offset, const struct object *literal) {
    for (const struct initializer *one = literal->initializers; one != NULL; one = one->next)
        append(filler, offset + (uint64_t)one->offset * BYTE_BITS + one->bit, one->type,
               one->value);
}

static void set_value(struct filler *filler, uint64_t offset, struct type *type,
                      struct expression *value) {
    place_t place = value->place;
    value = convert_assign(value, type, CONVERSION_INITIALIZATION, place, NULL, 0);
    if (is_error(value))
        return;
    if (filler->object->is_global) {
        if (type_is_record(type) && value->kind == EXPRESSION_VARIABLE &&
            value->object->name == NULL) {
            override(filler, offset, bits_of(type), place);
            append_literal(filler, offset, value->object);
            return;
        }
        struct object *symbol;
        uint64_t number, parts[2];
        bool is_complex = type_is_complex(type);
        if (!(is_complex ? constant_parts(value, parts)
                         : constant_evaluate(value, &symbol, &number))) {
            error_at(place, "initializer element is not constant");
            return;
        }
        for (uint32_t i = 0; i < 2 && is_complex; i++)
            append(filler, offset + i * bits_of(type->base), type->base,
                   make_floating(parts[i], type->base, place));
        if (is_complex)
            return;
    }
    append(filler, offset, type->unqualified, value);
}

// ---- Strings: C11 6.7.9 (14) ----

static bool fits_string(const struct type *array, const struct expression *value) {
    return value->kind == EXPRESSION_STRING && array->kind == TYPE_ARRAY &&
           type_is_integer(array->base) && array->base->size == value->type->base->size &&
           array->base->kind != TYPE_BOOL &&
           (array->base->size == 1) == (value->type->base->size == 1);
}

static void set_string(struct filler *filler, uint64_t offset, struct type *type,
                       struct expression *value) {
    struct object *string = value->object;
    uint32_t size = type->size;
    if (string->length > size) {
        if (string->length - string->type->base->size > size)
            warning_at(value->place, "initializer-string for array of %s is too long",
                       type_quoted(type->base));
        struct object *shortened = object_new(NULL, type, string->place);
        *shortened = *string;
        shortened->next = NULL;
        shortened->length = size;
        shortened->type = type;
        value->object = shortened;
        value->type = type;
    }
    value->is_lvalue = false;
    append(filler, offset, type, value);
}

// ---- Parts ----

static struct type *parse_braced(struct filler *filler, struct type *type, uint64_t offset);

// What there is no place for.
static void parse_excess(const char *what, bool *has_warned) {
    if (!*has_warned)
        warning_at(token.place, "excess elements in %s initializer", what);
    *has_warned = true;
    if (token.kind != TOKEN_LEFT_BRACE) {
        parse_assignment();
        return;
    }
    parse_skip(TOKEN_LEFT_BRACE, TOKEN_RIGHT_BRACE);
}

// Puts a value where the level stands, or at the first part of what stands there if it does not
// fit the whole. Yields the level where it went.
static struct level *place_value(struct filler *filler, struct level *level,
                                 struct expression *value) {
    for (;;) {
        struct type *type = part_type(level);
        uint64_t offset = part_offset(level);
        if (type == type_error || is_error(value))
            return level;
        if (fits_string(type, value)) {
            set_string(filler, offset, type, value);
            return level;
        }
        if (!is_aggregate(type) || (type_is_record(type) &&
                                    type_compatible(type->unqualified, value->type->unqualified))) {
            set_value(filler, offset, type, value);
            return level;
        }
        struct level *inner = level_enter(level, type, offset);
        if (!level_next(inner)) {
            warning_at(value->place, "excess elements in struct initializer");
            return level;
        }
        filler->lacks_braces = filler->lacks_braces || !type_is_vector(level->type);
        level = inner;
    }
}

// A flexible array member, as gcc takes it: the object becomes larger than its type.
static struct level *parse_flexible(struct filler *filler, struct level *level) {
    struct type *type = part_type(level);
    uint64_t offset = part_offset(level);
    const char *error = !filler->object->is_global
                            ? "non-static initialization of a flexible array member"
                        : level->type != filler->object->type
                            ? "initialization of flexible array member in a nested context"
                            : NULL;
    if (error != NULL) {
        error_at(token.place, "%s", error);
        bool is_silent = true;
        parse_excess("", &is_silent);
        return level;
    }
    warn_pedantic(token.place, "initialization of a flexible array member");
    if (token.kind == TOKEN_LEFT_BRACE) {
        parse_braced(filler, type, offset);
        return level;
    }
    place_t place = token.place;
    struct expression *value = parse_assignment();
    if (fits_string(type, value))
        set_string(filler, offset, type_array(type->base, value->type->length), value);
    else if (!is_error(value))
        error_at(place, "initialization of a flexible array member needs braces");
    return level;
}

// Whether it makes no difference how often it is evaluated.
static bool is_repeatable(const struct expression *value) {
    for (; value->kind > EXPRESSION_VARIABLE; value = value->left) {
        bool is_binary = value->kind >= EXPRESSION_MULTIPLY && value->kind <= EXPRESSION_OR;
        bool is_unary = value->kind >= EXPRESSION_MEMBER && value->kind <= EXPRESSION_NOT;
        if (!is_unary && !(is_binary && is_repeatable(value->right)))
            return false;
    }
    return true;
}

// A value with effects is evaluated once, by an initializer of no part; the part gets what it was.
static void evaluate_once(struct filler *filler, struct initializer *initializer) {
    struct initializer *part = allocate(sizeof *part);
    *part = *initializer;
    initializer->value = make_kept(initializer->value, &part->value);
    initializer->type = type_void;
    initializer->next = part;
    if (filler->tail == &initializer->next)
        filler->tail = &part->next;
}

// What has been set in the first part of a range is set in the others, too.
static void fill_range(struct filler *filler, struct level *level) {
    uint64_t size = (uint64_t)level->type->base->size * BYTE_BITS;
    uint64_t first = level->offset + level->index * size;
    struct initializer *all = NULL, **tail = &all;
    for (struct initializer *i = filler->object->initializers; i != NULL; i = i->next) {
        uint64_t offset = (uint64_t)i->offset * BYTE_BITS + i->bit;
        if (offset < first || offset >= first + size || i->type->kind == TYPE_VOID)
            continue;
        if (!filler->object->is_global && !is_repeatable(i->value)) {
            evaluate_once(filler, i);
            i = i->next;
        }
        *tail = arena_allocate(&parse_arena, sizeof **tail);
        **tail = *i;
        (*tail)->next = NULL;
        tail = &(*tail)->next;
    }
    for (uint64_t more = size; level->index < level->last_index; level->index++, more += size)
        for (const struct initializer *i = all; i != NULL; i = i->next)
            append(filler, (uint64_t)i->offset * BYTE_BITS + i->bit + more, i->type, i->value);
}

static struct level *parse_part(struct filler *filler, struct level *level) {
    struct type *type = part_type(level);
    if (type->kind == TYPE_ARRAY && type->is_incomplete)
        return parse_flexible(filler, level);
    if (token.kind == TOKEN_LEFT_BRACE) {
        override(filler, part_offset(level), bits_of(type), token.place);
        parse_braced(filler, type, part_offset(level));
        return level;
    }
    struct expression *value = parse_assignment();
    filler->last = value;
    return place_value(filler, level, value);
}

// ---- Designators: C11 6.7.9 (6), (7) ----

// Finds a member, also in anonymous members. NULL if there is none.
static struct level *level_find(struct level *level, const struct name *name) {
    for (struct member *member = level->type->unqualified->members; member != NULL;
         member = member->next) {
        uint32_t offset = 0;
        if (member->name != name &&
            (member->name != NULL || member_find(member->type, name, &offset) == NULL))
            continue;
        level->member = member;
        level->is_started = true;
        if (member->name == name)
            return level;
        return level_find(level_enter(level, member->type, part_offset(level)), name);
    }
    return NULL;
}

// "[" constant ["..." constant] "]" (the range is GNU's); level is NULL after an error.
static struct level *parse_index(struct level *level) {
    static const char not_integer[] = "array index in initializer not of integer type";
    parse_advance();
    place_t place = token.place;
    uint64_t index;
    struct type *type;
    bool is_good = parse_constant(&index, &type, 0, not_integer);
    uint64_t last = index;
    if (parse_accept(TOKEN_ELLIPSIS))
        is_good = parse_constant(&last, &type, 0, not_integer) && is_good;
    parse_expect(TOKEN_RIGHT_BRACKET);
    if (!is_good || parse_recovering || level == NULL)
        return NULL;
    if (type_is_vector(level->type)) {
        struct level *vector = level;
        level_next(vector);
        level = level_enter(vector, part_type(vector), part_offset(vector));
    }
    if (level->type->kind != TYPE_ARRAY) {
        error_at(place, "array index in non-array initializer");
        return NULL;
    }
    uint32_t size = level->type->base->size;
    uint32_t limit =
        level->is_unbounded ? TYPE_MAXIMUM_SIZE / (size == 0 ? 1 : size) : level->type->length;
    if (index >= limit || last >= limit) {
        error_at(place, "array index in initializer exceeds array bounds");
        return NULL;
    }
    if (last < index) {
        error_at(place, "empty index range in initializer");
        return NULL;
    }
    level->index = (uint32_t)index;
    level->last_index = (uint32_t)last;
    level->is_started = true;
    return level;
}

// "name:", as GNU C had it before C99. Only members can have such a name.
static bool is_old_designation(const struct level *level) {
    return token.kind == TOKEN_IDENTIFIER && type_is_record(level->type) &&
           token_peek()->kind == TOKEN_COLON;
}

static struct level *parse_old_designation(struct level *level) {
    struct type *type = level->type;
    warn_pedantic(token.place, "obsolete use of designated initializer with ':'");
    level = level_find(level, token.name);
    if (level == NULL)
        error_at(token.place, "%s has no member named '%s'%s", type_quoted(type), token.name->text,
                 suggest_member(token.name, type, token.place));
    parse_advance();
    parse_expect(TOKEN_COLON);
    return level;
}

// designation = ("." identifier | "[" constant ["..." constant] "]")+ "=" | identifier ":"
// Yields the level that stands at the part; NULL after an error.
static struct level *parse_designation(struct level *level) {
    bool is_first = true;
    if (token.kind == TOKEN_IDENTIFIER)
        return parse_old_designation(level);
    while ((token.kind == TOKEN_DOT || token.kind == TOKEN_LEFT_BRACKET) && !parse_recovering) {
        if (!is_first && level != NULL) {
            struct type *type = part_type(level);
            level = is_aggregate(type) ? level_enter(level, type, part_offset(level)) : NULL;
            if (level == NULL)
                error_at(token.place, token.kind == TOKEN_DOT
                                          ? "field name not in record or union initializer"
                                          : "array index in non-array initializer");
        }
        is_first = false;
        if (token.kind == TOKEN_LEFT_BRACKET) {
            level = parse_index(level);
            continue;
        }
        place_t place = token.place;
        parse_advance();
        if (token.kind != TOKEN_IDENTIFIER) {
            parse_syntax_error("identifier");
            return NULL;
        }
        if (level != NULL && !type_is_record(level->type)) {
            error_at(place, "field name not in record or union initializer");
            level = NULL;
        } else if (level != NULL) {
            struct type *type = level->type;
            level = level_find(level, token.name);
            if (level == NULL)
                error_at(token.place, "%s has no member named '%s'%s", type_quoted(type),
                         token.name->text, suggest_member(token.name, type, place));
        }
        parse_advance();
    }
    parse_expect(TOKEN_ASSIGN);
    return level;
}

// ---- Braces ----

static void end_braces(void) {
    parse_accept(TOKEN_COMMA);
    if (token.kind != TOKEN_RIGHT_BRACE)
        parse_syntax_error("'}'");
    parse_expect(TOKEN_RIGHT_BRACE);
}

static void parse_braced_scalar(struct filler *filler, struct type *type, uint64_t offset) {
    bool has_warned = false;
    if (token.kind == TOKEN_RIGHT_BRACE && options.c23)
        set_value(filler, offset, type, convert_to(make_number(0, type_int, token.place), type));
    else if (token.kind == TOKEN_RIGHT_BRACE)
        error_at(token.place, "empty scalar initializer");
    else if (token.kind == TOKEN_LEFT_BRACE)
        parse_braced(filler, type, offset);
    else if (token.kind == TOKEN_DOT || token.kind == TOKEN_LEFT_BRACKET) {
        struct level none = {0};
        none.type = type;
        parse_designation(&none);
        parse_assignment();
    } else {
        set_value(filler, offset, type, parse_assignment());
    }
    while (parse_accept(TOKEN_COMMA) && token.kind != TOKEN_RIGHT_BRACE && token.kind != TOKEN_END)
        parse_excess("scalar", &has_warned);
    end_braces();
}

// Returns the number of elements, for an array that takes its length from them.
static uint32_t parse_list(struct filler *filler, struct level *base) {
    struct level *level = base;
    uint32_t length = 0;
    bool has_warned = false, is_designated = false;
    bool lacked_braces = filler->lacks_braces;
    uint32_t count = 0;
    while (token.kind != TOKEN_RIGHT_BRACE && token.kind != TOKEN_END && !parse_recovering) {
        filler->last = NULL;
        count++;
        if (token.kind == TOKEN_DOT || token.kind == TOKEN_LEFT_BRACKET ||
            is_old_designation(base)) {
            is_designated = true;
            level = parse_designation(base);
            if (level == NULL) {
                bool is_silent = true;
                parse_excess("", &is_silent);
                level = base;
            } else {
                struct level *designated = level;
                level = parse_part(filler, level);
                for (; designated != NULL; designated = designated->outer)
                    if (designated->type->kind == TYPE_ARRAY &&
                        designated->index < designated->last_index)
                        fill_range(filler, designated);
            }
        } else {
            while (!level_next(level) && level != base)
                level = level->outer;
            bool is_end = base->type->kind == TYPE_ARRAY
                              ? !base->is_unbounded && base->index >= base->type->length
                              : base->member == NULL;
            if (is_end && token.kind == TOKEN_LEFT_BRACE && base->type->kind != TYPE_ARRAY)
                error_at(token.place, "extra brace group at end of initializer");
            if (is_end)
                parse_excess(base->type->kind == TYPE_ARRAY   ? "array"
                             : base->type->kind == TYPE_UNION ? "union"
                             : type_is_vector(base->type)     ? "vector"
                                                              : "struct",
                             &has_warned);
            else
                level = parse_part(filler, level);
        }
        if (base->index >= length && base->is_started)
            length = base->index + 1;
        if (!parse_accept(TOKEN_COMMA))
            break;
    }
    bool is_zero = count == 1 && filler->last != NULL && filler->last->kind == EXPRESSION_NUMBER &&
                   filler->last->value == 0; // what { 0 } leaves out is meant
    if (is_zero)
        filler->lacks_braces = lacked_braces;
    else if (!is_designated && count > 0 && base->type->kind == TYPE_STRUCT && base->member != NULL)
        warn_missing_members(base->type, base->member->next);
    return length;
}

// braced = "{" [[designation] initializer ("," [designation] initializer)* [","]] "}"
// Returns the type; that of an array of unknown length is now complete.
static struct type *parse_braced(struct filler *filler, struct type *type, uint64_t offset) {
    parse_enter(token.place);
    place_t brace = token.place;
    parse_advance();
    if (token.kind == TOKEN_RIGHT_BRACE && !options.c23)
        warn_pedantic(brace, "ISO C forbids empty initializer braces");
    if (!is_aggregate(type)) {
        parse_braced_scalar(filler, type, offset);
        parse_leave();
        return type;
    }
    struct level base = {0};
    base.type = type;
    base.offset = offset;
    base.is_unbounded = type->kind == TYPE_ARRAY && type->is_incomplete;
    if (token.kind == TOKEN_STRING && type->kind == TYPE_ARRAY && !is_aggregate(type->base) &&
        type->base->kind != TYPE_POINTER) {
        struct expression *value = parse_assignment();
        if (fits_string(type, value)) {
            if (base.is_unbounded)
                type = type_array(type->base, value->type->length);
            set_string(filler, offset, type, value);
            end_braces();
            parse_leave();
            return type;
        }
        level_next(&base);
        place_value(filler, &base, value);
        parse_accept(TOKEN_COMMA);
    }
    uint32_t length = parse_list(filler, &base);
    if (base.is_unbounded) {
        if (type->base->size != 0 && length > TYPE_MAXIMUM_SIZE / type->base->size) {
            error_at(token.place, "size of array is too large");
            length = 1;
        }
        type = type_array(type->base, length);
    }
    end_braces();
    parse_leave();
    return type;
}

static struct filler filler_start(struct object *object) {
    object->initializers = NULL;
    object->has_initializer = true;
    return (struct filler){.object = object, .tail = &object->initializers, .begin = UINT64_MAX};
}

// initializer = assignment | braced
void parse_initializer(struct object *object) {
    struct type *type = object->type;
    if (token.kind == TOKEN_LEFT_BRACE) {
        struct filler filler = filler_start(object);
        if (type == type_error) {
            bool is_silent = true;
            parse_excess("", &is_silent);
            return;
        }
        place_t place = token.place;
        object->type = parse_braced(&filler, type, 0);
        if (filler.lacks_braces && !parse_recovering)
            warn(WARNING_MISSING_BRACES, place, "missing braces around initializer");
        return;
    }
    uint32_t before = operator_changes;
    struct expression *value = parse_is_cstar ? parse_cast() : parse_assignment();
    if (operator_changes != before && options.is_warned[WARNING_SEQUENCE_POINT])
        warn_sequence(value);
    initialize_object_with(object, value);
}

void initialize_object_with(struct object *object, struct expression *value) {
    struct type *type = object->type;
    struct filler filler = filler_start(object);
    if (type == type_error || is_error(value))
        return;
    if (fits_string(type, value)) {
        if (type->is_incomplete)
            object->type = type_array(type->base, value->type->length);
        set_string(&filler, 0, object->type, value);
    } else if (type->kind == TYPE_ARRAY && value->kind == EXPRESSION_STRING &&
               type_is_integer(type->base)) {
        error_at(value->place, "array of %s initialized from a string of %s",
                 type_quoted(type->base), type_quoted(value->type->base));
        object->type = type_error;
    } else if (type->kind == TYPE_ARRAY ||
               (type_is_record(type) &&
                !type_compatible(type->unqualified, value->type->unqualified))) {
        error_at(value->place, "invalid initializer");
        if (type->is_incomplete)
            object->type = type_error;
    } else {
        set_value(&filler, 0, type, value);
    }
}
