// Declaration specifiers: C11 6.7.1 to 6.7.5.

#include "parse.h"

#include <string.h>

// What has been seen of a type: C11 6.7.2.
struct seen {
    enum token_kind base; // void, char, int, float, double, _Bool; TOKEN_END: none
    bool is_signed;
    bool is_unsigned;
    bool is_short;
    uint32_t longs;
    bool is_complex;
    struct type *other; // record, enum, typedef name
    int qualifiers;
};

static bool is_typedef_name(const struct token *name) {
    return name->kind == TOKEN_IDENTIFIER && name->name->ordinary != NULL &&
           name->name->ordinary->kind == BINDING_TYPEDEF;
}

bool parse_starts_type(const struct token *first) {
    return token_facts[first->kind].role >= ROLE_DECLARES || is_typedef_name(first);
}

// alignment = "_Alignas" "(" (type-name | constant) ")"
uint32_t parse_alignment(void) {
    place_t place = token.place;
    parse_advance();
    parse_expect(TOKEN_LEFT_PARENTHESIS);
    uint64_t value = 0;
    if (parse_starts_type(&token)) {
        value = parse_type_name()->alignment;
    } else if (!parse_constant(&value, NULL, 0, "requested alignment is not an integer constant")) {
        value = 0;
    } else if (value > 4096 || (value & (value - 1)) != 0) {
        error_at(place, "requested alignment '%d' is not a positive power of 2", (int)value);
        value = 0;
    }
    parse_expect(TOKEN_RIGHT_PARENTHESIS);
    return (uint32_t)value;
}

int token_qualifier(enum token_kind kind) {
    switch (kind) {
    case TOKEN_CONST: return QUALIFIER_CONST;
    case TOKEN_VOLATILE: return QUALIFIER_VOLATILE;
    case TOKEN_RESTRICT: return QUALIFIER_RESTRICT;
    case TOKEN_ATOMIC: return QUALIFIER_ATOMIC;
    default: return 0;
    }
}

// ---- Storage classes: C11 6.7.1 ----

static void see_storage(struct specifiers *specifiers, enum storage storage,
                        enum specifiers_context context) {
    if (context != SPECIFIERS_DECLARATION)
        parse_syntax_error("specifier-qualifier-list");
    else if (specifiers->storage == storage)
        error_at(token.place, "duplicate '%s'", token.name->text);
    else if (specifiers->storage != STORAGE_NONE)
        error_at(specifiers->place, "multiple storage classes in declaration specifiers");
    specifiers->storage = storage;
    specifiers->storage_place = token.place;
    if (!parse_recovering)
        parse_advance();
}

// ---- Types: C11 6.7.2 ----

static bool seen_type(const struct seen *seen) {
    return seen->base != TOKEN_END || seen->is_signed || seen->is_unsigned || seen->is_short ||
           seen->longs > 0 || seen->is_complex || seen->other != NULL;
}

static void not_together(const char *one, const char *other) {
    error_at(token.place, "both '%s' and '%s' in declaration specifiers", one, other);
}

static const char *base_text(enum token_kind base) {
    switch (base) {
    case TOKEN_VOID: return "void";
    case TOKEN_BOOL: return "_Bool";
    case TOKEN_CHAR: return "char";
    case TOKEN_FLOAT: return "float";
    case TOKEN_DOUBLE: return "double";
    default: return "int";
    }
}

// The keyword of sign or length that does not go with a base type; NULL if all do.
static const char *misfit(const struct seen *seen) {
    if (seen->base == TOKEN_INT || seen->base == TOKEN_END)
        return NULL;
    if (seen->is_short)
        return "short";
    if (seen->longs > 0 && (seen->base != TOKEN_DOUBLE || seen->longs > 1))
        return "long";
    if (seen->is_complex && (seen->base == TOKEN_VOID || seen->base == TOKEN_BOOL))
        return "complex";
    if (seen->base == TOKEN_CHAR)
        return NULL;
    return seen->is_signed ? "signed" : seen->is_unsigned ? "unsigned" : NULL;
}

// After each keyword of sign, length or base: does it go with what was before?
static void check_seen(struct seen *seen) {
    const char *wrong = misfit(seen);
    if (wrong != NULL) {
        not_together(wrong, base_text(seen->base));
        seen->base = TOKEN_INT;
        seen->is_complex = false;
    }
    if (seen->is_signed && seen->is_unsigned) {
        not_together("signed", "unsigned");
        seen->is_signed = false;
    }
    if (seen->is_short && seen->longs > 0) {
        not_together("long", "short");
        seen->longs = 0;
    }
    if (seen->longs > 2) {
        error_at(token.place, "'long long long' is too long for GCC");
        seen->longs = 2;
    }
    if (seen->other != NULL && (seen->is_signed || seen->is_unsigned || seen->is_short ||
                                seen->longs > 0 || seen->is_complex)) {
        error_at(token.place, "two or more data types in declaration specifiers");
        seen->is_signed = seen->is_unsigned = seen->is_short = seen->is_complex = false;
        seen->longs = 0;
    }
}

static struct type *seen_integer(const struct seen *seen) {
    bool is_unsigned = seen->is_unsigned;
    if (seen->base == TOKEN_CHAR)
        return is_unsigned ? type_unsigned_char : seen->is_signed ? type_signed_char : type_char;
    if (seen->is_short)
        return is_unsigned ? type_unsigned_short : type_short;
    if (seen->longs == 1)
        return is_unsigned ? type_unsigned_long : type_long;
    if (seen->longs > 1)
        return is_unsigned ? type_unsigned_long_long : type_long_long;
    return is_unsigned ? type_unsigned : type_int;
}

// `_Complex` alone is that of double.
static struct type *seen_complex(const struct seen *seen) {
    enum token_kind base = seen->base;
    parse_note_floating();
    if (base != TOKEN_FLOAT && base != TOKEN_DOUBLE && (base != TOKEN_END || seen->longs > 0))
        error_at(parse_previous_end(), "complex integers are not supported");
    return type_complex(base == TOKEN_FLOAT ? type_float
                        : seen->longs > 0   ? type_long_double
                                            : type_double);
}

static struct type *seen_result(const struct seen *seen) {
    if (seen->other != NULL)
        return seen->other;
    if (seen->is_complex)
        return seen_complex(seen);
    switch (seen->base) {
    case TOKEN_VOID: return type_void;
    case TOKEN_BOOL: return type_bool;
    case TOKEN_FLOAT: parse_note_floating(); return type_float;
    case TOKEN_DOUBLE:
        parse_note_floating();
        return seen->longs > 0 ? type_long_double : type_double;
    default: return seen_integer(seen);
    }
}

static void see_base(struct seen *seen, enum token_kind base) {
    if (seen->base != TOKEN_END || seen->other != NULL)
        error_at(token.place, "two or more data types in declaration specifiers");
    seen->base = base;
    check_seen(seen);
    parse_advance();
}

static void see_other(struct seen *seen, struct type *type, place_t place) {
    if (seen_type(seen))
        error_at(place, "two or more data types in declaration specifiers");
    seen->other = type;
}

static void unsupported(const char *what) {
    error_at(token.place, "'%s' is not supported", what);
    parse_advance();
}

// "(" (type-name | expression) ")": the type, behind typeof or _Atomic.
static struct type *parse_parenthesized(void) {
    struct type *type = type_error;
    parse_expect(TOKEN_LEFT_PARENTHESIS);
    place_t place = token.place;
    if (parse_starts_type(&token)) {
        type = parse_type_name();
    } else if (!parse_recovering) {
        const struct expression *operand = parse_expression();
        mark_read(operand);
        if (is_bit_field(operand))
            error_at(place, "'typeof' applied to a bit-field");
        else
            type = operand->type;
    }
    parse_expect(TOKEN_RIGHT_PARENTHESIS);
    return type;
}

// The current token stands where a type should.
void error_unknown_type(void) {
    const struct binding *tag = token.name->tag;
    if (tag != NULL)
        error_at(token.place, "unknown type name '%s'; use '%s' keyword to refer to the type",
                 token.name->text,
                 tag->type->kind == TYPE_STRUCT  ? "struct"
                 : tag->type->kind == TYPE_UNION ? "union"
                                                 : "enum");
    else
        error_at(token.place, "unknown type name '%s'%s", token.name->text,
                 suggest_name(token.name, SUGGEST_TYPE, token.place));
}

// Takes a keyword that is part of the name of a type; false if the token is none.
static bool see_part(struct seen *seen) {
    switch (token.kind) {
    case TOKEN_SIGNED: seen->is_signed = true; break;
    case TOKEN_UNSIGNED: seen->is_unsigned = true; break;
    case TOKEN_SHORT: seen->is_short = true; break;
    case TOKEN_LONG: seen->longs++; break;
    case TOKEN_COMPLEX:
        if (seen->is_complex)
            error_at(token.place, "duplicate '%s'", token.name->text);
        seen->is_complex = true;
        break;
    default: return false;
    }
    check_seen(seen);
    parse_advance();
    return true;
}

static void see_tagged(struct seen *seen, struct specifiers *specifiers) {
    place_t place = token.place;
    bool is_alone = seen->qualifiers == 0 && specifiers->storage == STORAGE_NONE;
    specifiers->declares_tag = true;
    see_other(seen, token.kind == TOKEN_ENUM ? parse_enum() : parse_record(is_alone), place);
    specifiers->defines_tag = parse_previous_kind() == TOKEN_RIGHT_BRACE;
}

static void see_typeof(struct seen *seen) {
    place_t place = token.place;
    bool is_unqualified = strcmp(token.name->text, "typeof_unqual") == 0;
    parse_advance();
    struct type *type = parse_parenthesized();
    see_other(seen, is_unqualified ? type->unqualified : type, place);
}

// Takes an identifier that is the name of a type, or can be nothing else; false if it is none.
static bool see_name(struct seen *seen) {
    if (seen_type(seen))
        return false;
    if (is_typedef_name(&token)) {
        seen->other = token.name->ordinary->type;
        token.name->ordinary->is_used = true;
    } else {
        enum token_kind next = token_peek()->kind;
        if (next != TOKEN_IDENTIFIER && next != TOKEN_STAR)
            return false;
        error_unknown_type();
        seen->other = type_error;
    }
    parse_advance();
    return true;
}

// C11 6.7.2.4
static struct type *atomic_type(struct type *type, place_t place) {
    if (type->kind == TYPE_ARRAY || type->kind == TYPE_FUNCTION)
        error_at(place, "'_Atomic'-qualified %s type",
                 type->kind == TYPE_ARRAY ? "array" : "function");
    else if (type->qualifiers != 0)
        error_at(place, "'_Atomic' applied to a qualified type");
    else
        return type_qualify(type, QUALIFIER_ATOMIC);
    return type;
}

// Takes what says something about the type; false if the token does not.
static bool see_type(struct seen *seen, struct specifiers *specifiers) {
    place_t place = token.place;
    switch (token.kind) {
    case TOKEN_VOID:
    case TOKEN_CHAR:
    case TOKEN_INT:
    case TOKEN_FLOAT:
    case TOKEN_DOUBLE:
    case TOKEN_BOOL: see_base(seen, token.kind); return true;
    case TOKEN_CONST:
    case TOKEN_VOLATILE:
    case TOKEN_RESTRICT: seen->qualifiers |= token_qualifier(token.kind); break;
    case TOKEN_EXTENSION: break;
    case TOKEN_STRUCT:
    case TOKEN_UNION:
    case TOKEN_ENUM: see_tagged(seen, specifiers); return true;
    case TOKEN_IMAGINARY: unsupported(token.name->text); return true;
    case TOKEN_ATOMIC:
        parse_advance();
        if (token.kind == TOKEN_LEFT_PARENTHESIS)
            see_other(seen, atomic_type(parse_parenthesized(), place), place);
        else
            seen->qualifiers |= QUALIFIER_ATOMIC;
        return true;
    case TOKEN_TYPEOF: see_typeof(seen); return true;
    case TOKEN_AUTO_TYPE:
        see_other(seen, type_int, place);
        specifiers->is_auto_type = true;
        break;
    case TOKEN_IDENTIFIER: return see_name(seen);
    default: return see_part(seen);
    }
    parse_advance();
    return true;
}

// After `struct tag { … }` without a `;` the next declaration begins: it is parsed as one.
static void end_missing_semicolon(struct specifiers *specifiers) {
    parse_syntax_error("';', identifier or '('");
    parse_recovering = false;
    specifiers->is_ended = true;
}

// declaration-specifiers = (storage-class | type-specifier | type-qualifier | function-specifier
//                        | alignment | attribute)*
place_t specifiers_end;

void parse_specifiers(struct specifiers *specifiers, enum specifiers_context context) {
    struct seen seen = {0};
    memset(specifiers, 0, sizeof *specifiers);
    if (leading_attributes.place != 0) {
        specifiers->attributes = leading_attributes;
        leading_attributes = (struct attributes){0};
    }
    specifiers->place = token.place;
    while (!parse_recovering) {
        switch (token.kind) {
        case TOKEN_TYPEDEF: see_storage(specifiers, STORAGE_TYPEDEF, context); continue;
        case TOKEN_EXTERN: see_storage(specifiers, STORAGE_EXTERN, context); continue;
        case TOKEN_STATIC: see_storage(specifiers, STORAGE_STATIC, context); continue;
        case TOKEN_AUTO: see_storage(specifiers, STORAGE_AUTO, context); continue;
        case TOKEN_REGISTER: see_storage(specifiers, STORAGE_REGISTER, context); continue;
        case TOKEN_THREAD_LOCAL:
            specifiers->is_thread_local = true;
            parse_advance();
            continue;
        case TOKEN_INLINE:
            specifiers->is_inline = true;
            parse_advance();
            continue;
        case TOKEN_NORETURN:
            specifiers->is_noreturn = true;
            parse_advance();
            continue;
        case TOKEN_LEFT_BRACKET:
            if (!attribute_starts())
                break;
            // fallthrough
        case TOKEN_ATTRIBUTE: parse_attributes(&specifiers->attributes); continue;
        case TOKEN_ALIGNAS: {
            if (context == SPECIFIERS_TYPE_NAME) {
                parse_syntax_error("specifier-qualifier-list");
                continue;
            }
            uint32_t alignment = parse_alignment();
            if (alignment > specifiers->alignment)
                specifiers->alignment = alignment;
            continue;
        }
        default: break;
        }
        if (specifiers->defines_tag && token_facts[token.kind].role == ROLE_SPECIFIES) {
            end_missing_semicolon(specifiers);
            break;
        }
        if (!see_type(&seen, specifiers))
            break;
    }
    specifiers_end = parse_previous_place();
    specifiers->is_implicit = !seen_type(&seen);
    specifiers->is_empty = specifiers->is_implicit && seen.qualifiers == 0 &&
                           specifiers->storage == STORAGE_NONE && specifiers->alignment == 0 &&
                           !specifiers->is_inline && !specifiers->is_noreturn;
    if (specifiers->attributes.is_noreturn)
        specifiers->is_noreturn = true;
    struct type *type = seen_result(&seen);
    if ((seen.qualifiers & QUALIFIER_RESTRICT) != 0 && type->kind != TYPE_POINTER &&
        type != type_error)
        error_at(specifiers->place, "invalid use of 'restrict'");
    if ((seen.qualifiers & QUALIFIER_ATOMIC) != 0 &&
        (type->kind == TYPE_ARRAY || type->kind == TYPE_FUNCTION)) {
        type = atomic_type(type, specifiers->place);
        seen.qualifiers -= QUALIFIER_ATOMIC;
    }
    specifiers->type = type_qualify(type, seen.qualifiers);
}
