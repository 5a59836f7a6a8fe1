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

// ---- The attribute cleanup ----

// Automatic variables that have it and are in scope, from the innermost.
struct cleanup {
    struct cleanup *outer;
    struct object *object;
    struct object *function;
    struct type *type; // of the function
};
static struct cleanup *cleanups;
static struct cleanup *break_cleanups;    // those around the loop or switch that break leaves,
static struct cleanup *continue_cleanups; // and the loop that continue goes on with

static struct expression *cleanup_argument(const struct cleanup *cleanup, place_t place) {
    struct object *object = cleanup->object;
    object->is_address_taken = true;
    return operator_address(make_variable(object, object->type, place), place);
}

void statement_add_cleanup(struct object *object, struct binding *function, place_t place) {
    struct cleanup *cleanup = allocate(sizeof(struct cleanup));
    cleanup->object = object;
    cleanup->function = function->object;
    cleanup->type = function->type;
    cleanup->outer = cleanups;
    cleanups = cleanup;
    struct expression *called = make_variable(function->object, function->type, place);
    operator_call(called, cleanup_argument(cleanup, place), place); // does it fit?
}

// The calls of cleanups from the innermost down to `outer`, which remains.
static struct statement *leave_cleanups(const struct cleanup *inner, const struct cleanup *outer,
                                        place_t place) {
    struct statement *first = NULL;
    struct statement **tail = &first;
    for (; inner != outer; inner = inner->outer) {
        struct expression *call = make_expression(EXPRESSION_CALL, inner->type->base, place);
        call->left = make_variable(inner->function, inner->type, place);
        call->arguments = cleanup_argument(inner, place);
        struct statement *statement = statement_new(STATEMENT_EXPRESSION);
        statement->place = place;
        statement->expression = call;
        *tail = statement;
        tail = &statement->next;
    }
    return first;
}

static void append(struct statement **list, struct statement *statements) {
    while (*list != NULL)
        list = &(*list)->next;
    *list = statements;
}

// The statement, which jumps, behind the cleanups of what it leaves.
static struct statement *jump_behind_cleanups(struct statement *jump, const struct cleanup *outer) {
    if (cleanups == outer)
        return jump;
    struct statement *block = statement_new(STATEMENT_BLOCK);
    block->place = jump->place;
    block->end_place = jump->place;
    block->body = leave_cleanups(cleanups, outer, jump->place);
    append(&block->body, jump);
    return block;
}

// What is returned is evaluated before.
static struct statement *return_behind_cleanups(struct statement *statement) {
    struct expression *value = statement->expression;
    if (cleanups == NULL || value == NULL || is_error(value) || value->kind == EXPRESSION_NUMBER)
        return jump_behind_cleanups(statement, NULL);
    place_t place = statement->place;
    struct object *object = object_local(NULL, current_result->unqualified, place);
    struct expression *assign = make_expression(EXPRESSION_ASSIGN, object->type, place);
    assign->left = make_variable(object, object->type, place);
    assign->right = value;
    statement->expression = convert_value(make_variable(object, object->type, place));
    struct statement *block = jump_behind_cleanups(statement, NULL);
    struct statement *first = statement_new(STATEMENT_EXPRESSION);
    first->place = place;
    first->expression = assign;
    first->next = block->body;
    block->body = first;
    return block;
}

// A goto that may leave cleanups; which ones shows when its label is known.
struct leaving_goto {
    struct leaving_goto *next;
    struct statement *statement;
    struct cleanup *cleanups;
};
static struct leaving_goto *leaving_gotos;

static void note_goto(struct statement *statement) {
    if (cleanups == NULL)
        return;
    struct leaving_goto *leaving = arena_allocate(&parse_arena, sizeof(struct leaving_goto));
    leaving->statement = statement;
    leaving->cleanups = cleanups;
    leaving->next = leaving_gotos;
    leaving_gotos = leaving;
}

static bool is_around(const struct cleanup *outer, const struct cleanup *inner) {
    while (inner != NULL && inner != outer)
        inner = inner->outer;
    return inner == outer;
}

static void end_goto(const struct leaving_goto *leaving, const struct cleanup *at_label) {
    const struct cleanup *outer = leaving->cleanups;
    while (!is_around(outer, at_label))
        outer = outer->outer;
    if (outer == leaving->cleanups)
        return;
    struct statement *statement = leaving->statement;
    struct statement *jump = statement_new(STATEMENT_GOTO);
    jump->place = statement->place;
    jump->target = statement->target;
    statement->kind = STATEMENT_BLOCK;
    statement->end_place = statement->place;
    statement->body = leave_cleanups(leaving->cleanups, outer, statement->place);
    append(&statement->body, jump);
}

// ---- Labels: C11 6.8.1, 6.8.6.1 ----

struct label {
    struct label *next;
    struct statement *statement; // its body is NULL until the label has been defined
    place_t place;               // first use or definition
    struct cleanup *cleanups;    // where it is defined
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

static struct label *label_find(const struct statement *statement) {
    struct label *label = labels;
    while (label->statement != statement)
        label = label->next;
    return label;
}

static void end_labels(void) {
    for (; leaving_gotos != NULL; leaving_gotos = leaving_gotos->next) {
        const struct label *label = label_find(leaving_gotos->statement->target);
        if (label->statement->body != NULL)
            end_goto(leaving_gotos, label->cleanups);
    }
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
    if (cleanups != NULL && statement->name->label == statement)
        label_find(statement)->cleanups = cleanups;
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
static struct statement *parse_substatement(const char *text, place_t place) {
    struct guard guard = {text, place, token.place, token.kind};
    scope_enter(false);
    struct statement *statement = parse_statement();
    scope_leave();
    warn_body(&guard);
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
        place_t condition_place = token.place;
        scope_enter(false);
        scopes++;
        statement->expression = parse_condition();
        statement->body = parse_substatement("if", statement->place);
        place_t else_place = token.place;
        if (statement->body->kind == STATEMENT_IF && statement->body->otherwise != NULL &&
            token.kind != TOKEN_ELSE)
            warn(WARNING_DANGLING_ELSE, condition_place,
                 "suggest explicit braces to avoid ambiguous 'else'");
        if (!parse_accept(TOKEN_ELSE))
            break;
        if (token.kind != TOKEN_IF)
            *link = parse_substatement("else", else_place);
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
    struct cleanup *outer_cleanups = break_cleanups;
    break_cleanups = cleanups;
    current_switch = statement;
    cases_tail = &statement->cases;
    switch_type = statement->expression->type;
    is_breakable = true;
    statement->body = parse_substatement("switch", 0);
    scope_leave();
    check_cases(statement->cases);
    current_switch = outer_switch;
    cases_tail = outer_tail;
    switch_type = outer_type;
    is_breakable = was_breakable;
    break_cleanups = outer_cleanups;
    return statement;
}

// ---- Iteration: C11 6.8.5 ----

static struct statement *parse_loop_body(const char *text, place_t place) {
    bool was_in_loop = is_in_loop;
    bool was_breakable = is_breakable;
    struct cleanup *outer_break = break_cleanups;
    struct cleanup *outer_continue = continue_cleanups;
    is_in_loop = true;
    is_breakable = true;
    break_cleanups = continue_cleanups = cleanups;
    struct statement *body = parse_substatement(text, place);
    is_in_loop = was_in_loop;
    is_breakable = was_breakable;
    break_cleanups = outer_break;
    continue_cleanups = outer_continue;
    return body;
}

// while = "while" condition statement
static struct statement *parse_while(void) {
    struct statement *statement = statement_new(STATEMENT_WHILE);
    parse_advance();
    scope_enter(false);
    statement->expression = parse_condition();
    statement->body = parse_loop_body("while", statement->place);
    scope_leave();
    return statement;
}

// do = "do" statement "while" condition ";"
static struct statement *parse_do(void) {
    struct statement *statement = statement_new(STATEMENT_DO);
    parse_advance();
    scope_enter(false);
    statement->body = parse_loop_body("do", 0);
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
    struct cleanup *outer = cleanups;
    scope_enter(false);
    parse_advance();
    parse_expect(TOKEN_LEFT_PARENTHESIS);
    if (!parse_recovering)
        statement->first = parse_first();
    if (token.kind != TOKEN_SEMICOLON && !parse_recovering) {
        place_t start = token.place;
        struct expression *condition = convert_value(parse_expression());
        place_t place = condition->place;
        warn_condition(condition, start);
        statement->expression = check_scalar(condition, place) ? condition : make_error(place);
    }
    parse_expect(TOKEN_SEMICOLON);
    if (token.kind != TOKEN_RIGHT_PARENTHESIS && !parse_recovering)
        statement->step = convert_value(parse_expression());
    parse_expect(TOKEN_RIGHT_PARENTHESIS);
    statement->body = parse_loop_body("for", statement->place);
    scope_leave();
    if (cleanups == outer)
        return statement;
    struct statement *block = statement_new(STATEMENT_BLOCK);
    block->place = statement->place;
    block->end_place = statement->place;
    block->body = statement;
    statement->next = leave_cleanups(cleanups, outer, statement->place);
    cleanups = outer;
    return block;
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
    note_goto(statement);
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
    return jump_behind_cleanups(statement, is_break ? break_cleanups : continue_cleanups);
}

// return = "return" [expression] ";"
static struct statement *parse_return(void) {
    struct statement *statement = statement_new(STATEMENT_RETURN);
    parse_advance();
    bool is_void = current_result->kind == TYPE_VOID;
    if (token.kind == TOKEN_SEMICOLON) {
        if (!is_void && current_result != type_error && !parse_is_cstar)
            warning_at(statement->place, "'return' with no value, in function returning non-void");
    } else {
        struct expression *value = parse_expression();
        if (is_void && parse_is_cstar) {
            error_at(value->place, "'return' with a value, in a void procedure");
        } else if (is_void) {
            value = convert_value(value);
            if (value->type->kind != TYPE_VOID && !is_error(value))
                warning_at(value->place, "'return' with a value, in function returning void");
            statement->expression = convert_to(value, type_void);
        } else {
            statement->expression =
                convert_assign(value, current_result, CONVERSION_RETURN, value->place, NULL, 0);
            warn_return(statement->expression);
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
        statement->expression = NULL;
        block->body->next = jump_behind_cleanups(statement, NULL);
        return block;
    }
    return return_behind_cleanups(statement);
}

// ---- Statements: C11 6.8, blocks 6.8.2 ----

static bool is_label(void) {
    return token.kind == TOKEN_IDENTIFIER && token_peek()->kind == TOKEN_COLON;
}

static struct statement *parse_expression_statement(void) {
    struct statement *statement = statement_new(STATEMENT_EXPRESSION);
    if (parse_is_cstar && token.kind == TOKEN_SEMICOLON)
        cstar_refuse(token.place, "an empty statement");
    parse_may_assign = true;
    if (token.kind != TOKEN_SEMICOLON)
        statement->expression = convert_value(parse_expression());
    if (parse_is_cstar && !parse_recovering)
        cstar_check_statement(statement->expression);
    else if (statement->expression != NULL && !parse_recovering)
        warn_statement(statement->expression);
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

static bool has_statement; // the function, so far

// block-item = declaration | statement
static void parse_block_item(struct statement ***tail) {
    bool is_declaration = token.kind != TOKEN_RIGHT_BRACE && starts_declaration();
    if (parse_is_cstar && is_declaration && has_statement)
        cstar_refuse(token.place, "a declaration after a statement");
    if (parse_is_cstar && token.kind == TOKEN_LEFT_BRACE)
        cstar_refuse(token.place, "a block of its own");
    if (is_declaration && !parse_recovering) {
        parse_declaration(tail);
        return;
    }
    has_statement = true;
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

static void append_cleanups(struct statement *block, struct cleanup *outer) {
    if (cleanups == outer)
        return;
    append(&block->body, leave_cleanups(cleanups, outer, block->end_place));
    cleanups = outer;
}

// block = "{" block-item* "}"
static struct statement *parse_block(struct statement *first, struct statement **tail) {
    parse_enter(token.place);
    struct statement *block = statement_new(STATEMENT_BLOCK);
    block->body = first;
    struct cleanup *outer = cleanups;
    parse_advance();
    bool is_inner = tail == NULL;
    if (is_inner)
        scope_enter(false);
    parse_block_items(first == NULL ? &block->body : tail);
    block->end_place = token.place;
    if (current_switch != NULL && options.is_warned[WARNING_IMPLICIT_FALLTHROUGH])
        warn_fallthrough(block->body);
    append_cleanups(block, outer);
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
    cleanups = break_cleanups = continue_cleanups = NULL;
    is_in_loop = false;
    is_breakable = false;
    has_statement = false;
    if (token.kind != TOKEN_LEFT_BRACE) {
        parse_syntax_error("'{'");
        return;
    }
    uint32_t errors = error_count;
    function->body = parse_block(first, tail);
    function->end_place = function->body->end_place;
    end_labels();
    if (error_count == errors && !parse_is_cstar) {
        fall_check(function);
        warn_flow(function);
    }
}
