// Types: C11 6.2.5, 6.2.7 (compatible and composite types), 6.3.1.1 (promotion), with the sizes
// of MIPS o32. Every qualified form of a type is a copy of its own; the copies of one type hang
// on a list, so that a record may be completed after it has been named with qualifiers.

#include "parse.h"

#include <stdio.h>
#include <string.h>

struct type *type_void, *type_bool, *type_char, *type_signed_char, *type_unsigned_char, *type_short,
    *type_unsigned_short, *type_int, *type_unsigned, *type_long, *type_unsigned_long,
    *type_long_long, *type_unsigned_long_long, *type_float, *type_double, *type_long_double;
struct type *type_error;
struct type *type_char_pointer;

struct type *type_new(enum type_kind kind, uint32_t size, uint32_t alignment) {
    struct type *type = allocate(sizeof(struct type));
    type->kind = kind;
    type->size = size;
    type->alignment = alignment;
    type->unqualified = type;
    return type;
}

static struct type *type_integer(enum type_kind kind, uint32_t size, bool is_unsigned) {
    struct type *type = type_new(kind, size, size);
    type->is_unsigned = is_unsigned;
    return type;
}

static struct type *complex_types[3]; // of float, double and long double

static struct type *complex_of(struct type *real) {
    struct type *type = type_new(TYPE_COMPLEX, 2 * real->size, real->alignment);
    type->base = real;
    return type;
}

void type_initialize(void) {
    type_void = type_new(TYPE_VOID, 0, 1);
    type_bool = type_integer(TYPE_BOOL, 1, true);
    type_char = type_integer(TYPE_CHAR, 1, false);
    type_char->is_plain_char = true;
    type_signed_char = type_integer(TYPE_CHAR, 1, false);
    type_unsigned_char = type_integer(TYPE_CHAR, 1, true);
    type_short = type_integer(TYPE_SHORT, 2, false);
    type_unsigned_short = type_integer(TYPE_SHORT, 2, true);
    type_int = type_integer(TYPE_INT, 4, false);
    type_unsigned = type_integer(TYPE_INT, 4, true);
    type_long = type_integer(TYPE_LONG, 4, false);
    type_unsigned_long = type_integer(TYPE_LONG, 4, true);
    type_long_long = type_integer(TYPE_LONG_LONG, 8, false);
    type_unsigned_long_long = type_integer(TYPE_LONG_LONG, 8, true);
    type_float = type_new(TYPE_FLOAT, 4, 4);
    type_double = type_new(TYPE_DOUBLE, 8, 8);
    type_long_double = type_new(TYPE_LONG_DOUBLE, 8, 8);
    complex_types[0] = complex_of(type_float);
    complex_types[1] = complex_of(type_double);
    complex_types[2] = complex_of(type_long_double);
    type_error = type_integer(TYPE_INT, 4, false);
    type_char_pointer = type_pointer(type_char);
}

// ---- Derived types ----

struct type *type_pointer(struct type *target) {
    if (target->pointer_to == NULL) {
        struct type *type = type_new(TYPE_POINTER, 4, 4);
        type->base = target;
        target->pointer_to = type;
    }
    return target->pointer_to;
}

struct type *type_array(struct type *element, uint32_t length) {
    struct type *type = type_new(TYPE_ARRAY, element->size * length, element->alignment);
    type->base = element;
    type->length = length;
    return type;
}

struct type *type_complex(const struct type *real) {
    return complex_types[real->kind - TYPE_FLOAT];
}

struct type *type_function(struct type *result) {
    struct type *type = type_new(TYPE_FUNCTION, 1, 1);
    type->base = result;
    return type;
}

// The type of a bit-field is an integer of so many bits, whatever it was declared with: gcc's way.
struct type *type_bit_field(struct type *type, uint32_t bits) {
    enum { LONGEST = 64 };
    static struct type *types[2][LONGEST];
    bool is_unsigned = type->is_unsigned;
    struct type *whole = bits <= 8     ? is_unsigned ? type_unsigned_char : type_signed_char
                         : bits <= 16  ? is_unsigned ? type_unsigned_short : type_short
                         : bits <= 32  ? is_unsigned ? type_unsigned : type_int
                         : is_unsigned ? type_unsigned_long_long
                                       : type_long_long;
    if (type->kind == TYPE_BOOL)
        whole = type_bool;
    else if (bits == whole->size * 8)
        return whole;
    struct type **slot = &types[is_unsigned][type->kind == TYPE_BOOL ? 0 : bits];
    if (*slot == NULL) {
        *slot = type_new(whole->kind, whole->size, whole->alignment);
        (*slot)->is_unsigned = is_unsigned;
        (*slot)->bits = (uint8_t)bits;
    }
    return *slot;
}

struct type *type_whole(struct type *type) {
    if (type->bits == 0 || type->kind != TYPE_LONG_LONG)
        return type;
    return type->is_unsigned ? type_unsigned_long_long : type_long_long;
}

// An array of other elements, or aligned otherwise.
static struct type *type_array_of(const struct type *array, struct type *element) {
    struct type *type = type_array(element, array->length);
    type->is_incomplete = array->is_incomplete;
    type->is_variable = array->is_variable;
    type->size_object = array->size_object;
    return type;
}

// A copy that is completed with its original.
static struct type *type_variant(struct type *type) {
    struct type *unqualified = type->unqualified;
    struct type *variant = allocate(sizeof(struct type));
    *variant = *type;
    variant->pointer_to = NULL;
    variant->variants = unqualified->variants;
    unqualified->variants = variant;
    return variant;
}

static struct type *find_variant(struct type *unqualified, int qualifiers, uint32_t alignment,
                                 struct type *aliased) {
    for (struct type *variant = unqualified->variants; variant != NULL;
         variant = variant->variants) {
        if (variant->qualifiers == qualifiers && variant->alias == NULL &&
            variant->aliased == aliased && variant->alignment == alignment)
            return variant;
    }
    struct type *variant = type_variant(unqualified);
    variant->qualifiers = (uint8_t)qualifiers;
    variant->alignment = alignment;
    variant->aliased = aliased;
    return variant;
}

// What is atomic is aligned as an integer of its size.
static uint32_t alignment_with(const struct type *type, int qualifiers) {
    bool is_integer = type->size == 2 || type->size == 4 || type->size == 8;
    bool is_atomic = (qualifiers & QUALIFIER_ATOMIC) != 0;
    return is_atomic && is_integer && type->alignment < type->size ? type->size : type->alignment;
}

// An array is qualified through its elements; a function cannot be.
struct type *type_qualify(struct type *type, int qualifiers) {
    qualifiers |= type->qualifiers;
    if (qualifiers == type->qualifiers || type == type_error || type->kind == TYPE_FUNCTION)
        return type;
    if (type->kind == TYPE_ARRAY) {
        struct type *element = type_qualify(type->base, qualifiers);
        if (element == type->base)
            return type;
        return type_array_of(type, element);
    }
    struct type *unqualified = type->unqualified;
    struct type *aliased = type->alias != NULL ? type : NULL;
    return find_variant(unqualified, qualifiers, alignment_with(type, qualifiers), aliased);
}

struct type *type_align(struct type *type, uint32_t alignment) {
    if (type->alignment == alignment || type == type_error || type->kind == TYPE_FUNCTION)
        return type;
    if (type->kind == TYPE_ARRAY) {
        bool is_less = alignment < type->alignment;
        struct type *element = is_less ? type_align(type->base, alignment) : type->base;
        struct type *array = type_array_of(type, element);
        array->alignment = alignment;
        return array;
    }
    struct type *aliased = type->alias != NULL ? type : type->aliased;
    return find_variant(type->unqualified, type->qualifiers, alignment, aliased);
}

bool type_is_packed(const struct type *type) {
    return type->alignment < type->unqualified->alignment;
}

// A typedef is a variant of its type that knows its name, for debuggers and messages. For the
// language it is no other type.
struct type *type_alias(struct type *type, struct name *name) {
    if (type == type_error)
        return type;
    if (type == type->unqualified && type->typedef_name == NULL)
        type->typedef_name = name;
    struct type *variant = type->unqualified->variants;
    while (variant != NULL && (variant->alias != name || variant->aliased != type))
        variant = variant->variants; // of another unit
    if (variant != NULL)
        return variant;
    variant = type_variant(type);
    variant->unqualified = type->unqualified;
    variant->alias = name;
    variant->aliased = type;
    return variant;
}

void type_complete_record(struct type *type, struct member *members, uint32_t size,
                          uint32_t alignment) {
    for (type = type->unqualified; type != NULL; type = type->variants) {
        type->members = members;
        type->size = size;
        type->alignment = alignment;
        type->alignment = alignment_with(type, type->qualifiers);
        type->is_incomplete = false;
    }
}

void type_complete_enum(struct type *type, struct type *base, struct enumerator *enumerators) {
    for (type = type->unqualified; type != NULL; type = type->variants) {
        type->base = base;
        type->enumerators = enumerators;
        type->is_unsigned = base->is_unsigned;
        type->size = base->size;
        type->alignment = base->alignment;
        type->is_incomplete = false;
    }
}

// ---- Questions ----

bool type_is_integer(const struct type *type) {
    return type->kind >= TYPE_BOOL && type->kind <= TYPE_ENUM;
}

bool type_is_floating(const struct type *type) {
    return type->kind >= TYPE_FLOAT && type->kind <= TYPE_LONG_DOUBLE;
}

bool type_is_complex(const struct type *type) {
    return type->kind == TYPE_COMPLEX;
}

const struct type *type_part(const struct type *type) {
    return type_is_complex(type) ? type->base : type;
}

bool type_is_arithmetic(const struct type *type) {
    return type->kind >= TYPE_BOOL && type->kind <= TYPE_COMPLEX;
}

bool type_is_scalar(const struct type *type) {
    return type->kind >= TYPE_BOOL && type->kind <= TYPE_POINTER;
}

bool type_is_record(const struct type *type) {
    return type->kind == TYPE_STRUCT || type->kind == TYPE_UNION;
}

bool type_is_vector(const struct type *type) {
    return type->kind == TYPE_STRUCT && type->base != NULL;
}

uint32_t type_width(const struct type *type) {
    return type->bits != 0 ? type->bits : type->kind == TYPE_BOOL ? 1 : type->size * 8;
}

bool type_is_complete(const struct type *type) {
    return !type->is_incomplete && type->kind != TYPE_VOID;
}

bool type_is_read_only(const struct type *type) {
    while (type->kind == TYPE_ARRAY)
        type = type->base;
    return type->qualifiers % 2 == QUALIFIER_CONST;
}

bool type_has_read_only(const struct type *type) {
    if (type_is_read_only(type))
        return true;
    while (type->kind == TYPE_ARRAY)
        type = type->base;
    if (!type_is_record(type))
        return false;
    for (const struct member *member = type->members; member != NULL; member = member->next) {
        if (type_has_read_only(member->type))
            return true;
    }
    return false;
}

struct type *type_number(enum number_type number) {
    switch (number) {
    case NUMBER_INT: return type_int;
    case NUMBER_UNSIGNED: return type_unsigned;
    case NUMBER_LONG: return type_long;
    case NUMBER_UNSIGNED_LONG: return type_unsigned_long;
    case NUMBER_LONG_LONG: return type_long_long;
    case NUMBER_UNSIGNED_LONG_LONG: return type_unsigned_long_long;
    case NUMBER_FLOAT: return type_float;
    case NUMBER_DOUBLE: return type_double;
    case NUMBER_LONG_DOUBLE: return type_long_double;
    case NUMBER_FLOAT_IMAGINARY: return type_complex(type_float);
    case NUMBER_DOUBLE_IMAGINARY: return type_complex(type_double);
    case NUMBER_LONG_DOUBLE_IMAGINARY: return type_complex(type_long_double);
    case NUMBER_CHAR: return type_char;
    case NUMBER_CHAR16: return type_unsigned_short;
    case NUMBER_CHAR32: return type_unsigned;
    case NUMBER_WCHAR: return type_int;
    }
    return type_int;
}

struct type *type_promoted(struct type *type) {
    if (type->kind == TYPE_ENUM)
        type = type->base;
    if (type->kind == TYPE_BOOL || type->kind == TYPE_CHAR || type->kind == TYPE_SHORT ||
        (type->kind == TYPE_INT && type->bits != 0))
        return type_int;
    return type->unqualified;
}

// ---- Compatible and composite types: C11 6.2.7 ----

static bool compatible_at(const struct type *left, const struct type *right, uint32_t depth);

static bool compatible_members(const struct type *left, const struct type *right, uint32_t depth) {
    const struct member *one = left->members;
    const struct member *other = right->members;
    if (one != NULL && other != NULL && one->place == other->place)
        return true; // the same text of one header
    while (one != NULL && other != NULL) {
        if (one->name != other->name || one->offset != other->offset || one->bit != other->bit ||
            !compatible_at(one->type, other->type, depth + 1))
            return false;
        one = one->next;
        other = other->next;
    }
    return one == NULL && other == NULL;
}

// Records of one unit are compatible if they are the same; those of different units, if they have
// the same tag and compatible members. A pair is compared once: it is taken for compatible until a
// member shows otherwise, which also ends the comparison of recursive ones. (What was taken for
// compatible inside of one that is not stays so: of different units only declarations of the same
// object are compared, where a difference is an error.)
static bool compatible_records(const struct type *left, const struct type *right, uint32_t depth) {
    if (left == right || left->like == right || right->like == left)
        return true;
    if (left->unit == right->unit || left->kind != right->kind || left->tag != right->tag)
        return false;
    if (left->is_incomplete || right->is_incomplete)
        return true;
    left->unqualified->like = right;
    if (compatible_members(left, right, depth))
        return true;
    left->unqualified->like = NULL;
    return false;
}

// An unprototyped function fits one whose parameters are not changed by default promotions.
static bool compatible_unprototyped(const struct type *type) {
    if (type->is_variadic)
        return false;
    for (const struct parameter *parameter = type->parameters; parameter != NULL;
         parameter = parameter->next) {
        struct type *one = parameter->type->unqualified;
        if (type_is_integer(one) ? type_promoted(one)->size != one->size : one == type_float)
            return false;
    }
    return true;
}

static bool is_exact; // what is compared has to be the same

static bool compatible_functions(const struct type *left, const struct type *right,
                                 uint32_t depth) {
    if (!compatible_at(left->base, right->base, depth + 1) ||
        (is_exact && left->is_unprototyped != right->is_unprototyped))
        return false;
    if (left->is_unprototyped)
        return right->is_unprototyped || compatible_unprototyped(right);
    if (right->is_unprototyped)
        return compatible_unprototyped(left);
    const struct parameter *one = left->parameters;
    const struct parameter *other = right->parameters;
    while (one != NULL && other != NULL) {
        if (((one->type->qualifiers ^ other->type->qualifiers) & QUALIFIER_ATOMIC) != 0 ||
            !compatible_at(one->type->unqualified, other->type->unqualified, depth + 1))
            return false;
        one = one->next;
        other = other->next;
    }
    return one == NULL && other == NULL && left->is_variadic == right->is_variadic;
}

static bool compatible_arrays(const struct type *left, const struct type *right, uint32_t depth) {
    bool differs =
        left->is_incomplete != right->is_incomplete || left->is_variable != right->is_variable;
    bool is_known =
        !left->is_incomplete && !right->is_incomplete && !left->is_variable && !right->is_variable;
    return (!is_exact || !differs) && (!is_known || left->length == right->length) &&
           compatible_at(left->base, right->base, depth + 1);
}

static bool compatible_at(const struct type *left, const struct type *right, uint32_t depth) {
    while (left->kind == TYPE_POINTER && right->kind == TYPE_POINTER && left != right &&
           left->qualifiers == right->qualifiers) {
        left = left->base;
        right = right->base;
    }
    if (left == right || left == type_error || right == type_error || depth > 1000)
        return true;
    if (left->qualifiers != right->qualifiers)
        return false;
    left = left->unqualified;
    right = right->unqualified;
    if (left == right)
        return true;
    if (left->kind == TYPE_ENUM && right->kind != TYPE_ENUM)
        return left->base == right && !is_exact;
    if (right->kind == TYPE_ENUM && left->kind != TYPE_ENUM)
        return right->base == left && !is_exact;
    if (left->kind != right->kind)
        return false;
    switch (left->kind) {
    case TYPE_ENUM: return left->unit != right->unit && left->tag == right->tag;
    case TYPE_STRUCT:
    case TYPE_UNION: return compatible_records(left, right, depth);
    case TYPE_FUNCTION: return compatible_functions(left, right, depth);
    case TYPE_ARRAY: return compatible_arrays(left, right, depth);
    default: return false;
    }
}

bool type_compatible(const struct type *left, const struct type *right) {
    return compatible_at(left, right, 0);
}

bool targets_compatible(const struct type *left, const struct type *right) {
    return ((left->qualifiers ^ right->qualifiers) & QUALIFIER_ATOMIC) == 0 &&
           type_compatible(left->unqualified, right->unqualified);
}

bool type_is_same(const struct type *left, const struct type *right) {
    is_exact = true;
    bool is_same = compatible_at(left, right, 0);
    is_exact = false;
    return is_same;
}

// ---- Composite types: C11 6.2.7p3 ----

static struct type *composite_array(struct type *left, struct type *right) {
    bool is_right = left->is_incomplete || (left->is_variable && !right->is_incomplete);
    struct type *array = is_right ? right : left;
    struct type *element = type_composite(left->base, right->base);
    return element == array->base ? array : type_array_of(array, element);
}

static struct type *composite_function(struct type *left, struct type *right) {
    if (left->is_unprototyped != right->is_unprototyped)
        return left->is_unprototyped ? right : left;
    struct type *result = type_composite(left->base, right->base);
    bool is_left = result == left->base, is_right = result == right->base;
    struct parameter *parameters = NULL, **tail = &parameters;
    struct parameter *one = left->parameters, *other = right->parameters;
    for (; one != NULL && other != NULL; one = one->next, other = other->next) {
        *tail = allocate(sizeof(struct parameter));
        **tail = *one;
        (*tail)->type = type_composite(one->type, other->type);
        is_left = is_left && (*tail)->type == one->type;
        is_right = is_right && (*tail)->type == other->type;
        (*tail)->next = NULL;
        tail = &(*tail)->next;
    }
    if (is_left || is_right)
        return is_left ? left : right;
    struct type *type = type_function(result);
    type->parameters = parameters;
    type->is_variadic = left->is_variadic;
    type->is_unprototyped = left->is_unprototyped;
    return type;
}

// Of two compatible types, the one that knows more, or one that knows what both do.
struct type *type_composite(struct type *left, struct type *right) {
    if (left == right || left->kind != right->kind)
        return left;
    if (left->kind == TYPE_ARRAY)
        return composite_array(left, right);
    if (left->kind == TYPE_FUNCTION)
        return composite_function(left, right);
    if (left->kind != TYPE_POINTER)
        return left;
    struct type *target = type_composite(left->base, right->base);
    if (target == left->base || target == right->base)
        return target == left->base ? left : right;
    return type_qualify(type_pointer(target), left->qualifiers);
}

// ---- Names of types, for diagnostics ----

enum { TEXT_SIZE = 300 };

// is_bare: what typedefs stand for.
static void text_of(const struct type *type, char *text, bool is_bare, uint32_t depth);

static const char *text_integer(const struct type *type) {
    switch (type->kind) {
    case TYPE_VOID: return "void";
    case TYPE_BOOL: return "_Bool";
    case TYPE_CHAR:
        return type->is_plain_char ? "char" : type->is_unsigned ? "unsigned char" : "signed char";
    case TYPE_SHORT: return type->is_unsigned ? "short unsigned int" : "short int";
    case TYPE_INT: return type->is_unsigned ? "unsigned int" : "int";
    case TYPE_LONG: return type->is_unsigned ? "long unsigned int" : "long int";
    case TYPE_LONG_LONG: return type->is_unsigned ? "long long unsigned int" : "long long int";
    case TYPE_FLOAT: return "float";
    case TYPE_DOUBLE: return "double";
    case TYPE_LONG_DOUBLE: return "long double";
    case TYPE_ENUM: return "enum ";
    case TYPE_STRUCT: return "struct ";
    case TYPE_UNION: return "union ";
    default: return "";
    }
}

static void text_join(char *text, const char *more) {
    size_t length = strlen(text);
    snprintf(text + length, TEXT_SIZE - length, "%s", more);
}

static void text_before(char *text, const char *before) {
    size_t shift = strlen(before), length = strlen(text);
    if (shift + length >= TEXT_SIZE)
        return; // too long a type to be spelled out
    memmove(text + shift, text, length + 1);
    memcpy(text, before, shift);
}

static void text_qualifiers(char *text, int qualifiers) {
    if ((qualifiers & QUALIFIER_ATOMIC) != 0)
        text_join(text, " _Atomic");
    if (qualifiers % 2 == 1)
        text_join(text, " const");
    if (qualifiers / 2 % 2 == 1)
        text_join(text, " volatile");
    if (qualifiers / 4 % 2 == 1)
        text_join(text, " restrict");
}

static void text_parameters(const struct type *type, char *text, bool is_bare, uint32_t depth) {
    text_join(text, "(");
    char one[TEXT_SIZE];
    for (const struct parameter *parameter = type->parameters; parameter != NULL;
         parameter = parameter->next) {
        one[0] = '\0';
        text_of(parameter->type, one, is_bare, depth + 1);
        text_join(text, one);
        if (parameter->next != NULL || type->is_variadic)
            text_join(text, ", ");
    }
    if (type->is_variadic)
        text_join(text, "...");
    else if (type->parameters == NULL && !type->is_unprototyped)
        text_join(text, "void");
    text_join(text, ")");
}

// The typedef that a type is, or a qualified form of; NULL if it is none.
static const struct type *alias_of(const struct type *type) {
    if (type->alias == NULL && type->aliased != NULL)
        type = type->aliased;
    return type->alias != NULL ? type : NULL;
}

// A record without tag goes by the name of its typedef.
static void text_base(const struct type *type, char *name) {
    if (type_is_vector(type)) {
        char vector[24];
        snprintf(vector, sizeof vector, "__vector(%u) ", (unsigned)type->length);
        text_join(name, vector);
        type = type->base;
    }
    bool is_tagged = type->kind == TYPE_ENUM || type_is_record(type);
    const struct name *typedef_name = type->unqualified->typedef_name;
    if (is_tagged && type->tag == NULL && typedef_name != NULL) {
        text_join(name, typedef_name->text);
        return;
    }
    if (type_is_complex(type))
        text_join(name, "complex ");
    text_join(name, text_integer(type_is_complex(type) ? type->base : type));
    if (is_tagged)
        text_join(name, type->tag == NULL ? "<anonymous>" : type->tag->text);
    if (type->bits != 0) {
        char bits[8];
        snprintf(bits, sizeof bits, ":%u", (unsigned)type->bits);
        text_join(name, bits);
    }
}

// Wraps the declarator in text into the type, from the inside out.
static void text_of(const struct type *type, char *text, bool is_bare, uint32_t depth) {
    for (uint32_t level = 0; level < 20; level++) {
        char part[TEXT_SIZE];
        if (!is_bare && alias_of(type) != NULL)
            break;
        if (type->kind == TYPE_POINTER) {
            part[0] = '\0';
            text_qualifiers(part, type->qualifiers);
            char star[40];
            bool is_inner = type->base->kind == TYPE_ARRAY || type->base->kind == TYPE_FUNCTION;
            snprintf(star, sizeof star, "%s*%.30s%s", is_inner ? "(" : "",
                     part[0] == '\0' ? "" : part + 1,
                     part[0] != '\0' && text[0] != '\0' ? " " : "");
            text_before(text, star);
            if (is_inner)
                text_join(text, ")");
        } else if (type->kind == TYPE_ARRAY) {
            snprintf(part, sizeof part, type->is_incomplete || type->is_variable ? "[]" : "[%u]",
                     (unsigned)type->length);
            text_join(text, part);
        } else if (type->kind == TYPE_FUNCTION && depth < 3) {
            text_parameters(type, text, is_bare, depth);
        } else {
            break;
        }
        type = type->base;
    }
    char name[TEXT_SIZE] = "";
    const struct type *alias = is_bare ? NULL : alias_of(type);
    text_qualifiers(name, alias == NULL ? type->qualifiers : type->qualifiers - alias->qualifiers);
    if (name[0] != '\0')
        text_join(name, " ");
    if (alias != NULL)
        text_join(name, alias->alias->text);
    else
        text_base(type, name);
    if (text[0] != '\0' && text[0] != '[' && (text[0] != '(' || text[1] == '*'))
        text_join(name, " ");
    text_before(text, name[0] == ' ' ? name + 1 : name);
}

const char *type_text(const struct type *type) {
    static char texts[4][TEXT_SIZE];
    static uint32_t next;
    char *text = texts[next];
    next = (next + 1) % 4;
    text[0] = '\0';
    text_of(type, text, true, 0);
    return text;
}

const char *type_quoted(const struct type *type) {
    static char texts[4][2 * TEXT_SIZE + 20];
    static uint32_t next;
    char *text = texts[next];
    next = (next + 1) % 4;
    char named[TEXT_SIZE] = "", bare[TEXT_SIZE] = "";
    text_of(type, named, false, 0);
    text_of(type, bare, true, 0);
    bool is_same = strcmp(named, bare) == 0;
    snprintf(text, sizeof texts[0], is_same ? "'%s'" : "'%s' {aka '%s'}", named, bare);
    return text;
}
