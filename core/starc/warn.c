// Warnings of what is legal C but probably a mistake, as gcc -Wall has them: of operators,
// conditions, statements and their indentation. warn_format.c and warn_flow.c have those that look
// further.

#include "parse.h"

#include <string.h>

// ---- Operators without parentheses ----

static bool is_comparison(enum expression_kind kind) {
    return kind >= EXPRESSION_EQUAL && kind <= EXPRESSION_GREATER_EQUAL;
}

static bool is_additive(enum expression_kind kind) {
    return kind == EXPRESSION_ADD || kind == EXPRESSION_SUBTRACT;
}

// Warns of an operand whose topmost operator reads as if it bound less; false if all is well.
static bool check_operand(const struct top_operator *operator, const struct top_operator * inner) {
    enum expression_kind kind = token_facts[operator->token].operation;
    enum expression_kind below = token_facts[inner->token].operation;
    bool is_shift = kind == EXPRESSION_SHIFT_LEFT || kind == EXPRESSION_SHIFT_RIGHT;
    bool is_or = kind == EXPRESSION_XOR || kind == EXPRESSION_OR;
    bool is_equality = kind == EXPRESSION_EQUAL || kind == EXPRESSION_NOT_EQUAL;
    const char *what = NULL; // NULL: the operator itself
    const char *where = "in operand of";
    if (inner->token == TOKEN_END)
        return false;
    if (is_shift && is_additive(below))
        where = "inside";
    else if (kind == EXPRESSION_LOGICAL_OR && below == EXPRESSION_LOGICAL_AND)
        where = "within";
    else if ((is_or || is_equality || kind == EXPRESSION_AND) && is_comparison(below))
        what = "comparison";
    else if (is_or && (is_additive(below) || below == EXPRESSION_AND ||
                       (below == EXPRESSION_XOR && kind == EXPRESSION_OR)))
        what = "arithmetic";
    else if (kind != EXPRESSION_AND || !is_additive(below))
        return false;
    const char *quote = what == NULL ? "'" : "";
    warn(WARNING_PARENTHESES, inner->place, "suggest parentheses around %s%s%s %s '%s'", quote,
         what == NULL ? token_facts[inner->token].text : what, quote, where,
         token_facts[operator->token].text);
    return true;
}

void warn_operands(const struct top_operator *operator, const struct top_operator * left,
                   const struct top_operator *right) {
    enum expression_kind kind = token_facts[operator->token].operation;
    enum expression_kind below = token_facts[left->token].operation;
    if (kind >= EXPRESSION_LESS && kind <= EXPRESSION_GREATER_EQUAL && below >= EXPRESSION_LESS &&
        below <= EXPRESSION_GREATER_EQUAL)
        warn(WARNING_PARENTHESES, left->place,
             "comparisons like 'X<=Y<=Z' do not have their mathematical meaning");
    else if (!check_operand(operator, left))
        check_operand(operator, right);
}

// ---- Comparisons ----

static bool is_truth(const struct expression *expression) {
    enum expression_kind kind = expression->kind;
    return is_comparison(kind) || kind == EXPRESSION_LOGICAL_AND || kind == EXPRESSION_LOGICAL_OR ||
           kind == EXPRESSION_NOT || expression->type->kind == TYPE_BOOL;
}

static enum expression_kind swapped(enum expression_kind kind) {
    switch (kind) {
    case EXPRESSION_LESS: return EXPRESSION_GREATER;
    case EXPRESSION_LESS_EQUAL: return EXPRESSION_GREATER_EQUAL;
    case EXPRESSION_GREATER: return EXPRESSION_LESS;
    case EXPRESSION_GREATER_EQUAL: return EXPRESSION_LESS_EQUAL;
    default: return kind;
    }
}

// truth OPERATION constant, where truth is 0 or 1: is it the same for both?
static void check_truth(enum expression_kind kind, const struct expression *truth,
                        const struct expression *constant, place_t place) {
    if (!is_truth(truth) || constant->kind != EXPRESSION_NUMBER)
        return;
    bool is_unsigned = constant->type->is_unsigned;
    uint64_t value = constant->value;
    bool of_0 = fold_numbers(kind, 0, value, is_unsigned) != 0;
    bool of_1 = fold_numbers(kind, 1, value, is_unsigned) != 0;
    if (of_0 == of_1)
        warn(WARNING_BOOL_COMPARE, place,
             is_unsigned ? "comparison of constant '%llu' with boolean expression is always %s"
                         : "comparison of constant '%lld' with boolean expression is always %s",
             (long long)value, of_0 ? "true" : "false");
}

static bool is_string(const struct expression *expression) {
    return expression->kind == EXPRESSION_ADDRESS && expression->left->kind == EXPRESSION_STRING;
}

// unsigned OPERATION 0
static void check_limits(enum expression_kind kind, const struct expression *operand,
                         const struct expression *constant, bool is_swapped, place_t place) {
    bool is_always = kind == EXPRESSION_GREATER_EQUAL;
    if (constant->kind != EXPRESSION_NUMBER || constant->value != 0 ||
        operand->kind == EXPRESSION_NUMBER || !operand->type->is_unsigned ||
        !type_is_integer(operand->type) || operand->type->kind == TYPE_BOOL ||
        (!is_always && kind != EXPRESSION_LESS))
        return;
    const char *text = is_swapped ? (is_always ? "0 <=" : "0 >") : is_always ? ">= 0" : "< 0";
    warn(WARNING_TYPE_LIMITS, place, "comparison of unsigned expression in '%s' is always %s", text,
         is_always ? "true" : "false");
}

void warn_comparison(enum expression_kind kind, const struct expression *left,
                     const struct expression *right, place_t place) {
    if (is_string(left) || is_string(right))
        warn(WARNING_ADDRESS, place,
             "comparison with string literal results in unspecified behavior");
    check_truth(kind, left, right, place);
    check_truth(swapped(kind), right, left, place);
    check_limits(kind, left, right, false, place);
    check_limits(swapped(kind), right, left, true, place);
}

// ---- Conditions and statements ----

void warn_condition(const struct expression *condition, place_t start) {
    if (condition->kind == EXPRESSION_ASSIGN && !condition->is_parenthesized)
        warn(WARNING_PARENTHESES, start,
             "suggest parentheses around assignment used as truth value");
}

void warn_return(const struct expression *value) {
    const struct expression *part = value;
    while (part->kind == EXPRESSION_CAST && part->type->kind == TYPE_POINTER)
        part = part->left;
    if (part->kind != EXPRESSION_ADDRESS)
        return;
    part = part->left;
    while (part->kind == EXPRESSION_MEMBER)
        part = part->left;
    if ((part->kind == EXPRESSION_VARIABLE && !part->object->is_global &&
         part->type->kind != TYPE_FUNCTION) ||
        (part->kind == EXPRESSION_COMPOUND_LITERAL && !part->object->is_global))
        warn(WARNING_RETURN_LOCAL_ADDR, value->place, "function returns address of local variable");
}

// ---- Indentation ----

struct position {
    uint32_t line;
    uint32_t column;
};

static struct position position_of(place_t place) {
    struct position position;
    const char *name;
    source_position(place, &name, &position.line, &position.column);
    return position;
}

// The column of the first character of the line that is no blank.
static uint32_t line_indentation(place_t place) {
    uint32_t length, column = 1;
    const char *text = source_line_text(place, &length);
    for (uint32_t i = 0; i < length && (text[i] == ' ' || text[i] == '\t'); i++)
        column = text[i] == '\t' ? (column + 7) / 8 * 8 + 1 : column + 1;
    return column;
}

// Whether what stands at a place begins its line, and not further right than the line of another
// place begins: the usual case, told from the text without counting lines.
static bool begins_line_within(place_t place, place_t other) {
    uint32_t length;
    if (source_at(place)->joint_count > 0)
        return false;
    const char *text = source_text_at(place, &length), *start = source_text_at(other, &length);
    const char *line = text;
    while (line[-1] == ' ')
        line--;
    while (start[-1] != '\n')
        start--;
    return line[-1] == '\n' && (size_t)(text - line) <= strspn(start, " ");
}

// Behind the body of an if, else, while or for, whose first token is given: does what follows look
// as if it belonged to it?
static void check_indentation(const struct guard *guard) {
    if (guard->body_kind == TOKEN_LEFT_BRACE || parse_recovering ||
        token.kind == TOKEN_RIGHT_BRACE || token.kind == TOKEN_END || token.kind == TOKEN_ELSE ||
        token.kind == TOKEN_CASE || token.kind == TOKEN_DEFAULT || guard->place == 0)
        return;
    if (place_in_file(token.place) != token.place || place_in_file(guard->body) != guard->body ||
        place_in_file(guard->place) != guard->place ||
        begins_line_within(token.place, guard->place))
        return;
    struct position start = position_of(guard->place);
    struct position body = position_of(guard->body);
    struct position next = position_of(token.place);
    uint32_t indentation = line_indentation(guard->place);
    bool is_misleading;
    if (next.line == body.line)
        is_misleading = start.line == body.line && start.column == indentation &&
                        guard->body_kind != TOKEN_SEMICOLON;
    else if (start.line == body.line)
        is_misleading = guard->body_kind == TOKEN_SEMICOLON && next.column > indentation;
    else
        is_misleading = next.column == body.column && next.column > indentation;
    if (!is_misleading)
        return;
    if (warn(WARNING_MISLEADING_INDENTATION, guard->place, "this '%s' clause does not guard...",
             guard->text))
        note_at(token.place,
                "...this statement, but the latter is misleadingly indented as if it "
                "were guarded by the '%s'",
                guard->text);
}

void warn_body(const struct guard *guard) {
    bool is_branch = strcmp(guard->text, "if") == 0 || strcmp(guard->text, "else") == 0;
    if (is_branch && guard->body_kind == TOKEN_SEMICOLON && token.kind != TOKEN_ELSE)
        warn(WARNING_EMPTY_BODY, guard->body,
             "suggest braces around empty body in an '%s' statement", guard->text);
    check_indentation(guard);
}

// ---- sizeof ----

static bool is_array_parameter(const struct expression *expression) {
    return expression->kind == EXPRESSION_VARIABLE && expression->object != NULL &&
           expression->object->is_array_parameter;
}

void warn_sizeof(const struct expression *operand, place_t start) {
    if (!is_array_parameter(operand))
        return;
    const struct object *object = operand->object;
    if (warn(WARNING_SIZEOF_ARRAY_ARGUMENT, start,
             "'sizeof' on array function parameter '%s' will return size of %s", object->name->text,
             type_quoted(object->type)))
        note_at(object->place, "declared here");
}

// ---- switch ----

// Does the text between two places say that to fall through is meant, in a comment or an attribute?
static bool says_fallthrough(place_t from, place_t to) {
    uint32_t length;
    if (place_in_file(from) != from || place_in_file(to) != to || to < from)
        return true;
    const char *text = source_text_at(from, &length);
    for (uint32_t i = 0; i + 4 <= to - from; i++)
        if ((text[i] == 'f' || text[i] == 'F') && (text[i + 1] == 'a' || text[i + 1] == 'A') &&
            (text[i + 2] == 'l' || text[i + 2] == 'L') &&
            (text[i + 3] == 'l' || text[i + 3] == 'L'))
            return true;
    return false;
}

// Nothing but the end of the switch, or a break.
static bool is_end_of_switch(const struct statement *statement) {
    return statement == NULL || statement->kind == STATEMENT_BREAK ||
           (statement->kind == STATEMENT_EXPRESSION && statement->expression == NULL &&
            is_end_of_switch(statement->next));
}

// Of a block: statements from which control goes on to a case.
void warn_fallthrough(const struct statement *first) {
    const struct statement *previous = NULL, *group = NULL;
    for (const struct statement *s = first; s != NULL; s = s->next) {
        bool is_label = s->kind == STATEMENT_CASE || s->kind == STATEMENT_LABEL;
        if (s->kind == STATEMENT_CASE && group != NULL && previous != NULL &&
            fall_reaches_end(group, s) && !is_end_of_switch(s->next) &&
            !says_fallthrough(previous->place, s->place)) {
            place_t place = previous->place;
            if (previous->kind == STATEMENT_EXPRESSION && previous->expression != NULL)
                place = previous->expression->place;
            if (warn(WARNING_IMPLICIT_FALLTHROUGH, place, "this statement may fall through"))
                note_at(s->place, "here");
        }
        if (s->kind == STATEMENT_CASE)
            group = s;
        previous = is_label ? NULL : s;
    }
}

// ---- Arrays ----

// An element of a variable that is an array, by a constant subscript.
void warn_bounds(const struct expression *expression) {
    if (expression->kind != EXPRESSION_DEREFERENCE || expression->left->kind != EXPRESSION_ADD)
        return;
    const struct expression *address = expression->left->left, *offset = expression->left->right;
    if (address->kind != EXPRESSION_ADDRESS || address->left->kind != EXPRESSION_VARIABLE ||
        address->left->type->kind != TYPE_ARRAY || offset->kind != EXPRESSION_NUMBER)
        return;
    const struct type *array = address->left->type;
    int64_t bytes = (int64_t)offset->value;
    if (array->is_incomplete || array->base->size == 0 ||
        expression->type->size != array->base->size ||
        (bytes >= 0 && bytes + array->base->size <= array->size))
        return;
    warn(WARNING_ARRAY_BOUNDS, expression->place, "array subscript %d is %s array bounds of %s",
         (int)(bytes / (int64_t)array->base->size), bytes < 0 ? "below" : "above",
         type_quoted(array));
}
