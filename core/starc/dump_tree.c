// --dump=parse: one statement a line, indented by its depth; expressions in the notation of Lisp,
// (operator operand …), with the type of what is converted.

#include "dump.h"
#include "lower.h"

#include <inttypes.h>

enum { DEEPEST = 400 }; // expressions in expressions

// ORDER of enum expression_kind
static const char *const kinds[] = {
    "number",
    "floating",
    "string",
    "variable",
    "member",
    "*",
    "&",
    "cast",
    "-",
    "~",
    "abs",
    "sqrt",
    "!",
    "complex",
    "*",
    "/",
    "%",
    "+",
    "-",
    "<<",
    ">>",
    "&",
    "^",
    "|",
    "==",
    "!=",
    "<",
    "<=",
    ">",
    ">=",
    "&&",
    "||",
    "?:",
    ",",
    "=",
    "update",
    "update",
    "call",
    "literal",
    "syscall",
    "va_start",
    "va_arg",
    "return_address",
    "allocate",
    "stack",
    "restore",
    "block",
};

static void put(const char *text) {
    buffer_format(&dump_text, "%s", text);
}

static void put_name(const struct object *object) {
    put(object->name != NULL ? object->name->text : "(unnamed)");
}

// As in the source text, for printing.
static void put_string(const struct object *object) {
    buffer_append_byte(&dump_text, '"');
    for (uint32_t i = 0; i + object->type->base->size < object->length; i++) {
        unsigned char byte = (unsigned char)object->text[i];
        if (byte == '"' || byte == '\\')
            buffer_format(&dump_text, "\\%c", byte);
        else if (byte == '\n')
            put("\\n");
        else if (byte < ' ' || byte == 127)
            buffer_format(&dump_text, "\\%03o", (unsigned)byte);
        else
            buffer_append_byte(&dump_text, byte);
    }
    buffer_append_byte(&dump_text, '"');
}

static void put_expression(const struct expression *expression, uint32_t depth);
static void put_statement(const struct statement *statement, uint32_t depth);
static void indent(uint32_t depth, const char *text);

static void put_operand(const struct expression *operand, uint32_t depth) {
    buffer_append_byte(&dump_text, ' ');
    put_expression(operand, depth);
}

static void put_arguments(const struct expression *first, uint32_t depth) {
    for (const struct expression *a = first; a != NULL; a = a->next)
        put_operand(a, depth);
}

static void put_list(const struct expression *expression, uint32_t depth) {
    enum expression_kind kind = expression->kind;
    bool has_right = kind >= EXPRESSION_COMPLEX && kind <= EXPRESSION_POST_UPDATE;
    buffer_format(&dump_text, "(%s", kinds[kind]);
    if (kind == EXPRESSION_UPDATE || kind == EXPRESSION_POST_UPDATE)
        buffer_format(&dump_text, " %s=%s", kinds[expression->operation],
                      kind == EXPRESSION_POST_UPDATE ? " after" : "");
    if (kind == EXPRESSION_CAST || kind == EXPRESSION_VA_ARG)
        buffer_format(&dump_text, " %s", type_text(expression->type));
    if (kind != EXPRESSION_SYSCALL && expression->left != NULL)
        put_operand(expression->left, depth);
    if (kind == EXPRESSION_MEMBER)
        buffer_format(&dump_text, " +%" PRIu64 " %s", expression->value,
                      type_text(expression->type));
    if (has_right)
        put_operand(expression->right, depth);
    if (kind == EXPRESSION_CONDITIONAL)
        put_operand(expression->third, depth);
    if (kind == EXPRESSION_CALL || kind == EXPRESSION_SYSCALL)
        put_arguments(expression->arguments, depth);
    buffer_append_byte(&dump_text, ')');
}

// Its statements are on lines of their own.
static void put_block(const struct expression *block, uint32_t depth) {
    put("(block\n");
    put_statement(block->statement, depth);
    indent(depth, "");
    if (block->left != NULL)
        put_expression(block->left, depth);
    put(")");
}

static void put_expression(const struct expression *expression, uint32_t depth) {
    if (depth > DEEPEST) {
        put("...");
        return;
    }
    if (expression->kind == EXPRESSION_BLOCK) {
        put_block(expression, depth + 1);
        return;
    }
    switch (expression->kind) {
    case EXPRESSION_NUMBER:
        buffer_format(&dump_text, "%" PRId64, (int64_t)expression->value);
        break;
    case EXPRESSION_FLOATING:
        put(floating_text(expression->value, class_of_type(expression->type)));
        break;
    case EXPRESSION_STRING: put_string(expression->object); break;
    case EXPRESSION_VARIABLE: put_name(expression->object); break;
    case EXPRESSION_COMPOUND_LITERAL:
        buffer_format(&dump_text, "(%s)", type_text(expression->type));
        break;
    default: put_list(expression, depth + 1); break;
    }
}

// ---- statements ----

static void indent(uint32_t depth, const char *text) {
    for (uint32_t i = 0; i <= depth && i < 40; i++)
        put("  ");
    put(text);
}

static void end_line(const struct expression *expression) {
    if (expression != NULL)
        put_operand(expression, 0);
    buffer_append_byte(&dump_text, '\n');
}

static void put_declaration(const struct object *object, uint32_t depth) {
    indent(depth, "set ");
    put_name(object);
    buffer_format(&dump_text, ": %s\n", type_text(object->type));
    for (const struct initializer *i = object->initializers; i != NULL; i = i->next) {
        indent(depth + 1, "");
        buffer_format(&dump_text, "+%u %s", (unsigned)i->offset, type_text(i->type));
        end_line(i->value);
    }
}

static void put_if(const struct statement *statement, uint32_t depth) {
    const char *word = "if";
    for (;; statement = statement->otherwise) {
        indent(depth, word);
        end_line(statement->expression);
        put_statement(statement->body, depth + 1);
        if (statement->otherwise == NULL)
            return;
        if (statement->otherwise->kind != STATEMENT_IF)
            break;
        word = "else if";
    }
    indent(depth, "else\n");
    put_statement(statement->otherwise, depth + 1);
}

static void put_loop(const struct statement *statement, uint32_t depth) {
    if (statement->kind == STATEMENT_FOR && statement->first != NULL)
        put_statement(statement->first, depth);
    indent(depth, statement->kind == STATEMENT_FOR     ? "for"
                  : statement->kind == STATEMENT_WHILE ? "while"
                                                       : "do while");
    end_line(statement->expression);
    put_statement(statement->body, depth + 1);
    if (statement->kind == STATEMENT_FOR && statement->step != NULL) {
        indent(depth, "step");
        end_line(statement->step);
    }
}

static void put_label(const struct statement *statement, uint32_t depth) {
    indent(depth, "");
    if (statement->kind == STATEMENT_LABEL)
        buffer_format(&dump_text, "%s:\n", statement->name->text);
    else if (statement->is_default)
        put("default:\n");
    else if (statement->last_value == statement->value)
        buffer_format(&dump_text, "case %" PRId64 ":\n", (int64_t)statement->value);
    else
        buffer_format(&dump_text, "case %" PRId64 " ... %" PRId64 ":\n", (int64_t)statement->value,
                      (int64_t)statement->last_value);
    put_statement(statement->body, depth);
}

static void put_statement(const struct statement *statement, uint32_t depth) {
    if (statement == NULL)
        return;
    switch (statement->kind) {
    case STATEMENT_EXPRESSION:
        if (statement->expression != NULL) {
            indent(depth, "do");
            end_line(statement->expression);
        }
        break;
    case STATEMENT_DECLARATION: put_declaration(statement->object, depth); break;
    case STATEMENT_BLOCK:
        for (const struct statement *s = statement->body; s != NULL; s = s->next)
            put_statement(s, depth);
        break;
    case STATEMENT_IF: put_if(statement, depth); break;
    case STATEMENT_WHILE:
    case STATEMENT_DO:
    case STATEMENT_FOR: put_loop(statement, depth); break;
    case STATEMENT_SWITCH:
        indent(depth, "switch");
        end_line(statement->expression);
        put_statement(statement->body, depth + 1);
        break;
    case STATEMENT_CASE:
    case STATEMENT_LABEL: put_label(statement, depth); break;
    case STATEMENT_GOTO:
        indent(depth, "goto");
        if (statement->target != NULL)
            buffer_format(&dump_text, " %s\n", statement->target->name->text);
        else
            end_line(statement->expression);
        break;
    case STATEMENT_BREAK: indent(depth, "break\n"); break;
    case STATEMENT_CONTINUE: indent(depth, "continue\n"); break;
    case STATEMENT_ASSEMBLY: indent(depth, "asm\n"); break;
    case STATEMENT_RETURN:
        indent(depth, "return");
        end_line(statement->expression);
        break;
    }
}

void dump_tree(const struct object *object) {
    dump_title(object);
    for (const struct object *local = object->locals; local != NULL; local = local->next) {
        if (local->name == NULL)
            continue;
        indent(0, local->is_parameter ? "parameter " : "variable ");
        buffer_format(&dump_text, "%s: %s\n", local->name->text, type_text(local->type));
    }
    put_statement(object->body, 0);
}
