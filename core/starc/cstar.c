// The tiny language alone (-std=cstar): C* as Selfie defined it. Everything else of C is refused
// by name (directives by the preprocessor). The tree is built by the same operators as that of C.
//
//     program    = (variable | procedure)*
//     type       = "int" ["*"]
//     variable   = type identifier ["=" constant] ";"
//     procedure  = (type | "void") identifier "(" [parameter ("," parameter)*] ")" (";" | body)
//     parameter  = type identifier
//     body       = "{" (type identifier ";")* statement* "}"
//     statement  = assignment ";" | call ";" | while | if | return ";"
//     assignment = (identifier | "*" identifier | "*" "(" expression ")") "=" expression
//     while      = "while" "(" expression ")" block
//     if         = "if" "(" expression ")" block ["else" block]
//     block      = statement | "{" statement* "}"
//     return     = "return" [expression]
//     expression = relation (("==" | "!=") relation)*
//     relation   = sum (("<" | ">" | "<=" | ">=") sum)*
//     sum        = term (("+" | "-") term)*
//     term       = factor (("*" | "/" | "%") factor)*
//     factor     = (cast | "-" | "*") factor | literal | identifier | call | "(" expression ")"
//     cast       = "(" type ")"
//     call       = identifier "(" [expression ("," expression)*] ")"
//     constant   = a factor that is one
//     literal    = integer | character | string

#include "parse.h"

#include <string.h>

// ---- Tokens ----

static void refuse(place_t place, const char *what) {
    if (!parse_recovering)
        error_at(place, "%s is not part of C*", what);
    parse_recovering = true;
}

static void refuse_token(void) {
    if (!parse_recovering)
        error_at(token.place, "'%s' is not part of C*", token_spelling(&token));
    parse_recovering = true;
}

// What is expected here is not there: perhaps something of C instead.
static void cstar_error(const char *expected) {
    if (token_facts[token.kind].is_cstar)
        parse_syntax_error(expected);
    else
        refuse_token();
}

static bool cstar_expect(enum token_kind kind) {
    if (!parse_recovering && token.kind != kind && !token_facts[token.kind].is_cstar) {
        refuse_token();
        return false;
    }
    return parse_expect(kind);
}

// ---- Types ----

static struct type *parse_cstar_type(void) {
    if (token.kind != TOKEN_INT || parse_recovering) {
        cstar_error("'int'");
        return type_int;
    }
    parse_advance();
    if (!parse_accept(TOKEN_STAR))
        return type_int;
    if (token.kind == TOKEN_STAR)
        refuse(token.place, "a pointer to a pointer");
    return type_pointer(type_int);
}

// ---- Expressions ----

static struct expression *parse_cstar_expression(void);

// Procedures of libcstar that programs call without declaring them.
static bool declare_procedure(struct name *name) {
    static const char *const names[] = {"exit", "read", "write", "open", "malloc"};
    enum { COUNT = sizeof names / sizeof names[0] };
    uint32_t i = 0;
    while (i < COUNT && strcmp(names[i], name->text) != 0)
        i++;
    if (i == COUNT)
        return false;
    struct type *type = type_function(i == COUNT - 1 ? type_pointer(type_int) : type_int);
    type->is_unprototyped = true;
    object_known(name, type);
    return true;
}

static struct expression *parse_call(struct name *name, place_t place) {
    struct expression *arguments = NULL;
    struct expression **tail = &arguments;
    if (name->ordinary == NULL && !declare_procedure(name))
        object_implicit(name, place);
    parse_advance();
    if (token.kind != TOKEN_RIGHT_PARENTHESIS) {
        do {
            *tail = parse_cstar_expression();
            tail = &(*tail)->next;
        } while (parse_accept(TOKEN_COMMA));
    }
    cstar_expect(TOKEN_RIGHT_PARENTHESIS);
    struct binding *binding = name->ordinary;
    struct expression *function = make_variable(binding->object, binding->type, place);
    if (parse_recovering || binding->type == type_error)
        return make_error(place);
    return operator_call(function, arguments, place);
}

static struct expression *parse_name(void) {
    struct name *name = token.name;
    place_t place = token.place;
    struct binding *binding = name->ordinary;
    parse_advance();
    if (token.kind == TOKEN_LEFT_PARENTHESIS)
        return parse_call(name, place);
    if (binding == NULL) {
        error_at(place, "'%s' undeclared", name->text);
        return make_error(place);
    }
    if (binding->type == type_error)
        return make_error(place);
    if (binding->type->kind == TYPE_FUNCTION) {
        refuse(place, "the address of a procedure");
        return make_error(place);
    }
    return make_variable(binding->object, binding->type, place);
}

static struct expression *parse_literal(void) {
    place_t place = token.place;
    struct expression *literal;
    if (token.kind == TOKEN_NUMBER) {
        literal = make_number(number_reduce(token.value, type_int), type_int, place);
        if (token.length > 1 && strchr("uUlL", token.text[token.length - 1]) != NULL)
            refuse(place, "a suffix of a number");
    } else {
        if (token.number != NUMBER_CHAR)
            refuse_token();
        literal = make_string(object_string(token.text, token.length, NUMBER_CHAR, place), place);
    }
    parse_advance();
    return literal;
}

static struct expression *parse_operand(void) {
    place_t place = token.place;
    switch (parse_recovering ? TOKEN_END : (enum token_kind)token.kind) {
    case TOKEN_NUMBER:
    case TOKEN_STRING: return parse_literal();
    case TOKEN_IDENTIFIER: return parse_name();
    case TOKEN_LEFT_PARENTHESIS: {
        parse_advance();
        struct expression *inner = parse_cstar_expression();
        cstar_expect(TOKEN_RIGHT_PARENTHESIS);
        return inner;
    }
    default: cstar_error("expression"); return make_error(place);
    }
}

static struct expression *parse_factor(void) {
    place_t place = token.place;
    struct expression *factor;
    parse_enter(place);
    if (token.kind == TOKEN_LEFT_PARENTHESIS && token_peek()->kind == TOKEN_INT) {
        parse_advance();
        struct type *type = parse_cstar_type();
        cstar_expect(TOKEN_RIGHT_PARENTHESIS);
        factor = operator_cast(parse_factor(), type, place);
    } else if (parse_accept(TOKEN_MINUS)) {
        factor = operator_unary(TOKEN_MINUS, parse_factor(), place);
    } else if (parse_accept(TOKEN_STAR)) {
        factor = operator_dereference(parse_factor(), place);
    } else {
        factor = parse_operand();
    }
    parse_leave();
    return factor;
}

static enum expression_kind term_operator(enum token_kind kind) {
    return kind == TOKEN_STAR      ? EXPRESSION_MULTIPLY
           : kind == TOKEN_SLASH   ? EXPRESSION_DIVIDE
           : kind == TOKEN_PERCENT ? EXPRESSION_REMAINDER
                                   : EXPRESSION_NUMBER;
}

static struct expression *parse_term(void) {
    struct expression *left = parse_factor();
    enum expression_kind kind;
    while (!parse_recovering && (kind = term_operator(token.kind)) != EXPRESSION_NUMBER) {
        place_t place = token.place;
        parse_advance();
        left = operator_binary(kind, left, parse_factor(), place);
    }
    return left;
}

static struct expression *parse_sum(void) {
    struct expression *left = parse_term();
    while (!parse_recovering && (token.kind == TOKEN_PLUS || token.kind == TOKEN_MINUS)) {
        bool is_plus = token.kind == TOKEN_PLUS;
        place_t place = token.place;
        parse_advance();
        left = operator_binary(is_plus ? EXPRESSION_ADD : EXPRESSION_SUBTRACT, left, parse_term(),
                               place);
    }
    return left;
}

static enum expression_kind comparison(enum token_kind kind) {
    switch (kind) {
    case TOKEN_EQUAL: return EXPRESSION_EQUAL;
    case TOKEN_NOT_EQUAL: return EXPRESSION_NOT_EQUAL;
    case TOKEN_LESS: return EXPRESSION_LESS;
    case TOKEN_GREATER: return EXPRESSION_GREATER;
    case TOKEN_LESS_EQUAL: return EXPRESSION_LESS_EQUAL;
    case TOKEN_GREATER_EQUAL: return EXPRESSION_GREATER_EQUAL;
    default: return EXPRESSION_NUMBER;
    }
}

static struct expression *parse_relation(void) {
    struct expression *left = parse_sum();
    enum expression_kind kind;
    while (!parse_recovering && (kind = comparison(token.kind)) >= EXPRESSION_LESS) {
        place_t place = token.place;
        parse_advance();
        left = operator_binary(kind, left, parse_sum(), place);
    }
    return left;
}

static struct expression *parse_cstar_expression(void) {
    struct expression *left = parse_relation();
    enum expression_kind kind;
    while (!parse_recovering && (kind = comparison(token.kind)) != EXPRESSION_NUMBER) {
        place_t place = token.place;
        parse_advance();
        left = operator_binary(kind, left, parse_relation(), place);
    }
    return left;
}

// ---- Statements ----

static struct statement *parse_cstar_statement(void);

static struct statement *statement_new(enum statement_kind kind) {
    struct statement *statement = allocate(sizeof(struct statement));
    statement->kind = kind;
    statement->place = token.place;
    return statement;
}

static void parse_cstar_statements(struct statement **tail) {
    while (token.kind != TOKEN_RIGHT_BRACE && token.kind != TOKEN_END) {
        uint32_t before = parse_progress();
        struct statement *statement = parse_cstar_statement();
        *tail = statement;
        tail = &statement->next;
        parse_recover();
        if (before == parse_progress() && token.kind != TOKEN_RIGHT_BRACE)
            parse_advance();
    }
}

static struct statement *parse_cstar_block(void) {
    if (token.kind != TOKEN_LEFT_BRACE)
        return parse_cstar_statement();
    struct statement *block = statement_new(STATEMENT_BLOCK);
    parse_advance();
    parse_cstar_statements(&block->body);
    block->end_place = token.place;
    cstar_expect(TOKEN_RIGHT_BRACE);
    return block;
}

static struct expression *parse_cstar_condition(void) {
    cstar_expect(TOKEN_LEFT_PARENTHESIS);
    struct expression *condition = convert_value(parse_cstar_expression());
    cstar_expect(TOKEN_RIGHT_PARENTHESIS);
    return check_scalar(condition, condition->place) ? condition : make_error(condition->place);
}

static struct statement *parse_cstar_return(void) {
    struct statement *statement = statement_new(STATEMENT_RETURN);
    parse_advance();
    if (token.kind != TOKEN_SEMICOLON) {
        struct expression *value = parse_cstar_expression();
        if (current_result->kind == TYPE_VOID)
            error_at(value->place, "'return' with a value, in a void procedure");
        else
            statement->expression =
                convert_assign(value, current_result, CONVERSION_RETURN, value->place, NULL, 0);
    }
    cstar_expect(TOKEN_SEMICOLON);
    return statement;
}

static struct statement *parse_assignment_or_call(void) {
    struct statement *statement = statement_new(STATEMENT_EXPRESSION);
    place_t place = token.place;
    struct expression *left;
    if (parse_accept(TOKEN_STAR)) {
        if (token.kind != TOKEN_IDENTIFIER && token.kind != TOKEN_LEFT_PARENTHESIS)
            cstar_error("identifier or '('");
        left = operator_dereference(parse_operand(), place);
    } else if (token.kind == TOKEN_IDENTIFIER) {
        left = parse_name();
    } else {
        if (token.kind == TOKEN_SEMICOLON)
            refuse(place, "an empty statement");
        cstar_error("statement");
        return statement;
    }
    if (token.kind == TOKEN_ASSIGN && !parse_recovering) {
        place = token.place;
        parse_advance();
        left = operator_assign(left, parse_cstar_expression(), place);
    } else if (left->kind != EXPRESSION_CALL && !is_error(left)) {
        cstar_error("'='");
    }
    statement->expression = left;
    cstar_expect(TOKEN_SEMICOLON);
    return statement;
}

static struct statement *parse_cstar_statement(void) {
    struct statement *statement;
    parse_enter(token.place);
    switch (parse_recovering ? TOKEN_END : (enum token_kind)token.kind) {
    case TOKEN_WHILE:
        statement = statement_new(STATEMENT_WHILE);
        parse_advance();
        statement->expression = parse_cstar_condition();
        statement->body = parse_cstar_block();
        break;
    case TOKEN_IF:
        statement = statement_new(STATEMENT_IF);
        parse_advance();
        statement->expression = parse_cstar_condition();
        statement->body = parse_cstar_block();
        if (parse_accept(TOKEN_ELSE))
            statement->otherwise = parse_cstar_block();
        break;
    case TOKEN_RETURN: statement = parse_cstar_return(); break;
    case TOKEN_LEFT_BRACE:
        refuse(token.place, "a block of its own");
        statement = statement_new(STATEMENT_EXPRESSION);
        break;
    case TOKEN_INT:
        refuse(token.place, "a declaration after a statement");
        statement = statement_new(STATEMENT_EXPRESSION);
        break;
    default: statement = parse_assignment_or_call(); break;
    }
    parse_leave();
    return statement;
}

// ---- Variables and procedures ----

static bool parse_cstar_name(struct declarator *declarator) {
    if (token.kind != TOKEN_IDENTIFIER || parse_recovering) {
        cstar_error("identifier");
        return false;
    }
    declarator->name = token.name;
    declarator->place = token.place;
    parse_advance();
    return true;
}

static void parse_locals(void) {
    while (token.kind == TOKEN_INT) {
        struct specifiers specifiers = {0};
        struct declarator declarator = {0};
        declarator.type = parse_cstar_type();
        if (parse_cstar_name(&declarator))
            object_declare(&specifiers, &declarator, false);
        if (token.kind == TOKEN_ASSIGN)
            refuse(token.place, "an initialized local variable");
        if (token.kind == TOKEN_COMMA)
            refuse(token.place, "a declaration of two variables");
        cstar_expect(TOKEN_SEMICOLON);
        parse_recover();
    }
}

static void parse_body(const struct specifiers *specifiers, const struct declarator *declarator) {
    struct statement *block = statement_new(STATEMENT_BLOCK);
    struct statement **tail = &block->body;
    struct object *procedure = function_enter(specifiers, declarator, &tail);
    parse_advance();
    parse_locals();
    parse_cstar_statements(tail);
    block->end_place = token.place;
    cstar_expect(TOKEN_RIGHT_BRACE);
    procedure->body = block;
    procedure->end_place = block->end_place;
    function_leave();
}

static void parse_procedure(struct declarator *declarator) {
    struct specifiers specifiers = {0};
    struct type *type = type_function(declarator->type);
    struct parameter **tail = &type->parameters;
    parse_advance();
    if (token.kind != TOKEN_RIGHT_PARENTHESIS) {
        do {
            struct declarator name = {0};
            struct parameter *parameter = allocate(sizeof(struct parameter));
            parameter->type = parse_cstar_type();
            parse_cstar_name(&name);
            parameter->name = name.name;
            parameter->place = name.place;
            *tail = parameter;
            tail = &parameter->next;
        } while (parse_accept(TOKEN_COMMA));
    }
    cstar_expect(TOKEN_RIGHT_PARENTHESIS);
    declarator->type = type;
    declarator->is_function = true;
    if (parse_recovering)
        return;
    if (token.kind == TOKEN_LEFT_BRACE) {
        parse_body(&specifiers, declarator);
    } else {
        type->is_unprototyped = type->parameters == NULL;
        object_declare(&specifiers, declarator, false);
        cstar_expect(TOKEN_SEMICOLON);
    }
}

static void parse_global(const struct declarator *declarator) {
    struct specifiers specifiers = {0};
    bool has_value = parse_accept(TOKEN_ASSIGN);
    struct object *object = object_declare(&specifiers, declarator, has_value);
    if (has_value) {
        struct expression *value = parse_factor();
        place_t place = value->place;
        value = convert_assign(value, object->type, CONVERSION_INITIALIZATION, place, NULL, 0);
        struct object *symbol;
        uint64_t number;
        if (!is_error(value) && !constant_evaluate(value, &symbol, &number))
            error_at(place, "initializer element is not constant");
        struct initializer *initializer = allocate(sizeof(struct initializer));
        initializer->type = object->type;
        initializer->value = value;
        initializer->place = place;
        object->has_initializer = true;
        object->initializers = initializer;
    }
    if (token.kind == TOKEN_COMMA)
        refuse(token.place, "a declaration of two variables");
    cstar_expect(TOKEN_SEMICOLON);
}

void parse_cstar_unit(void) {
    while (token.kind != TOKEN_END) {
        uint32_t before = parse_progress();
        struct declarator declarator = {0};
        bool is_void = parse_accept(TOKEN_VOID);
        declarator.type = is_void ? type_void : parse_cstar_type();
        if (parse_cstar_name(&declarator)) {
            if (token.kind == TOKEN_LEFT_PARENTHESIS)
                parse_procedure(&declarator);
            else if (is_void)
                cstar_error("'('");
            else
                parse_global(&declarator);
        }
        if (parse_recovering && before == parse_progress())
            parse_advance();
        parse_recover();
        arena_reset(&parse_arena);
    }
}
