// The grammar of expressions: C11 6.5. What operators mean is in operator.c and postfix.c.

#include "parse.h"

#include <string.h>

enum { MAXIMUM_CHAIN = 1000 }; // of postfix operators: p->next->next…

// ---- Identifiers: C11 6.5.1 ----

struct reported {
    struct reported *next;
    struct name *name;
    struct object *function;
};
static struct reported *reported;

// Each undeclared name is reported once for each function.
static void error_undeclared(struct name *name, place_t place) {
    for (struct reported *one = reported; one != NULL; one = one->next) {
        if (one->name == name && one->function == current_function && current_function != NULL)
            return;
    }
    struct reported *one = allocate(sizeof(struct reported));
    one->name = name;
    one->function = current_function;
    one->next = reported;
    reported = one;
    error_at(place,
             current_function == NULL ? "'%s' undeclared here (not in a function)%s"
                                      : "'%s' undeclared (first use in this function)%s",
             name->text, suggest_name(name, SUGGEST_NAME, place));
}

static bool is_function_name(const struct name *name) {
    return current_function != NULL && name->text[0] == '_' &&
           (strcmp(name->text, "__func__") == 0 || strcmp(name->text, "__FUNCTION__") == 0 ||
            strcmp(name->text, "__PRETTY_FUNCTION__") == 0);
}

// A parameter that its own list names. The list is all that knows it: a definition makes the real
// ones.
static struct object *listed_parameter(const struct binding *binding) {
    struct object *object = arena_allocate(&parse_arena, sizeof(struct object));
    object->name = binding->name;
    object->type = binding->type;
    object->is_parameter = true;
    return object;
}

// An array of variable length is what its variable points to.
static struct expression *make_array(const struct binding *binding, place_t place) {
    struct expression *array = make_expression(EXPRESSION_DEREFERENCE, binding->type, place);
    array->left = convert_value(make_variable(binding->object, binding->object->type, place));
    array->is_lvalue = true;
    return array;
}

static struct expression *parse_identifier(void) {
    struct name *name = token.name;
    place_t place = token.place;
    struct binding *binding = name->ordinary;
    struct expression *builtin =
        binding == NULL || builtin_is_alloca(name) ? parse_builtin() : NULL;
    if (builtin != NULL)
        return builtin;
    if (binding == NULL) {
        parse_advance();
        if (parse_is_cstar && token.kind != TOKEN_LEFT_PARENTHESIS) {
            error_at(place, "'%s' undeclared", name->text);
            return make_error(place);
        }
        if (token.kind == TOKEN_LEFT_PARENTHESIS && current_function != NULL) {
            struct object *object = object_implicit(name, place);
            return make_variable(object, name->ordinary->type, place);
        }
        if (is_function_name(name)) {
            struct expression *text = make_string(object_function_name(current_function), place);
            text->is_lvalue = true;
            return text;
        }
        if (options.c23 && (strcmp(name->text, "true") == 0 || strcmp(name->text, "false") == 0))
            return make_number(name->text[0] == 't', type_bool, place);
        if (options.c23 && strcmp(name->text, "nullptr") == 0)
            return make_number(0, type_pointer(type_void), place);
        uint32_t number = call_number(name);
        if (number != 0)
            return make_number(number, type_int, place);
        error_undeclared(name, place);
        return make_error(place);
    }
    switch (binding->kind) {
    case BINDING_CONSTANT:
        parse_advance();
        return make_number(binding->value, binding->type, place);
    case BINDING_OBJECT:
        parse_advance();
        if (binding->type == type_error)
            return make_error(place);
        if (parse_is_cstar && binding->type->kind == TYPE_FUNCTION &&
            token.kind != TOKEN_LEFT_PARENTHESIS) {
            cstar_refuse(place, "the address of a procedure");
            return make_error(place);
        }
        if (binding->object == NULL)
            binding->object = listed_parameter(binding);
        if (binding->object != current_function)
            binding->object->is_used = true;
        warn_deprecated(binding->object, place);
        if (binding->type->is_variable)
            return make_array(binding, place);
        return make_variable(binding->object, binding->type, place);
    default: parse_syntax_error("expression"); return make_error(place);
    }
}

// ---- Primary expressions: C11 6.5.1 ----

// primary = identifier | number | string | "(" expression ")" | generic | builtin
static struct expression *parse_primary(void) {
    place_t place = token.place;
    struct expression *expression;
    switch (parse_recovering ? TOKEN_END : (enum token_kind)token.kind) {
    case TOKEN_IDENTIFIER: return parse_identifier();
    case TOKEN_NUMBER: {
        if (parse_is_cstar)
            cstar_check_number();
        struct type *type = type_number(token.number);
        expression = make_number(number_reduce(token.value, type), type, place);
        parse_advance();
        return expression;
    }
    case TOKEN_FLOATING:
        parse_note_floating();
        expression = make_floating(token.value, type_number(token.number), place);
        if (type_is_complex(expression->type))
            expression = make_imaginary(expression);
        parse_advance();
        return expression;
    case TOKEN_STRING:
        expression =
            make_string(object_string(token.text, token.length, token.number, place), place);
        parse_advance();
        return expression;
    case TOKEN_LEFT_PARENTHESIS:
        parse_advance();
        if (token.kind == TOKEN_LEFT_BRACE && current_function == NULL) {
            error_at(place, "braced-group within expression allowed only inside a function");
            parse_skip(TOKEN_LEFT_BRACE, TOKEN_RIGHT_BRACE);
            parse_expect(TOKEN_RIGHT_PARENTHESIS);
            return make_error(place);
        }
        if (token.kind == TOKEN_LEFT_BRACE)
            warn_pedantic(place, "ISO C forbids braced-groups within expressions");
        expression =
            token.kind == TOKEN_LEFT_BRACE ? parse_statement_expression(place) : parse_expression();
        expression->is_parenthesized = true;
        parse_expect(TOKEN_RIGHT_PARENTHESIS);
        return expression;
    case TOKEN_GENERIC: return parse_generic();
    case TOKEN_OFFSETOF: return parse_offsetof();
    case TOKEN_VA_START: return parse_va_start();
    case TOKEN_VA_ARG: return parse_va_arg();
    case TOKEN_VA_END: return parse_va_end();
    case TOKEN_VA_COPY: return parse_va_copy();
    case TOKEN_SYSCALL: return parse_syscall();
    default: parse_syntax_error("expression"); return make_error(place);
    }
}

// ---- Postfix operators: C11 6.5.2 ----

// arguments = "(" [assignment ("," assignment)*] ")"
struct expression *parse_arguments(uint32_t *count) {
    struct expression *arguments = NULL;
    struct expression **tail = &arguments;
    *count = 0;
    parse_expect(TOKEN_LEFT_PARENTHESIS);
    if (token.kind != TOKEN_RIGHT_PARENTHESIS) {
        do {
            *tail = parse_assignment();
            tail = &(*tail)->next;
            ++*count;
        } while (parse_accept(TOKEN_COMMA));
    }
    parse_expect(TOKEN_RIGHT_PARENTHESIS);
    return arguments;
}

static struct expression *parse_member(struct expression *record) {
    bool is_arrow = token.kind == TOKEN_ARROW;
    place_t place = token.place;
    parse_advance();
    if (token.kind != TOKEN_IDENTIFIER) {
        parse_syntax_error("identifier");
        return make_error(place);
    }
    record = operator_member(record, token.name, is_arrow, place);
    parse_advance();
    return record;
}

// postfix = ("[" expression "]" | arguments | "." identifier | "->" identifier | "++" | "--")*
static struct expression *parse_postfix(struct expression *left) {
    uint32_t count;
    for (uint32_t chain = 0; !parse_recovering; chain++) {
        place_t place = token.place;
        if (chain > MAXIMUM_CHAIN)
            fatal_at(place, "nesting too deep");
        switch (token.kind) {
        case TOKEN_LEFT_BRACKET: {
            parse_advance();
            struct expression *index = parse_expression();
            parse_expect(TOKEN_RIGHT_BRACKET);
            left = operator_subscript(left, index, place);
            break;
        }
        case TOKEN_LEFT_PARENTHESIS: {
            if (parse_is_cstar && (left->kind != EXPRESSION_VARIABLE || left->is_parenthesized))
                return left;
            place = left->place;
            struct expression *arguments = parse_arguments(&count);
            left = parse_recovering ? make_error(place) : operator_call(left, arguments, place);
            break;
        }
        case TOKEN_DOT:
        case TOKEN_ARROW: left = parse_member(left); break;
        case TOKEN_INCREMENT:
        case TOKEN_DECREMENT:
            left = operator_update(EXPRESSION_POST_UPDATE,
                                   token.kind == TOKEN_INCREMENT ? EXPRESSION_ADD
                                                                 : EXPRESSION_SUBTRACT,
                                   left, NULL, place);
            parse_advance();
            break;
        default: return left;
        }
    }
    return left;
}

// ---- Compound literals: C11 6.5.2.5 ----

// compound-literal = "(" type-name ")" "{" initializers "}"
static struct expression *parse_compound_literal(struct type *type, uint32_t alignment,
                                                 place_t place) {
    bool is_static = current_function == NULL;
    if (type->kind == TYPE_VOID || type->kind == TYPE_FUNCTION ||
        (type_is_record(type) && type->is_incomplete)) {
        if (type->kind == TYPE_FUNCTION)
            error_at(place, "compound literal has function type");
        else
            error_at(place, "invalid use of undefined type %s", type_quoted(type));
        type = type_error;
    }
    if (type->is_variable || (type->kind == TYPE_ARRAY && type_is_variably_modified(type))) {
        error_at(place, "compound literal has variable size");
        type = type_error;
    }
    struct object *object =
        is_static ? object_static(NULL, type, place) : object_local(NULL, type, place);
    object->is_defined = true;
    object->has_contents = true;
    object->unit = parse_unit_number;
    if (alignment > object->alignment)
        object->alignment = alignment;
    parse_initializer(object);
    type = object->type;
    if (type == type_error || parse_recovering)
        return make_error(place);
    if (is_static)
        return make_variable(object, type, place);
    struct expression *literal = make_expression(EXPRESSION_COMPOUND_LITERAL, type, place);
    literal->object = object;
    literal->is_lvalue = true;
    return literal;
}

// ---- Unary operators and casts: C11 6.5.3, 6.5.4 ----

static bool starts_type_in_parentheses(void) {
    return token.kind == TOKEN_LEFT_PARENTHESIS && parse_starts_type(token_peek()) &&
           token_peek()->kind != TOKEN_EXTENSION && // of an expression
           (!parse_is_cstar || token_peek()->kind == TOKEN_INT);
}

// "(" type-name ")", and what it is: the type of a cast, of a compound literal, of sizeof.
static struct type *parse_parenthesized_type(uint32_t *alignment) {
    parse_advance();
    struct type *type = parse_type_name_aligned(alignment);
    parse_expect(TOKEN_RIGHT_PARENTHESIS);
    return type;
}

static void check_alignment(uint32_t alignment, const struct type *type, place_t place) {
    if (alignment != 0 && alignment < type->alignment && !parse_recovering)
        error_at(place, "'_Alignas' specifiers cannot reduce alignment of compound literal");
}

static void refuse_alignment(uint32_t alignment, place_t place, const char *where) {
    if (alignment != 0 && !parse_recovering)
        error_at(place, "alignment specified for type name in %s", where);
}

static struct expression *size_of(const struct type *type, place_t place, place_t operand_place,
                                  const char *operator) {
    if (type == type_error || parse_recovering)
        return make_error(place);
    if (type->kind == TYPE_VOID || type->kind == TYPE_FUNCTION) {
        warn(WARNING_POINTER_ARITH, operand_place,
             "invalid application of '%s' to a %s type", operator,
             type->kind == TYPE_VOID ? "void" : "function");
        return make_number(1, type_unsigned, place); // as with gcc
    }
    if (!type_is_complete(type)) {
        error_at(operand_place, "invalid application of '%s' to incomplete type %s", operator,
                 type_quoted(type));
        return make_error(place);
    }
    if (type->is_variable && operator[0] == 's')
        return variable_sizes_before(variable_size(type, place));
    return make_number(operator[0] == 's' ? type->size : type->alignment, type_unsigned, place);
}

// sizeof = ("sizeof" | "_Alignof") (unary | "(" type-name ")")
static struct expression *parse_sizeof(void) {
    place_t place = token.place;
    const char *operator= token.kind == TOKEN_SIZEOF ? "sizeof" : "__alignof__";
    const char *quoted = token.kind == TOKEN_SIZEOF ? "'sizeof'" : "'_Alignof'";
    parse_advance();
    if (starts_type_in_parentheses()) {
        place_t operand_place = token_peek()->place;
        uint32_t alignment;
        struct type *type = parse_parenthesized_type(&alignment);
        if (token.kind != TOKEN_LEFT_BRACE || parse_recovering) {
            refuse_alignment(alignment, operand_place, quoted);
            return size_of(type, place, operand_place, operator);
        }
        check_alignment(alignment, type, operand_place);
        struct expression *literal =
            parse_postfix(parse_compound_literal(type, alignment, operand_place));
        return size_of(literal->type, place, operand_place, operator);
    }
    parse_enter(place);
    place_t start = token.place;
    struct expression *operand = parse_unary();
    parse_leave();
    mark_read(operand);
    if (operator[0] == 's')
        warn_sizeof(operand, start);
    if (is_bit_field(operand)) {
        error_at(operator[0] == 's' ? start : place, "'%s' applied to a bit-field",
                 operator[0] == 's' ? operator: "__alignof");
        return make_error(place);
    }
    const struct object *object =
        operand->kind == EXPRESSION_VARIABLE && operator[0] != 's' ? operand->object : NULL;
    if (object != NULL && object->alignment > operand->type->alignment)
        return make_number(object->alignment, type_unsigned, place);
    struct expression *size = size_of(operand->type, place, operand->place, operator);
    operand->place = start;
    if (size->kind == EXPRESSION_NUMBER)
        size->left = operand; // for warn_memory, unless it is calculated with
    return size;
}

// unary = ("++" | "--") unary | ("&" | "*" | "+" | "-" | "~" | "!") cast | sizeof
//       | ("__real__" | "__imag__") cast
//       | "__extension__" cast | primary postfix
struct expression *parse_unary(void) {
    place_t place = token.place;
    enum token_kind kind = token.kind;
    switch (kind) {
    case TOKEN_INCREMENT:
    case TOKEN_DECREMENT: {
        parse_advance();
        struct expression *operand = parse_cast();
        return operator_update(EXPRESSION_UPDATE,
                               kind == TOKEN_INCREMENT ? EXPRESSION_ADD : EXPRESSION_SUBTRACT,
                               operand, NULL, place);
    }
    case TOKEN_PLUS:
        if (parse_is_cstar)
            return parse_primary(); // which it is not
        // fallthrough
    case TOKEN_AMPERSAND:
    case TOKEN_STAR:
    case TOKEN_MINUS:
    case TOKEN_TILDE:
    case TOKEN_EXCLAMATION: parse_advance(); return operator_unary(kind, parse_cast(), place);
    case TOKEN_REAL_PART:
    case TOKEN_IMAGINARY_PART:
        parse_advance();
        return operator_part(kind == TOKEN_IMAGINARY_PART, parse_cast(), place);
    case TOKEN_SIZEOF:
    case TOKEN_ALIGNOF: return parse_sizeof();
    case TOKEN_EXTENSION: {
        parse_advance();
        parse_extensions++;
        struct expression *expression = parse_cast();
        parse_extensions--;
        return expression;
    }
    case TOKEN_AND: return parse_postfix(parse_label_address());
    default: return parse_postfix(parse_primary());
    }
}

// cast = "(" type-name ")" cast | compound-literal postfix | unary
struct expression *parse_cast(void) {
    place_t place = token.place;
    struct expression *expression;
    parse_enter(place);
    if (parse_recovering) {
        expression = make_error(place);
    } else if (starts_type_in_parentheses()) {
        uint32_t alignment;
        place_t type_place = token_peek()->place;
        struct type *type = parse_parenthesized_type(&alignment);
        bool is_literal = token.kind == TOKEN_LEFT_BRACE;
        if (is_literal)
            check_alignment(alignment, type, type_place);
        else
            refuse_alignment(alignment, type_place, "cast");
        if (parse_recovering)
            expression = make_error(place);
        else if (is_literal)
            expression = parse_postfix(parse_compound_literal(type, alignment, place));
        else
            expression = variable_sizes_before(operator_cast(parse_cast(), type, place));
    } else {
        expression = parse_unary();
    }
    parse_leave();
    return expression;
}

// ---- Binary operators: C11 6.5.5 to 6.5.14 ----

static struct top_operator top;

// binary(p) = cast (operator-of-precedence-p-or-more binary(p + 1))*
static struct expression *parse_binary(uint32_t least) {
    struct top_operator left_top = {TOKEN_END, 0};
    struct expression *left = parse_cast();
    while (!parse_recovering) {
        uint32_t precedence = token_precedence(token.kind);
        enum expression_kind kind = token_facts[token.kind].operation;
        if (precedence < least)
            break;
        place_t place = token.place;
        struct top_operator operator= {token.kind, place};
        parse_advance();
        struct expression *right = parse_binary(precedence + 1);
        if (left->kind == EXPRESSION_NUMBER)
            left_top.place = place;
        if (right->kind == EXPRESSION_NUMBER)
            top.place = place;
        warn_operands(&operator, & left_top, &top);
        left_top = operator;
        if (left->kind == EXPRESSION_NOT)
            warn_not(kind, left, right, place);
        if (kind == EXPRESSION_LOGICAL_AND || kind == EXPRESSION_LOGICAL_OR)
            left = operator_logical(kind, left, right, place);
        else
            left = operator_binary(kind, left, right, place);
    }
    top = left_top;
    return left;
}

// ---- Conditionals, assignments, commas: C11 6.5.15 to 6.5.17 ----

// For `a ?: b`: the condition is evaluated once, and its value kept for the middle operand.
static struct expression *keep_condition(struct expression **condition) {
    struct expression *value = convert_promote(*condition);
    if (is_error(value) || value->kind == EXPRESSION_NUMBER)
        return make_number(value->value, value->type, value->place);
    if (current_function == NULL) {
        error_at(value->place, "initializer element is not constant");
        return make_error(value->place);
    }
    struct expression *kept;
    *condition = make_kept(value, &kept);
    return kept;
}

// conditional = binary ["?" [expression] ":" conditional]
struct expression *parse_conditional(void) {
    struct expression *condition = parse_binary(1);
    if (token.kind != TOKEN_QUESTION || parse_recovering)
        return condition;
    place_t place = token.place;
    parse_enter(place);
    condition = convert_value(condition);
    if (!check_scalar(condition, place))
        condition = make_error(place);
    warn_truth(condition, place, false);
    parse_advance();
    if (token.kind == TOKEN_COLON)
        warn_pedantic(token.place, "ISO C forbids omitting the middle term of a '?:' expression");
    struct expression *left =
        token.kind == TOKEN_COLON ? keep_condition(&condition) : parse_expression();
    place = token.place;
    parse_expect(TOKEN_COLON);
    struct expression *right = parse_conditional();
    parse_leave();
    return operator_conditional(condition, left, right, place);
}

bool parse_may_assign; // of C*: the expression is a statement

// assignment = conditional [("=" | "*=" | …) assignment]
struct expression *parse_assignment(void) {
    bool may_assign = parse_may_assign || !parse_is_cstar;
    parse_may_assign = false;
    struct expression *left = parse_conditional();
    if (token_facts[token.kind].role != ROLE_ASSIGNS || parse_recovering || !may_assign)
        return left;
    place_t place = token.place;
    enum expression_kind kind = token_facts[token.kind].operation;
    parse_enter(place);
    parse_advance();
    struct expression *right = parse_assignment();
    parse_leave();
    if (parse_is_cstar && parse_recovering)
        return make_error(place);
    if (kind == EXPRESSION_ASSIGN)
        return operator_assign(left, right, place);
    return operator_update(EXPRESSION_UPDATE, kind, left, right, place);
}

// expression = assignment ("," assignment)*
struct expression *parse_expression(void) {
    struct expression *left = parse_assignment();
    while (token.kind == TOKEN_COMMA && !parse_recovering && !parse_is_cstar) {
        place_t place = token.place;
        parse_advance();
        left = operator_comma(left, parse_assignment(), place);
    }
    return left;
}

struct expression *parse_full_expression(void) {
    uint32_t before = operator_changes;
    struct expression *expression = parse_expression();
    bool is_simple = operator_changes == before ||
                     (operator_changes == before + 1 && expression->kind == EXPRESSION_ASSIGN);
    if (!is_simple && options.is_warned[WARNING_SEQUENCE_POINT])
        warn_sequence(expression);
    return expression;
}

// condition = "(" expression ")"
struct expression *parse_condition(void) {
    parse_expect(TOKEN_LEFT_PARENTHESIS);
    place_t start = token.place;
    struct expression *condition = convert_value(parse_full_expression());
    place_t place = condition->place;
    warn_condition(condition, start);
    parse_expect(TOKEN_RIGHT_PARENTHESIS);
    if (!check_scalar(condition, place))
        return make_error(place);
    return type_is_complex(condition->type) ? fold_truth(condition) : condition;
}

// constant = conditional, C11 6.6
bool parse_constant(uint64_t *value, struct type **type, place_t place, const char *what) {
    if (place == 0)
        place = token.place;
    struct expression *constant = convert_value(parse_conditional());
    if (is_error(constant) || parse_recovering)
        return false;
    if (constant->kind != EXPRESSION_NUMBER || !type_is_integer(constant->type)) {
        error_at(place, "%s", what);
        return false;
    }
    *value = constant->value;
    if (type != NULL)
        *type = constant->type;
    return true;
}
