// The tiny language alone (-std=cstar): C* as Selfie defined it. It is parsed as C, and what is not
// part of it is refused by name (directives by the preprocessor): tokens here, and by the rules of
// the parser what they would allow beyond this grammar.
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

bool parse_is_cstar;

void cstar_refuse(place_t place, const char *what) {
    if (!parse_recovering)
        error_at(place, "%s is not part of C*", what);
    parse_recovering = true;
}

void cstar_check_token(void) {
    bool is_wide = token.kind == TOKEN_STRING && token.number != NUMBER_CHAR;
    if (parse_recovering || (token_facts[token.kind].is_cstar && !is_wide))
        return;
    error_at(token.place, "'%s' is not part of C*", token_spelling(&token));
    parse_recovering = true;
}

// All numbers are ints.
void cstar_check_number(void) {
    token.number = NUMBER_INT;
    if (token.length > 1 && strchr("uUlL", token.text[token.length - 1]) != NULL)
        cstar_refuse(token.place, "a suffix of a number");
}

// An expression is a statement if it is a call or an assignment to a variable, or to what a
// variable or a parenthesis points to.
void cstar_check_statement(const struct expression *expression) {
    if (is_error(expression) || expression->kind == EXPRESSION_CALL)
        return;
    if (expression->kind != EXPRESSION_ASSIGN) {
        parse_syntax_error("'='");
        return;
    }
    const struct expression *left = expression->left;
    if (left->kind == EXPRESSION_DEREFERENCE && !left->left->is_parenthesized)
        left = left->left;
    if (left->kind != EXPRESSION_VARIABLE && left->kind != EXPRESSION_DEREFERENCE)
        cstar_refuse(left->place, "what is assigned to");
}

// Procedures of libcstar that programs call without declaring them: their type; NULL for others.
struct type *cstar_procedure(const struct name *name) {
    static const char *const names[] = {"exit", "read", "write", "open", "malloc"};
    enum { COUNT = sizeof names / sizeof names[0] };
    uint32_t i = 0;
    while (i < COUNT && strcmp(names[i], name->text) != 0)
        i++;
    if (i == COUNT)
        return NULL;
    struct type *type = type_function(i == COUNT - 1 ? type_pointer(type_int) : type_int);
    type->is_unprototyped = true;
    return type;
}
