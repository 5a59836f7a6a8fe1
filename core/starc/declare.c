// Declarations and function definitions: C11 6.7, 6.9.

#include "parse.h"

#include <stdio.h>
#include <string.h>

// ---- Static assertions: C11 6.7.10 ----

// static-assert = "_Static_assert" "(" constant ["," string] ")" ";"
void parse_static_assert(void) {
    place_t place = token.place;
    parse_advance();
    parse_expect(TOKEN_LEFT_PARENTHESIS);
    uint64_t value = 1;
    bool is_known =
        parse_constant(&value, NULL, 0, "expression in static assertion is not constant");
    bool has_failed = is_known && value == 0 && !parse_recovering;
    if (parse_accept(TOKEN_COMMA)) {
        if (token.kind != TOKEN_STRING) {
            parse_syntax_error("string literal");
        } else {
            if (has_failed)
                error_at(place, "static assertion failed: \"%.*s\"", (int)token.length, token.text);
            has_failed = false;
            parse_advance();
        }
    }
    if (has_failed)
        error_at(place, "static assertion failed");
    parse_expect(TOKEN_RIGHT_PARENTHESIS);
    parse_expect(TOKEN_SEMICOLON);
}

// ---- Tentative definitions: C11 6.9.2 ----

struct tentative {
    struct tentative *next;
    struct object *object;
    struct type *type;
};
static struct tentative *tentatives;

static void remember_tentative(struct object *object, struct type *type) {
    struct tentative *tentative = allocate(sizeof(struct tentative));
    tentative->object = object;
    tentative->type = type;
    tentative->next = tentatives;
    tentatives = tentative;
}

void parse_end_tentative(void) {
    for (; tentatives != NULL; tentatives = tentatives->next) {
        struct object *object = tentatives->object;
        struct type *type = object->type;
        struct binding *binding = object->name->ordinary; // a block may know the length
        if (binding != NULL && binding->object == object && binding->type->kind == TYPE_ARRAY &&
            binding->type->is_incomplete) {
            bool is_known = type_is_complete(object->unit_type);
            type = type_array(type->base, 1);
            if (!is_known)
                warning_at(object->place, "array '%s' assumed to have one element",
                           object->name->text);
            else if (!type_compatible(object->unit_type, type))
                error_at(object->unit_place,
                         "type of array '%s' completed incompatibly with implicit initialization",
                         object->name->text);
            object->type = binding->type = type;
        } else if (!type_is_complete(type)) {
            error_at(object->place, "storage size of '%s' isn't known", object->name->text);
        }
        if (object->alignment < object->type->alignment)
            object->alignment = object->type->alignment;
    }
}

// ---- Typedefs: C11 6.7.8 ----

static void declare_typedef(const struct specifiers *specifiers, struct declarator *declarator) {
    struct name *name = declarator->name;
    uint32_t alignment = specifiers->attributes.alignment;
    if (alignment < declarator->attributes.alignment)
        alignment = declarator->attributes.alignment;
    if (alignment != 0)
        declarator->type = type_align(declarator->type, alignment);
    refuse_attributes(&specifiers->attributes, true);
    refuse_attributes(&declarator->attributes, true);
    struct binding *previous = scope_ordinary_here(name);
    if (previous != NULL) {
        if (previous->kind != BINDING_TYPEDEF)
            error_at(declarator->place, "'%s' redeclared as different kind of symbol", name->text);
        else if (!type_compatible(previous->type, declarator->type))
            error_at(declarator->place, "conflicting types for '%s'; have %s", name->text,
                     type_quoted(declarator->type));
        else if (!type_is_same(previous->type, declarator->type))
            error_at(declarator->place, "redefinition of typedef '%s' with different type",
                     name->text);
        else if (type_is_variably_modified(declarator->type))
            error_at(declarator->place, "redefinition of typedef '%s' with variably modified type",
                     name->text);
        else
            return;
        note_at(previous->place, "previous declaration of '%s' with type %s", name->text,
                type_quoted(previous->type));
        return;
    }
    scope_bind(name, BINDING_TYPEDEF, type_alias(declarator->type, name), declarator->place);
    if (scope_depth > 0 && type_is_variably_modified(declarator->type))
        statement_add_type(name, declarator->place);
}

void parse_declare_builtins(void) {
    scope_bind(name_intern("__builtin_va_list", 17), BINDING_TYPEDEF, type_char_pointer, 0);
}

// ---- Variables ----

static void append_declaration(struct statement ***tail, struct object *object, place_t place) {
    struct statement *statement = allocate(sizeof(struct statement));
    statement->kind = STATEMENT_DECLARATION;
    statement->place = place;
    statement->object = object;
    **tail = statement;
    *tail = &statement->next;
}

// C11 6.7.1 (3)
static void check_thread_local(struct specifiers *specifiers, const struct declarator *declarator) {
    enum storage storage = specifiers->storage;
    if (!specifiers->is_thread_local || scope_depth == 0 || storage == STORAGE_EXTERN ||
        storage == STORAGE_STATIC)
        return;
    error_at(declarator->place, "function-scope '%s' implicitly auto and declared '_Thread_local'",
             declarator->name->text);
    specifiers->storage = STORAGE_STATIC;
}

static void check_variable(struct specifiers *specifiers, struct declarator *declarator,
                           bool has_initializer) {
    const char *name = declarator->name->text;
    struct type *type = declarator->type;
    enum storage storage = specifiers->storage;
    if (type->kind == TYPE_VOID) {
        error_at(declarator->place, "variable or field '%s' declared void", name);
        declarator->type = type_error;
    }
    if (scope_depth == 0 && (storage == STORAGE_AUTO || storage == STORAGE_REGISTER)) {
        error_at(declarator->place, "file-scope declaration of '%s' specifies '%s'", name,
                 storage == STORAGE_AUTO ? "auto" : "register");
        specifiers->storage = STORAGE_NONE;
    }
    if (has_initializer && storage == STORAGE_EXTERN) {
        if (scope_depth > 0)
            error_at(declarator->place, "'%s' has both 'extern' and initializer", name);
        else
            warning_at(declarator->place, "'%s' initialized and declared 'extern'", name);
    }
    if (specifiers->is_inline)
        warning_at(declarator->place, "variable '%s' declared 'inline'", name);
    if (specifiers->is_noreturn)
        warning_at(declarator->place, "variable '%s' declared '_Noreturn'", name);
}

static void check_storage_size(struct object *object, struct declarator *declarator) {
    struct type *type = object->type;
    if (type->kind == TYPE_ARRAY && type->is_incomplete && !object->has_initializer)
        error_at(declarator->place, "array size missing in '%s'", object->name->text);
    else if (!type_is_complete(type))
        error_at(declarator->place, "storage size of '%s' isn't known", object->name->text);
    else
        return;
    object->type = type_error;
}

// C11 6.7.6.2 (2), 6.7.9 (3)
static void check_variably_modified(const struct specifiers *specifiers,
                                    struct declarator *declarator, bool has_initializer) {
    const char *name = declarator->name->text;
    enum storage storage = specifiers->storage;
    if (!type_is_variably_modified(declarator->type))
        return;
    if (storage == STORAGE_EXTERN)
        error_at(declarator->place, "object with variably modified type must have no linkage");
    if (declarator->type->is_variable && (storage == STORAGE_STATIC || storage == STORAGE_EXTERN))
        error_at(declarator->place, "storage size of '%s' isn't constant", name);
    else if ((declarator->type->is_variable || declarator->type->kind == TYPE_ARRAY) &&
             has_initializer)
        error_at(specifiers->place, "variable-sized object may not be initialized");
    else if (storage != STORAGE_EXTERN)
        return;
    declarator->type = type_error;
}

static void declare_array(struct declarator *declarator, struct statement ***tail) {
    struct binding *previous = scope_ordinary_here(declarator->name);
    if (previous != NULL) {
        error_at(declarator->place, "redeclaration of '%s' with no linkage",
                 declarator->name->text);
        note_at(previous->place, "previous declaration of '%s' with type %s",
                declarator->name->text, type_quoted(previous->type));
    }
    struct object *object = variable_array_declare(declarator, tail);
    scope_bind(declarator->name, BINDING_OBJECT, declarator->type, declarator->place)->object =
        object;
}

// What is behind the `=` decides about the type: value, if it is not NULL.
static void declare_variable(struct specifiers *specifiers, struct declarator *declarator,
                             struct statement ***tail, struct expression *value) {
    place_t place = token.place;
    if (parse_is_cstar && declarator->type->kind == TYPE_VOID)
        parse_syntax_error("'('");
    if (parse_is_cstar && token.kind == TOKEN_ASSIGN && scope_depth > 0)
        cstar_refuse(place, "an initialized local variable");
    if (parse_recovering && parse_is_cstar)
        declarator->type = type_int;
    bool has_initializer = value != NULL || parse_accept(TOKEN_ASSIGN);
    check_thread_local(specifiers, declarator);
    check_variable(specifiers, declarator, has_initializer);
    check_variably_modified(specifiers, declarator, has_initializer);
    if (declarator->type->is_variable && tail != NULL) {
        declare_array(declarator, tail);
        return;
    }
    struct object *object = object_declare(specifiers, declarator, has_initializer);
    if (has_initializer) {
        if (type_is_record(object->type) && object->type->is_incomplete) {
            error_at(declarator->place, "variable '%s' has initializer but incomplete type",
                     declarator->name->text);
            object->type = type_error;
        }
        if (value != NULL)
            initialize_object_with(object, value);
        else
            parse_initializer(object);
        warn_self(object);
    }
    struct binding *binding = scope_ordinary_here(declarator->name);
    bool is_linked = scope_depth == 0 || specifiers->storage == STORAGE_EXTERN;
    if (!is_linked && type_is_variably_modified(object->type))
        statement_add_type(declarator->name, declarator->place);
    if (!is_linked)
        check_storage_size(object, declarator);
    else if (scope_depth == 0 && specifiers->storage != STORAGE_EXTERN && !has_initializer &&
             !type_is_complete(object->type))
        remember_tentative(object, object->type);
    if (binding != NULL && binding->object == object && (has_initializer || !is_linked))
        binding->type = object->type;
    if (object->alignment < object->type->alignment && object->type != type_error)
        object->alignment = object->type->alignment;
    if (tail != NULL && has_initializer && !object->is_global)
        append_declaration(tail, object, place);
}

// ---- Function definitions: C11 6.9.1 ----

static void check_identifier_type(struct parameter *identifiers, struct declarator *declarator) {
    for (struct parameter *parameter = identifiers; parameter != NULL;
         parameter = parameter->next) {
        if (parameter->name != declarator->name)
            continue;
        if (parameter->type != NULL)
            error_at(declarator->place, "redefinition of parameter '%s'", declarator->name->text);
        struct type *type = declarator->type;
        if (type->kind == TYPE_ARRAY)
            type = type_pointer(type->base);
        else if (type->kind == TYPE_FUNCTION)
            type = type_pointer(type);
        parameter->has_star = type_has_star(declarator->type);
        parameter->type = type;
        parameter->place = declarator->place;
        parameter->sizes = variable_sizes_take();
        if (scope_ordinary_here(declarator->name) == NULL)
            scope_bind(declarator->name, BINDING_OBJECT, type, declarator->place);
        return;
    }
    error_at(declarator->place, "declaration for parameter '%s' but no such parameter",
             declarator->name->text);
}

// Old-style definitions: the types of the parameters come after the parentheses.
// declaration-list = (declaration-specifiers declarator ("," declarator)* ";")*
static void parse_identifier_types(struct parameter *identifiers, place_t place) {
    scope_enter(true);
    while (token.kind != TOKEN_LEFT_BRACE && token.kind != TOKEN_END && !parse_recovering) {
        struct specifiers specifiers;
        parse_specifiers(&specifiers, SPECIFIERS_DECLARATION);
        if (specifiers.is_empty && !parse_recovering)
            parse_syntax_error("declaration specifiers");
        if (parse_accept(TOKEN_SEMICOLON)) {
            warning_at(specifiers.place, "empty declaration");
            continue;
        }
        while (!parse_recovering) {
            struct declarator declarator;
            parse_declarator(&declarator, specifiers.type, DECLARATOR_NAMED);
            if (specifiers.is_implicit && declarator.name != NULL)
                warn_implicit_int(&declarator);
            if (declarator.name != NULL)
                check_identifier_type(identifiers, &declarator);
            if (!parse_accept(TOKEN_COMMA))
                break;
        }
        parse_expect(TOKEN_SEMICOLON);
    }
    for (struct parameter *one = identifiers; one != NULL; one = one->next) {
        const struct binding *binding = scope_ordinary_here(one->name);
        if (binding == NULL || binding->kind == BINDING_OBJECT)
            continue;
        error_at(binding->place, "'%s' declared as a non-parameter", one->name->text);
        one->type = type_int;
    }
    scope_leave();
    for (struct parameter *parameter = identifiers; parameter != NULL;
         parameter = parameter->next) {
        if (parameter->type != NULL)
            continue;
        parameter->type = type_int;
        warn(WARNING_IMPLICIT_INT, place, "type of '%s' defaults to 'int'", parameter->name->text);
    }
}

static struct object *declare_parameter(struct object *function, struct parameter *parameter,
                                        struct type *type, struct object ***tail) {
    struct object *object = object_local(parameter->name, type, parameter->place);
    object->is_parameter = true;
    object->is_array_parameter = parameter->is_array;
    object->is_unused = parameter->is_unused;
    object->is_defined = true;
    **tail = object;
    *tail = &object->next_parameter;
    if (!type_is_complete(type)) {
        uint32_t number = 1;
        for (const struct object *one = function->parameters; one != object;
             one = one->next_parameter)
            number++;
        error_at(parameter->place, "parameter %u ('%s') has incomplete type", (unsigned)number,
                 parameter->name == NULL ? "" : parameter->name->text);
    }
    if (parameter->name != NULL && scope_ordinary_here(parameter->name) == NULL)
        scope_bind(parameter->name, BINDING_OBJECT, type, parameter->place)->object = object;
    return object;
}

// An old-style parameter narrower than an int (or a float) arrives promoted: it becomes a local
// variable that is set from what arrives.
static void declare_promoted(struct object *function, struct parameter *parameter,
                             struct object ***tail, struct statement ***statements) {
    struct type *type = parameter->type->unqualified;
    struct type *promoted = type_is_integer(type) ? type_promoted(type)
                            : type == type_float  ? type_double
                                                  : type;
    if (promoted->size == type->size) {
        declare_parameter(function, parameter, parameter->type, tail);
        return;
    }
    struct parameter arriving = *parameter;
    arriving.name = NULL;
    struct object *from = declare_parameter(function, &arriving, promoted, tail);
    struct object *object = object_local(parameter->name, parameter->type, parameter->place);
    object->is_unused = true;
    object->has_initializer = true;
    struct initializer *initializer = allocate(sizeof(struct initializer));
    initializer->type = type;
    initializer->place = parameter->place;
    initializer->value =
        convert_to(convert_value(make_variable(from, promoted, parameter->place)), type);
    object->initializers = initializer;
    scope_bind(parameter->name, BINDING_OBJECT, parameter->type, parameter->place)->object = object;
    append_declaration(statements, object, parameter->place);
}

// An old-style definition against a prototype before it (C11 6.7.6.3p15), given their first
// parameters.
static void check_prototype(const struct type *prototype, place_t previous,
                            const struct declarator *declarator, place_t place) {
    const struct parameter *declared = prototype->parameters, *one = declarator->identifiers;
    for (; declared != NULL && one != NULL; declared = declared->next, one = one->next) {
        struct type *type = one->type->unqualified;
        struct type *promoted = type_is_integer(type) ? type_promoted(type)
                                : type == type_float  ? type_double
                                                      : type;
        if (type_compatible(declared->type->unqualified, promoted) ||
            type_compatible(declared->type->unqualified, type))
            continue;
        error_at(one->place, "argument '%s' doesn't match prototype", one->name->text);
        note_at(previous, "prototype declaration");
        return;
    }
    if (declared == NULL && one == NULL)
        return;
    error_at(place, "number of arguments doesn't match prototype");
    note_at(previous, "prototype declaration");
}

// In the size of an array the parameters are still those of the list: they become the real ones.
static void use_parameters(struct expression *expression) {
    if (expression == NULL || expression->kind < EXPRESSION_VARIABLE)
        return;
    if (expression->kind == EXPRESSION_VARIABLE) {
        struct object *object = expression->object;
        if (object->is_parameter && !object->is_defined && object->name->ordinary != NULL)
            expression->object = object->name->ordinary->object;
        return;
    }
    use_parameters(expression->left);
    if (expression->kind != EXPRESSION_MEMBER && expression->kind != EXPRESSION_COMPOUND_LITERAL)
        use_parameters(expression->right);
    if (expression->kind == EXPRESSION_CONDITIONAL)
        use_parameters(expression->third);
    if (expression->kind == EXPRESSION_CALL || expression->kind == EXPRESSION_SYSCALL)
        for (struct expression *a = expression->arguments; a != NULL; a = a->next)
            use_parameters(a);
}

// The sizes of arrays that are parameters are evaluated on entry (C11 6.9.1p10), for their effects,
// and those of what their elements are, or what they point to.
static void evaluate_sizes(const struct parameter *parameters, struct statement ***statements) {
    for (const struct parameter *one = parameters; one != NULL; one = one->next) {
        variable_sizes_enter(one->sizes, use_parameters, statements);
        if (one->size == NULL)
            continue;
        use_parameters(one->size);
        struct statement *statement = allocate(sizeof(struct statement));
        statement->kind = STATEMENT_EXPRESSION;
        statement->place = one->place;
        statement->expression = one->size;
        **statements = statement;
        *statements = &statement->next;
    }
}

static void check_star(const struct parameter *parameters, place_t place) {
    for (const struct parameter *one = parameters; one != NULL; one = one->next)
        if (one->has_star)
            error_at(place, "'[*]' not allowed in other than function prototype scope");
}

// Begins a definition: declares the function, opens its scope and declares its parameters.
// **statements receives what has to be done before its body. function_leave ends it.
struct object *function_enter(const struct specifiers *specifiers,
                              const struct declarator *declarator, struct statement ***statements) {
    struct type *type = declarator->type;
    if (specifiers->storage == STORAGE_TYPEDEF || specifiers->storage == STORAGE_AUTO ||
        specifiers->storage == STORAGE_REGISTER)
        error_at(declarator->place, "function definition declared '%s'",
                 specifiers->storage == STORAGE_TYPEDEF ? "typedef"
                 : specifiers->storage == STORAGE_AUTO  ? "auto"
                                                        : "register");
    check_star(type->parameters, specifiers->place);
    check_star(declarator->identifiers, token.place);
    if (type->base->kind != TYPE_VOID && !type_is_complete(type->base))
        error_at(declarator->place, "return type is an incomplete type");
    const struct object *previous = object_declared(declarator->name);
    if (type->is_unprototyped && type->parameters == NULL && previous != NULL &&
        previous->unit_type->kind == TYPE_FUNCTION && !previous->unit_type->is_unprototyped &&
        !parse_is_cstar)
        check_prototype(previous->unit_type, previous->unit_place, declarator, specifiers->place);
    struct object *object = object_declare(specifiers, declarator, true);
    if (object->body != NULL || object->type->kind != TYPE_FUNCTION)
        object = object_new(declarator->name, type, declarator->place); // an error already
    if (options.is_warned[WARNING_MAIN] && strcmp(declarator->name->text, "main") == 0)
        warn_main(type, declarator->place);
    current_function = object;
    current_result = type->base;
    object->locals = NULL;
    scope_enter(false);
    object->scope_start = scope_start;
    object->statics = NULL;
    object->parameters = NULL;
    struct object **tail = &object->parameters;
    for (struct parameter *parameter = type->parameters; parameter != NULL;
         parameter = parameter->next)
        declare_parameter(object, parameter, parameter->type, &tail);
    evaluate_sizes(type->parameters, statements);
    for (struct parameter *parameter = declarator->identifiers; parameter != NULL;
         parameter = parameter->next)
        declare_promoted(object, parameter, &tail, statements);
    evaluate_sizes(declarator->identifiers, statements);
    return object;
}

void function_leave(void) {
    scope_leave();
    warn_unused_parameters(current_function);
    current_function = NULL;
}

// function-definition = declaration-specifiers declarator declaration-list block
static void parse_function(struct specifiers *specifiers, struct declarator *declarator) {
    if (declarator->identifiers != NULL)
        parse_identifier_types(declarator->identifiers, declarator->place);
    if (parse_is_cstar)
        declarator->type->is_unprototyped = false; // () of a definition means no parameters
    struct statement *first = NULL;
    struct statement **statements = &first;
    struct object *object = function_enter(specifiers, declarator, &statements);
    parse_function_body(object, first, statements);
    function_leave();
}

// ---- Declarations: C11 6.7 ----

static bool starts_body(const struct declarator *declarator) {
    return declarator->is_function && scope_depth == 0 && !parse_recovering &&
           (token.kind == TOKEN_LEFT_BRACE ||
            (declarator->identifiers != NULL &&
             (parse_starts_type(&token) ||
              (token.kind == TOKEN_IDENTIFIER && token_peek()->kind == TOKEN_IDENTIFIER))));
}

static void warn_implicit(const struct specifiers *specifiers,
                          const struct declarator *declarator) {
    if (declarator->is_function && declarator->type->base == type_int &&
        token.kind == TOKEN_LEFT_BRACE)
        warn(WARNING_IMPLICIT_INT, declarator->place, "return type defaults to 'int'");
    if (specifiers->place == declarator->place && !declarator->is_function && scope_depth == 0)
        warning_at(declarator->place, "data definition has no type or storage class");
    if (!declarator->is_function || token.kind != TOKEN_LEFT_BRACE)
        warn_implicit_int(declarator);
}

static void expect_end(bool has_initializer) {
    if (token.kind == TOKEN_SEMICOLON || parse_is_cstar)
        parse_expect(TOKEN_SEMICOLON);
    else
        parse_syntax_error(has_initializer ? "',' or ';'"
                                           : "'=', ',', ';', 'asm' or '__attribute__'");
}

// assembler-name = "__asm__" "(" string ")"
static void parse_assembler_name(struct declarator *declarator) {
    parse_advance();
    parse_expect(TOKEN_LEFT_PARENTHESIS);
    if (token.kind != TOKEN_STRING)
        parse_syntax_error("string literal");
    else
        declarator->assembler_name = name_intern(token.text, token.length);
    parse_advance();
    parse_expect(TOKEN_RIGHT_PARENTHESIS);
}

// "__auto_type" identifier "=" assignment
static void declare_auto(struct specifiers *specifiers, struct declarator *declarator,
                         struct statement ***tail, bool is_first) {
    const char *what = declarator->type != specifiers->type
                           ? "requires a plain identifier as declarator"
                       : token.kind != TOKEN_ASSIGN ? "requires an initialized data declaration"
                       : !is_first                  ? "may only be used with a single declarator"
                                                    : NULL;
    if (what != NULL)
        error_at(specifiers->place, "'__auto_type' %s", what);
    struct expression *value = make_error(token.place);
    if (parse_accept(TOKEN_ASSIGN))
        value = parse_assignment();
    if (is_bit_field(value)) {
        error_at(specifiers->place, "'__auto_type' used with a bit-field initializer");
        value = make_error(value->place);
    }
    value = convert_value(value);
    struct type *type = value->type->bits != 0 ? type_promoted(value->type) : value->type;
    declarator->type = type_qualify(type, specifiers->type->qualifiers);
    declare_variable(specifiers, declarator, tail, value);
}

// init-declarator = declarator [assembler-name] ["=" initializer]
// False if it was the definition of a function, which ends the declaration.
static bool parse_init_declarator(struct specifiers *specifiers, struct statement ***tail,
                                  bool is_first) {
    struct declarator declarator;
    parse_declarator(&declarator, specifiers->type, DECLARATOR_NAMED);
    if (token.kind == TOKEN_ASM)
        parse_assembler_name(&declarator);
    bool has_attributes = token.kind == TOKEN_ATTRIBUTE;
    parse_attributes(&declarator.attributes);
    if (declarator.name == NULL || parse_recovering)
        return true;
    const char *unavailable = specifiers->type->unqualified->unavailable;
    if (unavailable != NULL)
        error_at(specifiers->place, "type is unavailable%s%s", unavailable[0] != '\0' ? ": " : "",
                 unavailable);
    declarator.type = attribute_type(declarator.type, &specifiers->attributes);
    declarator.type = attribute_type(declarator.type, &declarator.attributes);
    if (tail != NULL)
        variable_sizes_set(tail);
    if (specifiers->is_auto_type) {
        declare_auto(specifiers, &declarator, tail, is_first);
        return true;
    }
    if (specifiers->is_implicit)
        warn_implicit(specifiers, &declarator);
    if (is_first && starts_body(&declarator)) {
        if (has_attributes)
            error_at(specifiers->place,
                     "attributes should be specified before the declarator in a function "
                     "definition");
        parse_function(specifiers, &declarator);
        return false;
    }
    if (declarator.is_function && scope_depth > 0 && token.kind == TOKEN_LEFT_BRACE) {
        error_at(declarator.place, "nested functions are not supported");
        parse_recovering = true;
        return true;
    }
    if (specifiers->storage == STORAGE_TYPEDEF) {
        declare_typedef(specifiers, &declarator);
        if (token.kind == TOKEN_ASSIGN) {
            error_at(declarator.place, "typedef '%s' is initialized", declarator.name->text);
            parse_recovering = true;
        }
    } else if (declarator.type->kind == TYPE_FUNCTION) {
        if (token.kind == TOKEN_ASSIGN)
            error_at(declarator.place, "function '%s' is initialized like a variable",
                     declarator.name->text);
        if (scope_depth > 0 && specifiers->storage != STORAGE_NONE &&
            specifiers->storage != STORAGE_EXTERN)
            error_at(declarator.place, "invalid storage class for function '%s'",
                     declarator.name->text);
        if (scope_depth == 0 && specifiers->storage == STORAGE_REGISTER)
            error_at(declarator.place, "invalid storage class for function '%s'",
                     declarator.name->text);
        if (scope_depth == 0 && specifiers->storage == STORAGE_AUTO)
            error_at(declarator.place, "file-scope declaration of '%s' specifies 'auto'",
                     declarator.name->text);
        if (type_is_variably_modified(declarator.type))
            error_at(declarator.place, "non-nested function with variably modified type");
        if (declarator.identifiers != NULL)
            warning_at(declarator.identifiers->place,
                       "parameter names (without types) in function declaration");
        object_declare(specifiers, &declarator, false);
    } else {
        declare_variable(specifiers, &declarator, tail, NULL);
    }
    return true;
}

// declaration = declaration-specifiers [init-declarator ("," init-declarator)*] ";"
//             | static-assert | function-definition | ";"
static void parse_declaration_of(struct statement ***tail) {
    uint32_t before = parse_progress();
    if (tail == NULL && token.kind == TOKEN_SEMICOLON) {
        warn_pedantic(token.place, "ISO C does not allow extra ';' outside of a function");
        parse_advance();
        return;
    }
    if (tail == NULL && token.kind == TOKEN_ASM && !parse_is_cstar) {
        assembly_parse_outside();
        return;
    }
    if (token.kind == TOKEN_STATIC_ASSERT) {
        parse_static_assert();
        parse_recover();
        return;
    }
    struct specifiers specifiers;
    if (parse_is_cstar && token.kind != TOKEN_INT && token.kind != TOKEN_VOID)
        parse_syntax_error("'int'");
    parse_specifiers(&specifiers, SPECIFIERS_DECLARATION);
    if (specifiers.is_ended)
        return;
    bool is_void = specifiers.type->kind == TYPE_VOID;
    if (parse_is_cstar && (token.kind == TOKEN_SEMICOLON || (token.kind == TOKEN_STAR && is_void)))
        parse_syntax_error("identifier");
    if (token.kind == TOKEN_SEMICOLON && !parse_recovering) {
        if (specifiers.is_empty && specifiers.attributes.is_fallthrough &&
            !statement_is_in_switch())
            error_at(token.place, "invalid use of attribute 'fallthrough'");
        if (specifiers.is_empty)
            refuse_attributes(&specifiers.attributes, false); // a statement: fallthrough
        else if (!specifiers.declares_tag)
            warning_at(specifiers.place, "useless type name in empty declaration");
        else if (type_is_record(specifiers.type) && specifiers.type->tag == NULL)
            warning_at(specifiers.place, "unnamed struct/union that defines no instances");
        parse_advance();
        return;
    }
    if (specifiers.is_implicit && token.kind != TOKEN_IDENTIFIER && token.kind != TOKEN_STAR &&
        token.kind != TOKEN_LEFT_PARENTHESIS)
        parse_syntax_error("identifier or '('");
    bool has_initializer = false;
    bool is_first = true;
    while (!parse_recovering) {
        uint32_t start = parse_progress();
        if (!parse_init_declarator(&specifiers, tail, is_first))
            return;
        has_initializer = parse_progress() - start > 1;
        is_first = false;
        if (parse_is_cstar && token.kind == TOKEN_COMMA)
            cstar_refuse(token.place, "a declaration of two variables");
        if (!parse_accept(TOKEN_COMMA))
            break;
    }
    expect_end(has_initializer);
    parse_recover();
    if (before == parse_progress() && token.kind != TOKEN_RIGHT_BRACE)
        parse_advance();
}

// What "__extension__" says it says of the whole declaration.
void parse_declaration(struct statement ***tail) {
    bool is_extension = token.kind == TOKEN_EXTENSION;
    parse_extensions += is_extension;
    parse_declaration_of(tail);
    parse_extensions -= is_extension;
}
