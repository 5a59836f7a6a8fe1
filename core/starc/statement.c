// Statements: C11 6.8.

#include "parse.h"

#include <stdlib.h>

struct object *current_function;
struct type *current_result;

static struct statement empty; // an empty statement: what follows a label in a block is its own

// What encloses the statement being parsed.
static struct statement *current_switch;
static struct statement **cases_tail;
static struct type *switch_type;
static bool is_in_loop;
static bool is_breakable;

static struct statement *parse_statement(void);
static struct statement *parse_block(struct statement *first, struct statement **tail);

static struct statement *statement_new(enum statement_kind kind) {
    struct statement *statement = allocate(sizeof(struct statement));
    statement->kind = kind;
    statement->place = token.place;
    return statement;
}

// ---- Labels: C11 6.8.1, 6.8.6.1 ----

struct label {
    struct label *next;
    struct statement *statement; // its body is NULL until the label has been defined
    place_t place;               // first use or definition
};
static struct label *labels;

static struct statement *label_of(struct name *name, place_t place) {
    if (name->label != NULL)
        return name->label;
    struct statement *statement = statement_new(STATEMENT_LABEL);
    statement->name = name;
    name->label = statement;
    struct label *label = arena_allocate(&parse_arena, sizeof(struct label));
    label->statement = statement;
    label->place = place;
    label->next = labels;
    labels = label;
    return statement;
}

static void end_labels(void) {
    for (struct label *label = labels; label != NULL; label = label->next) {
        if (label->statement->body == NULL)
            error_at(label->place, "label '%s' used but not defined", label->statement->name->text);
        label->statement->name->label = NULL;
    }
    labels = NULL;
}

// label = identifier ":" statement
static struct statement *parse_label(bool is_in_block) {
    struct statement *statement = label_of(token.name, token.place);
    if (statement->body != NULL) {
        error_at(token.place, "duplicate label '%s'", token.name->text);
        note_at(statement->place, "previous definition of '%s'", token.name->text);
        statement = statement_new(STATEMENT_LABEL);
        statement->name = token.name;
    }
    statement->place = token.place;
    statement->body = &empty;
    parse_advance();
    parse_advance();
    parse_attributes_of_nothing();
    if (!is_in_block)
        statement->body = parse_statement();
    return statement;
}

// case = ("case" constant | "default") ":" statement
static struct statement *parse_case(bool is_in_block) {
    struct statement *statement = statement_new(STATEMENT_CASE);
    statement->is_default = token.kind == TOKEN_DEFAULT;
    parse_advance();
    bool is_good = true;
    if (!statement->is_default) {
        is_good = parse_constant(&statement->value, NULL, statement->place,
                                 "case label does not reduce to an integer constant");
        if (token.kind == TOKEN_ELLIPSIS) {
            error_at(token.place, "case ranges are not supported");
            parse_advance();
            parse_conditional();
        }
    }
    parse_expect(TOKEN_COLON);
    statement->body = &empty;
    if (current_switch == NULL) {
        error_at(statement->place, statement->is_default
                                       ? "'default' label not within a switch statement"
                                       : "case label not within a switch statement");
    } else if (is_good && !parse_recovering) {
        statement->value = number_reduce(statement->value, switch_type);
        *cases_tail = statement;
        cases_tail = &statement->next_case;
    }
    if (!is_in_block && !parse_recovering)
        statement->body = parse_statement();
    return statement;
}

// ---- Selection: C11 6.8.4 ----

// The statement in a selection or iteration is a block, even without braces (6.8.4p3, 6.8.5p5).
static struct statement *parse_substatement(void) {
    scope_enter(false);
    struct statement *statement = parse_statement();
    scope_leave();
    return statement;
}

// if = "if" condition statement ["else" statement]
static struct statement *parse_if(void) {
    struct statement *first = NULL;
    struct statement **link = &first;
    uint32_t scopes = 0; // an else-if is inside of the if before it
    do {
        struct statement *statement = statement_new(STATEMENT_IF);
        *link = statement;
        link = &statement->otherwise;
        parse_advance();
        scope_enter(false);
        scopes++;
        statement->expression = parse_condition();
        statement->body = parse_substatement();
        if (!parse_accept(TOKEN_ELSE))
            break;
        if (token.kind != TOKEN_IF)
            *link = parse_substatement();
    } while (*link == NULL);
    for (; scopes > 0; scopes--)
        scope_leave();
    return first;
}

struct case_place {
    uint64_t value;
    const struct statement *statement;
};

static int compare_cases(const void *left, const void *right) {
    const struct case_place *one = left;
    const struct case_place *other = right;
    if (one->value != other->value)
        return one->value < other->value ? -1 : 1;
    return one->statement->place < other->statement->place ? -1 : 1;
}

static void check_cases(const struct statement *first) {
    uint32_t count = 0;
    for (const struct statement *one = first; one != NULL; one = one->next_case)
        count++;
    struct case_place *cases = arena_allocate(&parse_arena, (count + 1) * sizeof *cases);
    count = 0;
    for (const struct statement *one = first; one != NULL; one = one->next_case) {
        if (!one->is_default)
            cases[count++] = (struct case_place){one->value, one};
    }
    qsort(cases, count, sizeof *cases, compare_cases);
    for (uint32_t i = 1; i < count; i++) {
        if (cases[i].value == cases[i - 1].value) {
            error_at(cases[i].statement->place, "duplicate case value");
            note_at(cases[i - 1].statement->place, "previously used here");
        }
    }
    const struct statement *otherwise = NULL;
    for (const struct statement *one = first; one != NULL; one = one->next_case) {
        if (one->is_default && otherwise != NULL) {
            error_at(one->place, "multiple default labels in one switch");
            note_at(otherwise->place, "this is the first default label");
        } else if (one->is_default) {
            otherwise = one;
        }
    }
}

// switch = "switch" condition statement
static struct statement *parse_switch(void) {
    struct statement *statement = statement_new(STATEMENT_SWITCH);
    parse_advance();
    scope_enter(false);
    parse_expect(TOKEN_LEFT_PARENTHESIS);
    struct expression *value = convert_value(parse_expression());
    place_t place = value->place;
    parse_expect(TOKEN_RIGHT_PARENTHESIS);
    if (!is_error(value) && !type_is_integer(value->type) && !parse_recovering) {
        error_at(place, "switch quantity not an integer");
        value = make_error(place);
    }
    statement->expression = convert_promote(value);
    struct statement *outer_switch = current_switch;
    struct statement **outer_tail = cases_tail;
    struct type *outer_type = switch_type;
    bool was_breakable = is_breakable;
    current_switch = statement;
    cases_tail = &statement->cases;
    switch_type = statement->expression->type;
    is_breakable = true;
    statement->body = parse_substatement();
    scope_leave();
    check_cases(statement->cases);
    current_switch = outer_switch;
    cases_tail = outer_tail;
    switch_type = outer_type;
    is_breakable = was_breakable;
    return statement;
}

// ---- Iteration: C11 6.8.5 ----

static struct statement *parse_loop_body(void) {
    bool was_in_loop = is_in_loop;
    bool was_breakable = is_breakable;
    is_in_loop = true;
    is_breakable = true;
    struct statement *body = parse_substatement();
    is_in_loop = was_in_loop;
    is_breakable = was_breakable;
    return body;
}

// while = "while" condition statement
static struct statement *parse_while(void) {
    struct statement *statement = statement_new(STATEMENT_WHILE);
    parse_advance();
    scope_enter(false);
    statement->expression = parse_condition();
    statement->body = parse_loop_body();
    scope_leave();
    return statement;
}

// do = "do" statement "while" condition ";"
static struct statement *parse_do(void) {
    struct statement *statement = statement_new(STATEMENT_DO);
    parse_advance();
    scope_enter(false);
    statement->body = parse_loop_body();
    parse_expect(TOKEN_WHILE);
    statement->expression = parse_condition();
    scope_leave();
    parse_expect(TOKEN_SEMICOLON);
    return statement;
}

static struct statement *parse_first(void) {
    struct statement *block = statement_new(STATEMENT_BLOCK);
    block->end_place = block->place;
    if (parse_starts_type(&token)) {
        struct statement **tail = &block->body;
        parse_declaration(&tail);
        return block->body != NULL && block->body->next == NULL ? block->body : block;
    }
    block->kind = STATEMENT_EXPRESSION;
    if (token.kind != TOKEN_SEMICOLON)
        block->expression = convert_value(parse_expression());
    parse_expect(TOKEN_SEMICOLON);
    return block;
}

// for = "for" "(" (declaration | [expression] ";") [expression] ";" [expression] ")" statement
static struct statement *parse_for(void) {
    struct statement *statement = statement_new(STATEMENT_FOR);
    scope_enter(false);
    parse_advance();
    parse_expect(TOKEN_LEFT_PARENTHESIS);
    if (!parse_recovering)
        statement->first = parse_first();
    if (token.kind != TOKEN_SEMICOLON && !parse_recovering) {
        struct expression *condition = convert_value(parse_expression());
        place_t place = condition->place;
        statement->expression = check_scalar(condition, place) ? condition : make_error(place);
    }
    parse_expect(TOKEN_SEMICOLON);
    if (token.kind != TOKEN_RIGHT_PARENTHESIS && !parse_recovering)
        statement->step = convert_value(parse_expression());
    parse_expect(TOKEN_RIGHT_PARENTHESIS);
    statement->body = parse_loop_body();
    scope_leave();
    return statement;
}

// ---- Jumps: C11 6.8.6 ----

// goto = "goto" identifier ";"
static struct statement *parse_goto(void) {
    struct statement *statement = statement_new(STATEMENT_GOTO);
    parse_advance();
    if (token.kind != TOKEN_IDENTIFIER) {
        parse_syntax_error("identifier");
        return statement;
    }
    statement->target = label_of(token.name, statement->place);
    parse_advance();
    parse_expect(TOKEN_SEMICOLON);
    return statement;
}

static struct statement *parse_break(void) {
    bool is_break = token.kind == TOKEN_BREAK;
    struct statement *statement = statement_new(is_break ? STATEMENT_BREAK : STATEMENT_CONTINUE);
    if (is_break && !is_breakable)
        error_at(token.place, "break statement not within loop or switch");
    else if (!is_break && !is_in_loop)
        error_at(token.place, "continue statement not within a loop");
    parse_advance();
    parse_expect(TOKEN_SEMICOLON);
    return statement;
}

// return = "return" [expression] ";"
static struct statement *parse_return(void) {
    struct statement *statement = statement_new(STATEMENT_RETURN);
    parse_advance();
    bool is_void = current_result->kind == TYPE_VOID;
    if (token.kind == TOKEN_SEMICOLON) {
        if (!is_void && current_result != type_error)
            warning_at(statement->place, "'return' with no value, in function returning non-void");
    } else {
        struct expression *value = parse_expression();
        if (is_void) {
            value = convert_value(value);
            if (value->type->kind != TYPE_VOID && !is_error(value))
                warning_at(value->place, "'return' with a value, in function returning void");
            statement->expression = convert_to(value, type_void);
        } else {
            statement->expression =
                convert_assign(value, current_result, CONVERSION_RETURN, value->place, NULL, 0);
        }
    }
    parse_expect(TOKEN_SEMICOLON);
    if (current_function->is_noreturn)
        warning_at(statement->place, "function declared 'noreturn' has a 'return' statement");
    if (is_void && statement->expression != NULL) { // evaluated, then nothing is returned
        struct statement *block = statement_new(STATEMENT_BLOCK);
        block->place = statement->place;
        block->end_place = statement->place;
        block->body = statement_new(STATEMENT_EXPRESSION);
        block->body->place = statement->place;
        block->body->expression = statement->expression;
        block->body->next = statement;
        statement->expression = NULL;
        return block;
    }
    return statement;
}

// ---- Statements: C11 6.8, blocks 6.8.2 ----

static bool is_label(void) {
    return token.kind == TOKEN_IDENTIFIER && token_peek()->kind == TOKEN_COLON;
}

static struct statement *parse_expression_statement(void) {
    struct statement *statement = statement_new(STATEMENT_EXPRESSION);
    if (token.kind != TOKEN_SEMICOLON)
        statement->expression = convert_value(parse_expression());
    parse_expect(TOKEN_SEMICOLON);
    return statement;
}

// statement = label | case | block | if | switch | while | do | for | goto | break | continue
//           | return | [expression] ";"
static struct statement *parse_simple_statement(bool is_in_block) {
    if (parse_recovering)
        return statement_new(STATEMENT_EXPRESSION);
    switch (token.kind) {
    case TOKEN_CASE:
    case TOKEN_DEFAULT: return parse_case(is_in_block);
    case TOKEN_LEFT_BRACE: return parse_block(NULL, NULL);
    case TOKEN_IF: return parse_if();
    case TOKEN_SWITCH: return parse_switch();
    case TOKEN_WHILE: return parse_while();
    case TOKEN_DO: return parse_do();
    case TOKEN_FOR: return parse_for();
    case TOKEN_GOTO: return parse_goto();
    case TOKEN_BREAK:
    case TOKEN_CONTINUE: return parse_break();
    case TOKEN_RETURN: return parse_return();
    case TOKEN_ELSE:
        error_at(token.place, "'else' without a previous 'if'");
        parse_advance();
        return parse_simple_statement(is_in_block);
    case TOKEN_IDENTIFIER:
        if (is_label())
            return parse_label(is_in_block);
        return parse_expression_statement();
    default: return parse_expression_statement();
    }
}

static struct statement *parse_statement(void) {
    parse_enter(token.place);
    parse_attributes_of_nothing();
    struct statement *statement = parse_simple_statement(false);
    parse_leave();
    return statement;
}

static bool starts_declaration(void) {
    if (token.kind == TOKEN_STATIC_ASSERT)
        return true;
    if (token.kind != TOKEN_IDENTIFIER)
        return parse_starts_type(&token);
    enum token_kind next = token_peek()->kind;
    if (parse_starts_type(&token))
        return next != TOKEN_COLON;
    return next == TOKEN_IDENTIFIER && token.name->ordinary == NULL; // of an unknown type
}

// block-item = declaration | statement
static void parse_block_item(struct statement ***tail) {
    if (token.kind == TOKEN_ATTRIBUTE)
        parse_attributes_of_nothing();
    if (token.kind != TOKEN_RIGHT_BRACE && starts_declaration()) {
        parse_declaration(tail);
        return;
    }
    struct statement *statement = parse_simple_statement(true);
    **tail = statement;
    *tail = &statement->next;
}

// The items up to the closing brace.
static void parse_block_items(struct statement **tail) {
    while (token.kind != TOKEN_RIGHT_BRACE) {
        if (token.kind == TOKEN_END) {
            parse_recovering = false;
            error_at(parse_previous_end(), "expected declaration or statement at end of input");
            return;
        }
        uint32_t before = parse_progress();
        parse_block_item(&tail);
        parse_recover();
        if (before == parse_progress() && token.kind != TOKEN_RIGHT_BRACE)
            parse_advance();
    }
}

// block = "{" block-item* "}"
static struct statement *parse_block(struct statement *first, struct statement **tail) {
    parse_enter(token.place);
    struct statement *block = statement_new(STATEMENT_BLOCK);
    block->body = first;
    parse_advance();
    bool is_inner = tail == NULL;
    if (is_inner)
        scope_enter(false);
    parse_block_items(first == NULL ? &block->body : tail);
    block->end_place = token.place;
    if (token.kind == TOKEN_RIGHT_BRACE)
        parse_advance();
    if (is_inner)
        scope_leave();
    parse_leave();
    return block;
}

void parse_function_body(struct object *function, struct statement *first,
                         struct statement **tail) {
    empty.kind = STATEMENT_EXPRESSION;
    current_switch = NULL;
    is_in_loop = false;
    is_breakable = false;
    if (token.kind != TOKEN_LEFT_BRACE) {
        parse_syntax_error("'{'");
        return;
    }
    uint32_t errors = error_count;
    function->body = parse_block(first, tail);
    function->end_place = function->body->end_place;
    end_labels();
    if (error_count == errors)
        fall_check(function);
}
