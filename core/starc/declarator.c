// Declarators and type names: C11 6.7.6, 6.7.7. A declarator reads from the inside out, but its
// base type comes first: the derivations are collected in a list and applied at the end.

#include "parse.h"

enum derivation_kind { DERIVE_POINTER, DERIVE_ARRAY, DERIVE_FUNCTION };

struct derivation {
    struct derivation *next; // the one to apply after this
    enum derivation_kind kind;
    place_t place;
    int qualifiers;     // pointer; array as a parameter
    uint32_t alignment; // pointer, by an attribute; 0: as pointers are
    bool is_static;     // array as a parameter
    bool is_incomplete; // array without length
    bool is_variable;   // array whose length is no constant:
    struct expression *size;
    uint32_t length;
    struct parameter *parameters;  // function
    struct parameter *identifiers; // function, old style
    bool is_variadic;
    bool is_unprototyped;
};

struct derivations {
    struct derivation *first;
    struct derivation **tail;
};

static struct derivation *derivation_new(enum derivation_kind kind) {
    struct derivation *derivation = arena_allocate(&parse_arena, sizeof(struct derivation));
    derivation->kind = kind;
    derivation->place = token.place;
    return derivation;
}

// ---- Applying derivations ----

static struct type *apply_array(struct type *base, struct derivation *array, place_t place,
                                const char *name) {
    if (base->kind == TYPE_FUNCTION) {
        error_at(place, "declaration of '%s' as array of functions", name);
        return type_error;
    }
    if (base->kind == TYPE_VOID) {
        error_at(place, "declaration of '%s' as array of voids", name);
        return type_error;
    }
    if (!type_is_complete(base)) {
        error_at(place, "array type has incomplete element type %s", type_quoted(base));
        return type_error;
    }
    if (base->size % base->alignment != 0) {
        error_at(place, base->alignment > base->size
                            ? "alignment of array elements is greater than element size"
                            : "size of array element is not a multiple of its alignment");
        return type_error;
    }
    if (array->is_variable || base->is_variable) {
        bool is_unknown = array->is_variable && array->size == NULL;
        if (scope_depth == 0 && !is_unknown) {
            error_at(place, "variably modified '%s' at file scope", name);
            return type_error;
        }
        if (is_unknown && !scope_is_parameters) {
            error_at(array->place, "'[*]' not allowed in other than function prototype scope");
            return type_error;
        }
        if (array->is_incomplete) {
            struct type *type = type_array(base, 0);
            type->is_incomplete = true;
            return type;
        }
        return type_variable_array(base, array->size, array->length, is_unknown, array->place);
    }
    if (array->length == 0 && !array->is_incomplete && parse_extensions == 0)
        warn(WARNING_PEDANTIC, place, "ISO C forbids zero-size array '%s'", name);
    if (base->size != 0 && array->length > TYPE_MAXIMUM_SIZE / base->size) {
        error_at(place, "size of array '%s' is too large", name);
        return type_error;
    }
    struct type *type = type_array(base, array->length);
    type->is_incomplete = array->is_incomplete;
    return type;
}

static struct type *apply_function(struct type *base, struct derivation *function, place_t place,
                                   const char *name) {
    if (base->kind == TYPE_FUNCTION || base->kind == TYPE_ARRAY) {
        error_at(place, "'%s' declared as function returning %s", name,
                 base->kind == TYPE_ARRAY ? "an array" : "a function");
        base = type_error;
    }
    struct type *type = type_function(base->kind == TYPE_VOID ? base : base->unqualified);
    type->parameters = function->parameters;
    type->is_variadic = function->is_variadic;
    type->is_unprototyped = function->is_unprototyped;
    return type;
}

static void apply(struct declarator *declarator, struct type *type, struct derivation *derivation,
                  bool is_parameter) {
    const char *name = declarator->name == NULL ? "type name" : declarator->name->text;
    place_t place = declarator->place;
    declarator->is_function = false;
    for (; derivation != NULL; derivation = derivation->next) {
        bool is_last = derivation->next == NULL;
        if (derivation->kind == DERIVE_POINTER) {
            type = type_qualify(type_pointer(type), derivation->qualifiers);
            if (derivation->alignment != 0)
                type = type_align(type, derivation->alignment);
        } else if (derivation->kind == DERIVE_ARRAY) {
            if (is_last && is_parameter) {
                declarator->is_array_parameter = true;
                declarator->size = derivation->size;
                declarator->has_star = derivation->is_variable && derivation->size == NULL;
                derivation->is_variable = false;
                derivation->is_incomplete = true;
            } else if (derivation->qualifiers != 0 || derivation->is_static) {
                error_at(place, "static or type qualifiers in non-parameter array declarator");
            }
            type = apply_array(type, derivation, place, name);
            if (is_last && is_parameter && type->kind == TYPE_ARRAY)
                type = type_qualify(type_pointer(type->base), derivation->qualifiers);
        } else {
            type = apply_function(type, derivation, place, name);
            if (is_last) {
                declarator->is_function = true;
                declarator->identifiers = derivation->identifiers;
            }
        }
    }
    declarator->type = type;
}

// ---- Parameters: C11 6.7.6.3 ----

static struct type *parameter_type(struct type *type) {
    if (type->kind == TYPE_ARRAY)
        return type_pointer(type->base);
    if (type->kind == TYPE_FUNCTION)
        return type_pointer(type);
    return type;
}

static void parse_declarator_list(struct declarator *declarator, struct derivations *list,
                                  enum declarator_kind kind);

static void declare_parameter(struct declarator *declarator, struct parameter ***tail) {
    struct parameter *parameter = allocate(sizeof(struct parameter));
    parameter->type = parameter_type(declarator->type);
    parameter->name = declarator->name;
    parameter->place = declarator->place;
    parameter->is_array = declarator->is_array_parameter;
    parameter->has_star = declarator->has_star || type_has_star(parameter->type);
    parameter->is_unused = declarator->is_unused;
    parameter->size = declarator->size;
    parameter->sizes = variable_sizes_take();
    **tail = parameter;
    *tail = &parameter->next;
    if (declarator->name == NULL)
        return;
    struct binding *previous = scope_ordinary_here(declarator->name);
    if (previous != NULL) {
        error_at(declarator->place, "redefinition of parameter '%s'", declarator->name->text);
        note_at(previous->place, "previous definition of '%s' with type %s", declarator->name->text,
                type_quoted(previous->type));
        return;
    }
    scope_bind(declarator->name, BINDING_OBJECT, parameter->type, declarator->place);
}

// parameter = declaration-specifiers [declarator | abstract-declarator]
static void parse_parameter(struct derivation *function, struct parameter ***tail) {
    struct specifiers specifiers;
    place_t place = token.place;
    if (parse_is_cstar && token.kind != TOKEN_INT)
        parse_syntax_error("'int'");
    parse_specifiers(&specifiers, SPECIFIERS_DECLARATION);
    if (specifiers.is_empty && !parse_recovering) {
        if (token.kind == TOKEN_IDENTIFIER) {
            error_unknown_type();
            specifiers.type = type_error;
            parse_advance();
        } else {
            parse_syntax_error("declaration specifiers or '...'");
        }
    }
    if (specifiers.storage != STORAGE_NONE && specifiers.storage != STORAGE_REGISTER)
        error_at(specifiers.storage_place, "storage class specified for parameter");
    struct declarator declarator = {0};
    declarator.place = token.place;
    struct derivations list = {0};
    list.tail = &list.first;
    parse_declarator_list(&declarator, &list,
                          parse_is_cstar ? DECLARATOR_NAMED : DECLARATOR_EITHER);
    apply(&declarator, specifiers.type, list.first, true);
    parse_attributes(&declarator.attributes);
    refuse_attributes(&declarator.attributes, true);
    refuse_attributes(&specifiers.attributes, true);
    declarator.type = attribute_type(declarator.type, &specifiers.attributes);
    declarator.type = attribute_type(declarator.type, &declarator.attributes);
    declarator.is_unused = declarator.attributes.is_unused || specifiers.attributes.is_unused;
    if (specifiers.is_implicit && specifiers.type != type_error && !parse_recovering)
        warn_implicit_int(&declarator);
    if (declarator.type->kind == TYPE_VOID) {
        uint32_t number = 1;
        for (const struct parameter *one = function->parameters; one != NULL; one = one->next)
            number++;
        bool is_alone = function->parameters == NULL && declarator.name == NULL &&
                        list.first == NULL && token.kind == TOKEN_RIGHT_PARENTHESIS;
        if (is_alone && declarator.type->qualifiers == 0)
            return;
        if (declarator.name != NULL)
            error_at(declarator.place, "parameter %u ('%s') has incomplete type", (unsigned)number,
                     declarator.name->text);
        else
            error_at(place, "'void' must be the only parameter");
        declarator.type = type_error;
    }
    declare_parameter(&declarator, tail);
}

static void parse_identifiers(struct derivation *function) {
    struct parameter **tail = &function->identifiers;
    do {
        if (token.kind != TOKEN_IDENTIFIER) {
            parse_syntax_error("identifier");
            return;
        }
        struct parameter *parameter = allocate(sizeof(struct parameter));
        parameter->name = token.name;
        parameter->place = token.place;
        for (struct parameter *one = function->identifiers; one != NULL; one = one->next) {
            if (one->name == token.name)
                error_at(token.place, "multiple parameters named '%s'", token.name->text);
        }
        *tail = parameter;
        tail = &parameter->next;
        parse_advance();
    } while (parse_accept(TOKEN_COMMA));
}

// Not a type, and what follows is as in a list of names rather than in `unknown_t x`.
static bool starts_identifiers(void) {
    if (token.kind != TOKEN_IDENTIFIER || parse_starts_type(&token))
        return false;
    enum token_kind next = token_peek()->kind;
    return next == TOKEN_COMMA || next == TOKEN_RIGHT_PARENTHESIS;
}

// parameters = "(" ["void" | parameter ("," parameter)* ["," "..."]
//            | identifier ("," identifier)*] ")"
static void parse_parameters(struct derivation *function) {
    parse_advance();
    parse_enter(token.place);
    scope_enter(true);
    if (token.kind == TOKEN_RIGHT_PARENTHESIS) {
        function->is_unprototyped = !options.c23;
    } else if (starts_identifiers() && !parse_is_cstar) {
        function->is_unprototyped = true;
        parse_identifiers(function);
    } else {
        struct parameter **tail = &function->parameters;
        do {
            if (token.kind == TOKEN_ELLIPSIS) {
                if (function->parameters == NULL)
                    error_at(token.place, "ISO C requires a named argument before '...'");
                function->is_variadic = true;
                parse_advance();
                break;
            }
            parse_parameter(function, &tail);
        } while (parse_accept(TOKEN_COMMA));
    }
    if (token.kind != TOKEN_RIGHT_PARENTHESIS)
        parse_syntax_error(function->is_unprototyped || function->is_variadic ? "')'"
                                                                              : "';', ',' or ')'");
    parse_expect(TOKEN_RIGHT_PARENTHESIS);
    scope_leave();
    parse_leave();
}

// ---- The grammar of declarators: C11 6.7.6 ----

// array = "[" ("static" | qualifier)* [assignment | "*"] "]"
static void parse_array(struct derivation *array, const struct declarator *declarator) {
    parse_advance();
    for (int qualifier;
         (qualifier = token_qualifier(token.kind)) != 0 || token.kind == TOKEN_STATIC;
         parse_advance()) {
        array->qualifiers |= qualifier;
        array->is_static = array->is_static || qualifier == 0;
    }
    if (token.kind == TOKEN_RIGHT_BRACKET) {
        array->is_incomplete = true;
    } else if (token.kind == TOKEN_STAR && token_peek()->kind == TOKEN_RIGHT_BRACKET) {
        array->is_variable = true;
        parse_advance();
    } else {
        parse_enter(token.place);
        struct expression *length = convert_value(parse_assignment());
        parse_leave();
        const char *name = declarator->name == NULL ? "type name" : declarator->name->text;
        if (is_error(length)) {
            array->length = 1;
        } else if (!type_is_integer(length->type)) {
            error_at(declarator->place, "size of array '%s' has non-integer type", name);
            array->length = 1;
        } else if (length->kind != EXPRESSION_NUMBER) {
            array->is_variable = true;
            array->size = length;
        } else if (!length->type->is_unsigned && (int64_t)length->value < 0) {
            error_at(declarator->place, "size of array '%s' is negative", name);
            array->length = 1;
        } else {
            array->length = length->value > UINT32_MAX ? UINT32_MAX : (uint32_t)length->value;
        }
    }
    parse_expect(TOKEN_RIGHT_BRACKET);
}

// Behind a "*", if `pointer` is not NULL, or a "(": of what is declared, but for the alignment of
// the pointer.
static void parse_inner_attributes(struct declarator *declarator, struct derivation *pointer) {
    struct attributes *attributes = &declarator->attributes;
    const struct attributes before = *attributes;
    attributes->is_packed = false;
    attributes->alignment = 0;
    parse_attributes(attributes);
    if (attributes->is_packed)
        warn(WARNING_ATTRIBUTES, attributes->place, "'packed' attribute ignored for a pointer");
    if (attributes->alignment != 0 && pointer == NULL)
        error_at(attributes->place, "attribute 'aligned' is not supported here");
    else if (attributes->alignment != 0)
        pointer->alignment = attributes->alignment;
    attributes->is_packed = before.is_packed;
    attributes->alignment = before.alignment;
}

// pointer = ("*" (qualifier | attribute)*)*
static void parse_pointers(struct declarator *declarator, struct derivations *list) {
    uint32_t count = 0;
    while (token.kind == TOKEN_STAR && !parse_recovering) {
        if (++count > 1000)
            fatal_at(token.place, "nesting too deep");
        if (parse_is_cstar && count > 1) {
            cstar_refuse(token.place, "a pointer to a pointer");
            return;
        }
        struct derivation *pointer = derivation_new(DERIVE_POINTER);
        *list->tail = pointer;
        list->tail = &pointer->next;
        parse_advance();
        for (;;) {
            int qualifier = token_qualifier(token.kind);
            if (token.kind == TOKEN_ATTRIBUTE) {
                parse_inner_attributes(declarator, pointer);
                continue;
            }
            if (qualifier == 0)
                break;
            pointer->qualifiers |= qualifier;
            parse_advance();
        }
    }
}

// In a declarator that may be abstract: is this "(" that of parameters, not of an inner declarator?
static bool starts_parameters(void) {
    const struct token *next = token_peek();
    return next->kind == TOKEN_RIGHT_PARENTHESIS ||
           (next->kind != TOKEN_ATTRIBUTE && parse_starts_type(next));
}

// declarator = pointer direct (array | parameters)*
// direct     = identifier | "(" declarator ")" | nothing if abstract
static void parse_declarator_list(struct declarator *declarator, struct derivations *list,
                                  enum declarator_kind kind) {
    parse_enter(token.place);
    parse_pointers(declarator, list);
    struct derivations inner = {0};
    inner.tail = &inner.first;
    if (token.kind == TOKEN_IDENTIFIER && kind != DECLARATOR_ABSTRACT) {
        declarator->name = token.name;
        declarator->place = token.place;
        parse_advance();
    } else if (token.kind == TOKEN_LEFT_PARENTHESIS && !parse_recovering &&
               (kind == DECLARATOR_NAMED || !starts_parameters()) && !parse_is_cstar) {
        parse_advance();
        parse_inner_attributes(declarator, NULL);
        parse_declarator_list(declarator, &inner, kind);
        parse_expect(TOKEN_RIGHT_PARENTHESIS);
    } else if (kind == DECLARATOR_NAMED) {
        parse_syntax_error(parse_is_cstar ? "identifier" : "identifier or '('");
    }
    struct derivation *suffixes = NULL;
    struct derivation *outermost = NULL;
    uint32_t count = 0;
    while (!parse_recovering) {
        struct derivation *suffix;
        if (token.kind == TOKEN_LEFT_BRACKET && attribute_starts()) {
            parse_attributes(&declarator->attributes);
            continue;
        }
        if (token.kind == TOKEN_LEFT_BRACKET) {
            suffix = derivation_new(DERIVE_ARRAY);
            parse_array(suffix, declarator);
        } else if (token.kind == TOKEN_LEFT_PARENTHESIS) {
            suffix = derivation_new(DERIVE_FUNCTION);
            parse_parameters(suffix);
        } else {
            break;
        }
        if (++count > 1000)
            fatal_at(token.place, "nesting too deep");
        suffix->next = suffixes;
        suffixes = suffix;
        if (outermost == NULL)
            outermost = suffix;
    }
    if (suffixes != NULL) {
        *list->tail = suffixes;
        list->tail = &outermost->next;
    }
    if (inner.first != NULL) {
        *list->tail = inner.first;
        list->tail = inner.tail;
    }
    parse_leave();
}

void parse_declarator(struct declarator *declarator, struct type *base, enum declarator_kind kind) {
    *declarator = (struct declarator){.place = token.place};
    struct derivations list = {0};
    list.tail = &list.first;
    parse_declarator_list(declarator, &list, kind);
    apply(declarator, base, list.first, false);
}

void warn_implicit_int(const struct declarator *declarator) {
    if (declarator->name == NULL)
        warn(WARNING_IMPLICIT_INT, declarator->place, "type defaults to 'int' in type name");
    else
        warn(WARNING_IMPLICIT_INT, declarator->place,
             "type defaults to 'int' in declaration of '%s'", declarator->name->text);
}

// type-name = specifier-qualifier-list [abstract-declarator]
static struct type *parse_name_of_type(struct specifiers *specifiers,
                                       enum specifiers_context context) {
    parse_specifiers(specifiers, context);
    if (specifiers->is_empty && !parse_recovering)
        parse_syntax_error("specifier-qualifier-list");
    struct declarator declarator;
    parse_declarator(&declarator, specifiers->type, DECLARATOR_ABSTRACT);
    if (specifiers->is_implicit && !parse_recovering)
        warn_implicit_int(&declarator);
    parse_attributes(&declarator.attributes);
    declarator.type = attribute_type(declarator.type, &declarator.attributes);
    declarator.type = attribute_type(declarator.type, &specifiers->attributes);
    uint32_t alignment = specifiers->attributes.alignment;
    if (alignment < declarator.attributes.alignment)
        alignment = declarator.attributes.alignment;
    return alignment == 0 ? declarator.type : type_align(declarator.type, alignment);
}

struct type *parse_type_name(void) {
    struct specifiers specifiers;
    return parse_name_of_type(&specifiers, SPECIFIERS_TYPE_NAME);
}

struct type *parse_type_name_aligned(uint32_t *alignment) {
    struct specifiers specifiers;
    struct type *type = parse_name_of_type(&specifiers, SPECIFIERS_MEMBER);
    *alignment = specifiers.alignment;
    return type;
}
