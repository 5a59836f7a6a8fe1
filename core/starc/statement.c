// Statements: C11 6.8.

#include "parse.h"

#include <stdlib.h>

struct object *current_function;
struct type *current_result;

static struct statement empty; // an empty statement: what follows a label in a block is its own

// What encloses the statement being parsed.
static struct statement *current_switch;

bool statement_is_in_switch(void) {
    return current_switch != NULL;
}
static struct statement **cases_tail;
static struct type *switch_type;
static bool is_in_loop;
static bool is_breakable;
static struct cleanup *break_cleanups;    // those around the loop or switch that break leaves,
static struct cleanup *switch_cleanups;   // those around the switch,
static struct cleanup *continue_cleanups; // and the loop that continue goes on with

static uint32_t valued_depth; // scope_depth of the innermost block that is an expression

static struct statement *parse_statement(void);
static struct statement *parse_block(struct statement *first, struct statement **tail,
                                     struct expression **value);

struct statement *statement_new(enum statement_kind kind) {
    struct statement *statement = allocate(sizeof(struct statement));
    statement->kind = kind;
    statement->place = token.place;
    return statement;
}

// ---- Labels: C11 6.8.1 ----

// label = identifier ":" statement
static struct statement *parse_label(bool is_in_block) {
    struct statement *statement = label_named(token.name, token.place);
    if (statement->body != NULL) {
        error_at(token.place, "duplicate label '%s'", token.name->text);
        note_at(statement->place, "previous definition of '%s'", token.name->text);
        statement = statement_new(STATEMENT_LABEL);
        statement->name = token.name;
    }
    statement->place = token.place;
    statement->body = &empty;
    label_define(statement);
    parse_advance();
    parse_advance();
    if (parse_attributes_of_nothing())
        statement->is_used = true;
    if (!is_in_block)
        statement->body = parse_statement();
    return statement;
}

// Numbers that are ordered as the values of the switch are.
static uint64_t order_of(uint64_t value) {
    return switch_type->is_unsigned ? value : value ^ (uint64_t)1 << 63;
}

// case = ("case" constant ["..." constant] | "default") ":" statement
static struct statement *parse_case(bool is_in_block) {
    struct statement *statement = statement_new(STATEMENT_CASE);
    statement->is_default = token.kind == TOKEN_DEFAULT;
    parse_advance();
    bool is_good = true;
    if (!statement->is_default) {
        static const char what[] = "case label does not reduce to an integer constant";
        is_good = parse_constant(&statement->value, NULL, statement->place, what);
        statement->last_value = statement->value;
        if (token.kind == TOKEN_ELLIPSIS)
            warn_pedantic(statement->place,
                          "range expressions in switch statements are non-standard");
        if (parse_accept(TOKEN_ELLIPSIS) &&
            !parse_constant(&statement->last_value, NULL, statement->place, what))
            is_good = false;
    }
    parse_expect(TOKEN_COLON);
    statement->body = &empty;
    if (current_switch == NULL) {
        error_at(statement->place, statement->is_default
                                       ? "'default' label not within a switch statement"
                                       : "case label not within a switch statement");
    } else if (is_good && !parse_recovering) {
        statement->value = number_reduce(statement->value, switch_type);
        statement->last_value = number_reduce(statement->last_value, switch_type);
        bool is_empty = order_of(statement->value) > order_of(statement->last_value);
        if (is_empty)
            warning_at(statement->place, "empty range specified");
        label_check_switch(switch_cleanups, current_switch->place, statement->place);
        if (!is_empty) {
            *cases_tail = statement;
            cases_tail = &statement->next_case;
        }
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
    uint64_t first, last;
    const struct statement *statement;
};

static int compare_cases(const void *left, const void *right) {
    const struct case_place *one = left;
    const struct case_place *other = right;
    if (one->first != other->first)
        return one->first < other->first ? -1 : 1;
    return one->statement->place < other->statement->place ? -1 : 1;
}

static void error_duplicate(const struct statement *one, const struct statement *earlier) {
    bool is_range = one->value != one->last_value;
    error_at(one->place,
             is_range ? "duplicate (or overlapping) case value" : "duplicate case value");
    note_at(earlier->place,
            is_range ? "this is the first entry overlapping that value" : "previously used here");
}

// Each range is compared with what is before it: there are few.
static void check_ranges(const struct case_place *cases, uint32_t count) {
    for (uint32_t i = 1; i < count; i++)
        for (uint32_t k = 0; k < i; k++)
            if (cases[i].first <= cases[k].last && cases[k].first <= cases[i].last) {
                error_duplicate(cases[i].statement, cases[k].statement);
                break;
            }
}

static void check_defaults(const struct statement *first) {
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

static void check_cases(const struct statement *first) {
    uint32_t count = 0;
    bool has_range = false;
    for (const struct statement *one = first; one != NULL; one = one->next_case)
        count++;
    struct case_place *cases = arena_allocate(&parse_arena, (count + 1) * sizeof *cases);
    count = 0;
    for (const struct statement *one = first; one != NULL; one = one->next_case) {
        if (one->is_default)
            continue;
        cases[count++] = (struct case_place){order_of(one->value), order_of(one->last_value), one};
        has_range = has_range || one->value != one->last_value;
    }
    if (has_range) {
        check_ranges(cases, count);
    } else {
        qsort(cases, count, sizeof *cases, compare_cases);
        for (uint32_t i = 1; i < count; i++)
            if (cases[i].first == cases[i - 1].first)
                error_duplicate(cases[i].statement, cases[i - 1].statement);
    }
    check_defaults(first);
}

// switch = "switch" condition statement
static struct statement *parse_switch(void) {
    struct statement *statement = statement_new(STATEMENT_SWITCH);
    parse_advance();
    scope_enter(false);
    parse_expect(TOKEN_LEFT_PARENTHESIS);
    struct expression *value = convert_value(parse_full_expression());
    place_t place = value->place;
    parse_expect(TOKEN_RIGHT_PARENTHESIS);
    if (!is_error(value) && !type_is_integer(value->type) && !parse_recovering) {
        error_at(place, "switch quantity not an integer");
        value = make_error(place);
    }
    const struct type *type = value->type;
    statement->expression = convert_promote(value);
    struct statement *outer_switch = current_switch;
    struct statement **outer_tail = cases_tail;
    struct type *outer_type = switch_type;
    bool was_breakable = is_breakable;
    struct cleanup *outer_cleanups = break_cleanups, *outer_around = switch_cleanups;
    break_cleanups = switch_cleanups = cleanups;
    current_switch = statement;
    cases_tail = &statement->cases;
    switch_type = statement->expression->type;
    is_breakable = true;
    statement->body = parse_substatement("switch", 0);
    scope_leave();
    check_cases(statement->cases);
    if (!parse_is_library && !parse_recovering)
        warn_switch(statement, type);
    current_switch = outer_switch;
    cases_tail = outer_tail;
    switch_type = outer_type;
    is_breakable = was_breakable;
    break_cleanups = outer_cleanups;
    switch_cleanups = outer_around;
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
    uint32_t before = statement_expressions;
    statement->expression = parse_condition();
    statement->tests_once = statement_expressions != before;
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

// C11 6.8.5p3
static void check_first(const struct binding *binding) {
    const char *name = binding->name->text;
    if (binding->kind == BINDING_TAG && !binding->type->is_incomplete)
        error_at(binding->place, "'%s %s' declared in 'for' loop initial declaration",
                 binding->type->kind == TYPE_STRUCT  ? "struct"
                 : binding->type->kind == TYPE_UNION ? "union"
                                                     : "enum",
                 name);
    else if (binding->kind == BINDING_TYPEDEF ||
             (binding->kind == BINDING_OBJECT && binding->type->kind == TYPE_FUNCTION))
        error_at(binding->place,
                 "declaration of non-variable '%s' in 'for' loop initial declaration", name);
    else if (binding->kind == BINDING_OBJECT && binding->object != NULL &&
             binding->object->is_global)
        error_at(binding->place,
                 "declaration of %s variable '%s' in 'for' loop initial declaration",
                 binding->object->is_block_static ? "static" : "'extern'", name);
}

static struct statement *parse_first(place_t loop) {
    struct statement *block = statement_new(STATEMENT_BLOCK);
    block->end_place = block->place;
    if (parse_starts_type(&token)) {
        struct statement **tail = &block->body;
        if (options.c90)
            error_at(loop, "'for' loop initial declarations are only allowed in C99 or C11 "
                           "mode");
        parse_declaration(&tail);
        scope_each_here(check_first);
        return block->body != NULL && block->body->next == NULL ? block->body : block;
    }
    block->kind = STATEMENT_EXPRESSION;
    if (token.kind != TOKEN_SEMICOLON)
        block->expression = convert_dropped(parse_full_expression());
    if (block->expression != NULL && !parse_recovering && !parse_is_cstar)
        warn_statement(block->expression, block->place);
    parse_expect(TOKEN_SEMICOLON);
    return block;
}

static void parse_step(struct statement *statement) {
    place_t start = token.place;
    statement->step = convert_dropped(parse_full_expression());
    if (!parse_recovering && !parse_is_cstar)
        warn_statement(statement->step, start);
}

// for = "for" "(" (declaration | [expression] ";") [expression] ";" [expression] ")" statement
static struct statement *parse_for(void) {
    struct statement *statement = statement_new(STATEMENT_FOR);
    struct cleanup *outer = cleanups;
    scope_enter(false);
    parse_advance();
    parse_expect(TOKEN_LEFT_PARENTHESIS);
    if (!parse_recovering)
        statement->first = parse_first(statement->place);
    if (token.kind != TOKEN_SEMICOLON && !parse_recovering) {
        place_t start = token.place;
        uint32_t before = statement_expressions;
        struct expression *condition = convert_value(parse_full_expression());
        statement->tests_once = statement_expressions != before;
        place_t place = condition->place;
        warn_condition(condition, start);
        statement->expression = check_scalar(condition, place) ? condition : make_error(place);
    }
    parse_expect(TOKEN_SEMICOLON);
    if (token.kind != TOKEN_RIGHT_PARENTHESIS && !parse_recovering)
        parse_step(statement);
    parse_expect(TOKEN_RIGHT_PARENTHESIS);
    statement->body = parse_loop_body("for", statement->place);
    scope_leave();
    if (cleanups == outer)
        return statement;
    struct statement *block = statement_new(STATEMENT_BLOCK);
    block->place = statement->place;
    block->end_place = statement->place;
    block->body = statement;
    statement->next = cleanups_leave(cleanups, outer, statement->place);
    cleanups = outer;
    return block;
}

// ---- Jumps: C11 6.8.6 ----

// goto = "goto" (identifier | "*" expression) ";"
static struct statement *parse_goto(void) {
    struct statement *statement = statement_new(STATEMENT_GOTO);
    parse_advance();
    if (parse_accept(TOKEN_STAR)) {
        warn_pedantic(statement->place, "ISO C forbids 'goto *expr;'");
        place_t place = token.place;
        statement->expression = convert_value(parse_expression());
        if (!is_error(statement->expression) && statement->expression->type->kind != TYPE_POINTER)
            error_at(place, "computed goto must be pointer type");
        parse_expect(TOKEN_SEMICOLON);
        return statement;
    }
    if (token.kind != TOKEN_IDENTIFIER) {
        parse_syntax_error("identifier or '*'");
        return statement;
    }
    statement->target = label_named(token.name, statement->place);
    statement->target->is_used = true;
    label_note_goto(statement);
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
    return cleanups_jump(statement, is_break ? break_cleanups : continue_cleanups);
}

// return = "return" [expression] ";"
static struct statement *parse_return(void) {
    struct statement *statement = statement_new(STATEMENT_RETURN);
    parse_advance();
    bool is_void = current_result->kind == TYPE_VOID;
    if (token.kind == TOKEN_SEMICOLON) {
        if (!is_void && current_result != type_error && !parse_is_cstar)
            warn(WARNING_RETURN_TYPE, statement->place,
                 "'return' with no value, in function returning non-void");
    } else {
        struct expression *value = parse_full_expression();
        if (is_void && parse_is_cstar) {
            error_at(value->place, "'return' with a value, in a void procedure");
        } else if (is_void) {
            value = convert_value(value);
            if (value->type->kind == TYPE_VOID)
                warn_pedantic(value->place,
                              "ISO C forbids 'return' with expression, in function returning void");
            if (value->type->kind != TYPE_VOID && !is_error(value))
                warn(WARNING_RETURN_TYPE, value->place,
                     "'return' with a value, in function returning void");
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
        block->body->next = cleanups_jump(statement, NULL);
        return block;
    }
    return cleanups_return(statement);
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
        statement->expression = convert_dropped(parse_full_expression());
    if (parse_is_cstar && !parse_recovering)
        cstar_check_statement(statement->expression);
    bool is_good = !parse_is_cstar && statement->expression != NULL && !parse_recovering;
    parse_expect(TOKEN_SEMICOLON);
    bool is_value = token.kind == TOKEN_RIGHT_BRACE && scope_depth == valued_depth;
    if (is_good && !is_value)
        warn_statement(statement->expression, statement->place);
    return statement;
}

// statement = label | case | block | if | switch | while | do | for | goto | break | continue
//           | return | asm | [expression] ";"
static struct statement *parse_simple_statement(bool is_in_block) {
    if (parse_recovering)
        return statement_new(STATEMENT_EXPRESSION);
    switch (token.kind) {
    case TOKEN_CASE:
    case TOKEN_DEFAULT: return parse_case(is_in_block);
    case TOKEN_LEFT_BRACE: return parse_block(NULL, NULL, NULL);
    case TOKEN_IF: return parse_if();
    case TOKEN_SWITCH: return parse_switch();
    case TOKEN_WHILE: return parse_while();
    case TOKEN_DO: return parse_do();
    case TOKEN_FOR: return parse_for();
    case TOKEN_GOTO: return parse_goto();
    case TOKEN_BREAK:
    case TOKEN_CONTINUE: return parse_break();
    case TOKEN_RETURN: return parse_return();
    case TOKEN_ASM: return assembly_parse_statement();
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
    if (token.kind == TOKEN_EXTENSION)
        return parse_starts_type(token_peek()) || token_peek()->kind == TOKEN_LEFT_BRACKET;
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
    if (token.kind == TOKEN_LEFT_BRACKET && attribute_starts())
        parse_attributes(&leading_attributes);
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
    if (leading_attributes.is_fallthrough && current_switch == NULL)
        error_at(token.place, "invalid use of attribute 'fallthrough'");
    refuse_attributes(&leading_attributes, false);
    leading_attributes = (struct attributes){0};
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

// ---- Statement expressions ----

uint32_t statement_expressions;

// Takes the last expression out of the block whose value it is.
static struct expression *take_value(struct statement *block) {
    struct statement **link = &block->body;
    if (*link == NULL)
        return NULL;
    while ((*link)->next != NULL)
        link = &(*link)->next;
    struct statement *last = *link;
    if (last->kind != STATEMENT_EXPRESSION || last->expression == NULL)
        return NULL;
    struct expression *value = last->expression;
    last->expression = NULL;
    return value;
}

// statement-expression = "(" block ")"
struct expression *parse_statement_expression(place_t place) {
    uint32_t outer = valued_depth;
    struct expression *block = make_expression(EXPRESSION_BLOCK, type_void, place);
    statement_expressions++;
    valued_depth = scope_depth + 1;
    struct cleanup *around = cleanups;
    statement_add_expression(place);
    block->statement = parse_block(NULL, NULL, &block->left);
    cleanups = around;
    valued_depth = outer;
    if (block->left != NULL)
        block->type = block->left->type;
    return block;
}

static void append_cleanups(struct statement *block, struct cleanup *outer) {
    if (cleanups == outer)
        return;
    statement_append(&block->body, cleanups_leave(cleanups, outer, block->end_place));
    cleanups = outer;
}

// The value is kept while the block is cleaned up.
static void keep_value(struct statement *block, struct expression **value) {
    struct expression *kept = NULL;
    if (*value == NULL || is_error(*value))
        return;
    struct statement *statement = statement_new(STATEMENT_EXPRESSION);
    statement->expression = (*value)->type->kind == TYPE_VOID ? *value : make_kept(*value, &kept);
    statement_append(&block->body, statement);
    *value = kept;
}

// block = "{" block-item* "}"
// *value: of a statement expression; it has one if its last statement is an expression.
static struct statement *parse_block(struct statement *first, struct statement **tail,
                                     struct expression **value) {
    parse_enter(token.place);
    struct statement *block = statement_new(STATEMENT_BLOCK);
    block->body = first;
    struct cleanup *outer = cleanups;
    bool fenv_access = pragma_fenv_access;
    parse_advance(); // and past a #pragma STDC, which holds for this block
    if (pragma_fenv_access && current_function != NULL)
        current_function->uses_fenv = true;
    bool is_inner = tail == NULL;
    if (is_inner)
        scope_enter(false);
    struct local_labels *local = parse_local_labels();
    parse_block_items(first == NULL ? &block->body : tail);
    label_end_local(local);
    block->end_place = token.place;
    if (current_switch != NULL && options.is_warned[WARNING_IMPLICIT_FALLTHROUGH])
        warn_fallthrough(block->body);
    if (value != NULL)
        *value = take_value(block);
    if (value != NULL && cleanups != outer)
        keep_value(block, value);
    append_cleanups(block, outer);
    pragma_fenv_access = fenv_access;
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
    valued_depth = UINT32_MAX;
    if (token.kind != TOKEN_LEFT_BRACE) {
        parse_syntax_error("'{'");
        return;
    }
    uint32_t errors = error_count;
    function->body = parse_block(first, tail, NULL);
    function->end_place = function->body->end_place;
    label_end();
    if (error_count == errors && !parse_is_cstar) {
        fall_check(function);
        warn_flow(function);
    }
}
