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

// ---- Conditions and statements ----

// !x == y, !x & y
void warn_not(enum expression_kind kind, const struct expression *left,
              const struct expression *right, place_t place) {
    bool is_bitwise = kind == EXPRESSION_AND || kind == EXPRESSION_OR || kind == EXPRESSION_XOR;
    if (left->kind != EXPRESSION_NOT || left->is_parenthesized ||
        left->left->kind == EXPRESSION_NOT || right->type->kind == TYPE_BOOL)
        return;
    if (is_bitwise && kind == EXPRESSION_AND && right->kind != EXPRESSION_NOT &&
        !is_comparison(right->kind))
        warn(WARNING_PARENTHESES, left->place,
             "suggest parentheses around operand of '!' or change '&' to '&&' or '!' to '~'");
    bool is_equality = kind == EXPRESSION_EQUAL || kind == EXPRESSION_NOT_EQUAL;
    bool is_zero = right->kind == EXPRESSION_NUMBER && right->value == 0;
    if (!is_comparison(kind) || right->kind == EXPRESSION_NOT || is_comparison(right->kind) ||
        (is_equality && is_zero) || right->kind == EXPRESSION_LOGICAL_AND ||
        right->kind == EXPRESSION_LOGICAL_OR)
        return;
    if (warn(WARNING_LOGICAL_NOT_PARENTHESES, place,
             "logical not is only applied to the left hand side of comparison"))
        note_at(left->place,
                "add parentheses around left hand side expression to silence this warning");
}

static bool is_array_parameter(const struct expression *expression) {
    return expression->kind == EXPRESSION_VARIABLE && expression->object != NULL &&
           expression->object->is_array_parameter;
}

// sizeof pointer / sizeof *pointer
void warn_sizeof_quotient(const struct expression *left, const struct expression *right,
                          place_t place) {
    if (left->kind != EXPRESSION_NUMBER || right->kind != EXPRESSION_NUMBER || left->left == NULL ||
        left->left->type->kind != TYPE_POINTER || is_array_parameter(left->left) ||
        left->left->type->base->size != right->value)
        return;
    warn(WARNING_SIZEOF_POINTER_DIV, place,
         "division 'sizeof (%s) / sizeof (%s)' does not compute the number of array elements",
         type_text(left->left->type), type_text(left->left->type->base));
}

void warn_condition(const struct expression *condition, place_t start) {
    warn_truth(condition, start, true);
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
        place_in_file(guard->place) != guard->place)
        return;
    bool is_block = guard->body_kind == TOKEN_SEMICOLON && token.kind == TOKEN_LEFT_BRACE;
    if (!is_block && begins_line_within(token.place, guard->place))
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
        is_misleading = guard->body_kind == TOKEN_SEMICOLON &&
                        (next.column > indentation || (is_block && next.column == indentation));
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
    if (strcmp(guard->text, "do") == 0 && guard->body_kind == TOKEN_SEMICOLON)
        warn(WARNING_EMPTY_BODY, guard->body, "suggest braces around empty body in 'do' statement");
    check_indentation(guard);
}

// ---- Initializers ----

// gcc tells a declaration by the last word of its type, unless more lines have begun since.
static place_t place_of_end(void) {
    uint32_t length;
    place_t place = place_in_file(token.place), word = place_in_file(specifiers_end);
    if (source_at(place) == source_at(word) &&
        source_line_in_file(place) == source_line_in_file(word))
        return word;
    const char *text = source_line_text(place, &length);
    return place - source_offset_in_line(place) + (place_t)strspn(text, " \t");
}

// first: of the members that a list does not set.
void warn_missing_members(const struct type *record, const struct member *first) {
    while (first != NULL &&
           (first->name == NULL || first->type->size == 0 || first->type->is_incomplete))
        first = first->next;
    if (first != NULL && options.is_warned[WARNING_MISSING_FIELD_INITIALIZERS] &&
        !parse_is_library && !parse_recovering)
        warn(WARNING_MISSING_FIELD_INITIALIZERS, place_of_end(),
             "missing initializer for field '%s' of %s", first->name->text,
             type_quoted(record->unqualified));
}

// ---- sizeof ----

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

static bool has_case(const struct statement *cases, uint64_t value) {
    for (const struct statement *c = cases; c != NULL; c = c->next_case)
        if (!c->is_default && (int64_t)c->value <= (int64_t)value &&
            (int64_t)value <= (int64_t)c->last_value)
            return true;
    return false;
}

static bool is_enumerator(const struct type *type, uint64_t value) {
    const struct enumerator *one = type->enumerators;
    while (one != NULL && number_reduce((uint64_t)one->value, type) != value)
        one = one->next;
    return one != NULL;
}

// A switch over an enumeration type: a case for each value, and for no other.
static void check_enumerators(const struct statement *statement, const struct type *type) {
    bool has_default = false;
    for (const struct statement *c = statement->cases; c != NULL; c = c->next_case) {
        has_default = has_default || c->is_default;
        if (!c->is_default && !is_enumerator(type, c->value))
            warn(WARNING_SWITCH, c->place, "case value '%lld' not in enumerated type %s",
                 (long long)c->value, type_quoted(type));
    }
    for (const struct enumerator *one = type->enumerators; one != NULL && !has_default;
         one = one->next)
        if (!has_case(statement->cases, number_reduce((uint64_t)one->value, type)))
            warn(WARNING_SWITCH, statement->place, "enumeration value '%s' not handled in switch",
                 one->name->text);
}

// What stands before the first case.
static void check_unreachable(const struct statement *body) {
    while (body != NULL && body->kind == STATEMENT_BLOCK)
        body = body->body;
    if (body == NULL)
        return;
    if (body->kind == STATEMENT_EXPRESSION && body->expression != NULL)
        warn(WARNING_SWITCH_UNREACHABLE, body->expression->place,
             "statement will never be executed");
    else if (body->kind == STATEMENT_DECLARATION)
        warn(WARNING_SWITCH_UNREACHABLE, body->object->place, "statement will never be executed");
    else if (body->kind == STATEMENT_IF || body->kind == STATEMENT_RETURN)
        warn(WARNING_SWITCH_UNREACHABLE, body->place, "statement will never be executed");
}

// type: of the value, before it was promoted.
void warn_switch(const struct statement *statement, const struct type *type) {
    if (type->kind == TYPE_ENUM && type->enumerators != NULL)
        check_enumerators(statement, type->unqualified);
    if (error_count == 0)
        check_unreachable(statement->body);
}

// ---- main ----

static bool is_text(const struct type *type) {
    return type->kind == TYPE_POINTER && type->base->kind == TYPE_POINTER &&
           type->base->base->kind == TYPE_CHAR;
}

void warn_main(const struct type *type, place_t place) {
    const struct parameter *one = type->parameters;
    uint32_t count = 0;
    if (type->base->kind != TYPE_INT || type->base->is_unsigned)
        warn(WARNING_MAIN, place, "return type of 'main' is not 'int'");
    if (type->is_unprototyped)
        return;
    for (; one != NULL; one = one->next) {
        count++;
        if (count == 1 && (one->type->kind != TYPE_INT || one->type->is_unsigned))
            warn(WARNING_MAIN, place, "first argument of 'main' should be 'int'");
        else if (count == 2 && !is_text(one->type))
            warn(WARNING_MAIN, place, "second argument of 'main' should be 'char **'");
        else if (count == 3 && !is_text(one->type))
            warn(WARNING_MAIN, place, "third argument of 'main' should probably be 'char **'");
    }
    if (count == 1 || count > 3)
        warn(WARNING_MAIN, place, "'main' takes only zero or two arguments");
}

// ---- Falling through ----

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
        bool is_empty = s->kind == STATEMENT_EXPRESSION && s->expression == NULL;
        if (!is_empty)
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
