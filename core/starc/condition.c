// The expression of #if and #elif (C11 6.10.1), in 64-bit integers.

#include "preprocess.h"

#include <string.h>

enum { NESTING_LIMIT = 400 };

struct number {
    uint64_t value;
    bool is_unsigned;
};

static struct token next;
static struct name *name_defined;
static bool has_failed; // next is then TOKEN_NEWLINE, which ends parsing
static uint32_t nesting;

static struct number parse_conditional(bool is_evaluated);

static struct number fail(const char *message, const struct token *token) {
    if (!has_failed)
        error_at(token->place, message, token_spelling(token));
    has_failed = true;
    next.kind = TOKEN_NEWLINE;
    return (struct number){0, false};
}

static void advance(void) {
    if (!has_failed)
        expanded_token(&next);
}

// defined NAME, defined ( NAME )
static struct number parse_defined(void) {
    raw_token(&next);
    bool is_parenthesized = next.kind == TOKEN_LEFT_PARENTHESIS;
    if (is_parenthesized)
        raw_token(&next);
    if (next.name == NULL)
        return fail("operator \"defined\" requires an identifier", &next);
    struct number result = {next.name->macro != NULL, false};
    if (is_parenthesized) {
        raw_token(&next);
        if (next.kind != TOKEN_RIGHT_PARENTHESIS)
            return fail("missing ')' after \"defined\"", &next);
    }
    advance();
    return result;
}

// __has_include ( header ), __has_include_next ( header ), __has_builtin ( name ),
// __has_attribute ( name ), __has_c_attribute ( [name ::] name )
static struct number parse_query(void) {
    const struct token query = next;
    bool is_next = strcmp(query.name->text, "__has_include_next") == 0;
    bool is_header = is_next || strcmp(query.name->text, "__has_include") == 0;
    struct number result = {0, false};
    raw_token(&next);
    if (next.kind != TOKEN_LEFT_PARENTHESIS)
        return fail("missing '(' before \"%s\" operand", &query);
    if (is_header) {
        result.value = include_query(is_next);
    } else {
        raw_token(&next);
        const struct name *name = next.name;
        if (name == NULL)
            return fail("operator \"%s\" requires an identifier", &query);
        result.value = strcmp(query.name->text, "__has_builtin") == 0 ? builtin_is_known(name)
                                                                      : attribute_is_known(name);
        if (result.value != 0 && strcmp(query.name->text, "__has_c_attribute") == 0)
            result.value = 202003;
    }
    do
        raw_token(&next);
    while (!is_header && (next.kind == TOKEN_COLON || next.name != NULL));
    if (next.kind != TOKEN_RIGHT_PARENTHESIS)
        return fail("missing ')' after \"%s\" operand", &query);
    advance();
    return result;
}

static struct number parse_parenthesis(bool is_evaluated) {
    struct token parenthesis = next;
    advance();
    struct number result = parse_conditional(is_evaluated);
    while (next.kind == TOKEN_COMMA && !has_failed) {
        advance();
        result = parse_conditional(is_evaluated);
    }
    if (next.kind != TOKEN_RIGHT_PARENTHESIS)
        return fail("missing ')' in expression", &parenthesis);
    advance();
    return result;
}

static struct number parse_constant(void) {
    struct number result = {0, false};
    struct token constant = next;
    switch (constant.kind) {
    case TOKEN_PREPROCESSING_NUMBER:
        if (!number_in_condition(&constant, &result.value, &result.is_unsigned))
            has_failed = true;
        break;
    case TOKEN_CHARACTER:
        character_convert(&constant);
        result.value = constant.value;
        result.is_unsigned = constant.number == NUMBER_CHAR16 || constant.number == NUMBER_CHAR32;
        break;
    case TOKEN_NEWLINE: return fail("expression ends too early", &constant);
    default: return fail("token \"%s\" is not valid in preprocessor expressions", &constant);
    }
    if (has_failed)
        next.kind = TOKEN_NEWLINE;
    advance();
    return result;
}

// Advances past an operator to its right operand.
static void advance_to_operand(const struct token *operation) {
    advance();
    if (next.kind == TOKEN_NEWLINE && !has_failed) {
        error_at(next.place, "operator '%s' has no right operand", token_spelling(operation));
        has_failed = true;
    }
}

static struct number parse_unary(bool is_evaluated) {
    struct number result;
    if (nesting == NESTING_LIMIT)
        return fail("#if expression is nested too deeply", &next);
    nesting++;
    struct token operation = next;
    enum token_kind kind = next.kind;
    switch (kind) {
    case TOKEN_PLUS:
    case TOKEN_MINUS:
    case TOKEN_TILDE:
    case TOKEN_EXCLAMATION:
        advance_to_operand(&operation);
        result = parse_unary(is_evaluated);
        if (kind == TOKEN_MINUS)
            result.value = 0 - result.value;
        else if (kind == TOKEN_TILDE)
            result.value = UINT64_MAX - result.value;
        else if (kind == TOKEN_EXCLAMATION)
            result = (struct number){result.value == 0, false};
        break;
    case TOKEN_LEFT_PARENTHESIS: result = parse_parenthesis(is_evaluated); break;
    default:
        if (next.name == NULL) {
            result = parse_constant();
        } else if (next.name == name_defined) {
            result = parse_defined();
        } else if (next.name->macro != NULL && next.name->macro->kind == MACRO_QUERY) {
            result = parse_query();
        } else if (options.c23 && strcmp(next.name->text, "true") == 0) {
            result = (struct number){1, false};
            advance();
        } else {
            result = (struct number){0, false};
            advance();
        }
    }
    nesting--;
    return result;
}

// As in fold.c, except that counts of 64 or more and negative counts are defined.
static struct number shift(enum expression_kind kind, struct number left, struct number right) {
    if (!right.is_unsigned && right.value > INT64_MAX) {
        kind = kind == EXPRESSION_SHIFT_LEFT ? EXPRESSION_SHIFT_RIGHT : EXPRESSION_SHIFT_LEFT;
        right.value = 0 - right.value;
    }
    if (right.value < 64)
        left.value = fold_numbers(kind, left.value, right.value, left.is_unsigned);
    else if (kind == EXPRESSION_SHIFT_RIGHT && !left.is_unsigned && left.value > INT64_MAX)
        left.value = UINT64_MAX;
    else
        left.value = 0;
    return left;
}

static struct number calculate(const struct token *operation, struct number left,
                               struct number right, bool is_evaluated) {
    enum expression_kind kind = token_facts[operation->kind].operation;
    bool is_unsigned = left.is_unsigned || right.is_unsigned;
    if (kind == EXPRESSION_SHIFT_LEFT || kind == EXPRESSION_SHIFT_RIGHT)
        return shift(kind, left, right);
    if (kind == EXPRESSION_LOGICAL_AND)
        return (struct number){left.value != 0 && right.value != 0, false};
    if (kind == EXPRESSION_LOGICAL_OR)
        return (struct number){left.value != 0 || right.value != 0, false};
    if ((kind == EXPRESSION_DIVIDE || kind == EXPRESSION_REMAINDER) && right.value == 0)
        return is_evaluated ? fail("division by zero in #if", operation) : right;
    uint64_t value = fold_numbers(kind, left.value, right.value, is_unsigned);
    return (struct number){value, is_unsigned && kind < EXPRESSION_EQUAL};
}

static struct number parse_binary(uint32_t least, bool is_evaluated) {
    struct number left = parse_unary(is_evaluated);
    for (;;) {
        struct token operation = next;
        uint32_t level = token_precedence(operation.kind);
        if (level < least || level == 0)
            return left;
        advance_to_operand(&operation);
        bool right_is_evaluated = is_evaluated;
        if ((operation.kind == TOKEN_AND && left.value == 0) ||
            (operation.kind == TOKEN_OR && left.value != 0))
            right_is_evaluated = false;
        struct number right = parse_binary(level + 1, right_is_evaluated);
        left = calculate(&operation, left, right, is_evaluated);
    }
}

static struct number parse_conditional(bool is_evaluated) {
    struct number condition = parse_binary(1, is_evaluated);
    if (next.kind != TOKEN_QUESTION)
        return condition;
    if (nesting == NESTING_LIMIT)
        return fail("#if expression is nested too deeply", &next);
    nesting++;
    bool is_first = condition.value != 0;
    advance();
    struct number first = parse_conditional(is_evaluated && is_first);
    if (next.kind != TOKEN_COLON)
        return fail("'?' without following ':'", &next);
    advance();
    struct number second = parse_conditional(is_evaluated && !is_first);
    nesting--;
    bool is_unsigned = first.is_unsigned || second.is_unsigned;
    return (struct number){is_first ? first.value : second.value, is_unsigned};
}

static bool begins_operand(const struct token *token) {
    return token->name != NULL || token->kind == TOKEN_PREPROCESSING_NUMBER ||
           token->kind == TOKEN_CHARACTER || token->kind == TOKEN_LEFT_PARENTHESIS ||
           token->kind == TOKEN_EXCLAMATION || token->kind == TOKEN_TILDE;
}

// Evaluates the rest of the directive; false after an error.
bool condition_evaluate(place_t place) {
    name_defined = name_intern("defined", 7);
    has_failed = false;
    nesting = 0;
    advance();
    if (next.kind == TOKEN_NEWLINE) {
        error_at(place, "#if with no expression");
        return false;
    }
    struct number result = parse_conditional(true);
    if (!has_failed && next.kind == TOKEN_COLON)
        fail("':' without preceding '?'", &next);
    if (!has_failed && next.kind == TOKEN_RIGHT_PARENTHESIS)
        fail("missing '(' in expression", &next);
    if (!has_failed && next.kind != TOKEN_NEWLINE)
        fail(begins_operand(&next) ? "missing binary operator before token \"%s\""
                                   : "token \"%s\" is not valid in preprocessor expressions",
             &next);
    return !has_failed && result.value != 0;
}
