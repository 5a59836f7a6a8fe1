// Assembly language: expressions and strings. Precedences are those of GNU as, where & and | bind
// more tightly than + and −.
//
//     value   = ["%hi" | "%lo"] expression
//     primary = number | character | symbol | label "f" | label "b" | "." | "(" expression ")"
//             | ("-" | "~" | "!" | "+") primary

#include "assembly.h"

#include <stdlib.h>
#include <string.h>

static uint32_t nesting;

static bool parse_binary(struct assembly_value *value, uint32_t lowest);

static int digit_of(char c) {
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'z')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'Z' ? c - 'A' + 10 : 99;
}

// "1f" is the next label 1, "1b" the last one.
static struct assembly_symbol *numbered_label(const char *text, uint32_t length) {
    struct buffer name = {0};
    uint32_t digits = length - 1;
    struct assembly_symbol *count = assembly_symbol(text, digits);
    bool is_forward = text[digits] == 'f';
    if (!is_forward && count->value == 0) {
        assembly_error("there is no label '%s:' before '%.*s'", count->name->text, (int)length,
                       text);
        return NULL;
    }
    buffer_format(&name, "%s\2%u", count->name->text, (unsigned)(count->value + is_forward));
    struct assembly_symbol *symbol = assembly_symbol((const char *)name.bytes, name.size);
    free(name.bytes);
    return symbol;
}

static bool parse_number(struct assembly_value *value) {
    const char *text = assembly_cursor;
    uint32_t length = assembly_word();
    uint32_t base = 10, i = 0;
    uint64_t number = 0;
    assembly_cursor += length;
    bool is_label = length > 1 && (text[length - 1] == 'f' || text[length - 1] == 'b');
    for (uint32_t j = 0; j + 1 < length; j++)
        is_label = is_label && digit_of(text[j]) < 10;
    if (is_label) {
        value->symbol = numbered_label(text, length);
        return value->symbol != NULL;
    }
    if (text[0] == '0' && length > 1) {
        base = text[1] == 'x' || text[1] == 'X' ? 16 : text[1] == 'b' || text[1] == 'B' ? 2 : 8;
        i = base == 8 ? 1 : 2;
    }
    for (; i < length; i++) {
        if (digit_of(text[i]) >= (int)base) {
            assembly_error("'%.*s' is no number", (int)length, text);
            return false;
        }
        number = number * base + (uint32_t)digit_of(text[i]);
    }
    value->number = (int64_t)number;
    return true;
}

// The character of an escape sequence, whose backslash has been read.
static int read_escape(void) {
    static const char letters[] = "bfnrt\"\\'", meanings[] = "\b\f\n\r\t\"\\'";
    char c = *assembly_cursor++;
    const char *at = strchr(letters, c);
    uint32_t number = 0;
    if (c == '\0')
        return -1;
    if (at != NULL)
        return meanings[at - letters];
    if (c == 'x') {
        while (digit_of(*assembly_cursor) < 16)
            number = number * 16 + (uint32_t)digit_of(*assembly_cursor++);
        return (int)(number & 255);
    }
    if (digit_of(c) > 7)
        return (unsigned char)c;
    assembly_cursor--;
    for (int i = 0; i < 3 && digit_of(*assembly_cursor) < 8; i++)
        number = number * 8 + (uint32_t)digit_of(*assembly_cursor++);
    return (int)(number & 255);
}

bool assembly_string(struct buffer *bytes) {
    assembly_skip_space();
    if (*assembly_cursor != '"') {
        assembly_error("expected a string");
        return false;
    }
    assembly_cursor++;
    while (*assembly_cursor != '"') {
        int c = (unsigned char)*assembly_cursor++;
        if (c == '\\')
            c = read_escape();
        if (c <= 0 && assembly_cursor[-1] == '\0') {
            assembly_error("missing terminating \" character");
            return false;
        }
        buffer_append_byte(bytes, c);
    }
    assembly_cursor++;
    return true;
}

static bool parse_unary(struct assembly_value *value, char sign) {
    struct assembly_symbol *symbol;
    if (!parse_binary(value, 9))
        return false;
    int64_t number;
    if (sign == '-' && value->minus == NULL && value->symbol != NULL) {
        symbol = value->symbol;
        *value = (struct assembly_value){.minus = symbol, .number = -value->number};
        return true;
    }
    if (sign == '+')
        return true;
    if (!assembly_is_number(value, &number)) {
        assembly_error("the operand of '%c' is not constant", sign);
        return false;
    }
    *value = (struct assembly_value){.number = sign == '-'   ? (int64_t)(0 - (uint64_t)number)
                                               : sign == '~' ? ~number
                                                             : number == 0};
    return true;
}

static bool parse_primary(struct assembly_value *value) {
    assembly_skip_space();
    char c = *assembly_cursor;
    *value = (struct assembly_value){0};
    if (c == '-' || c == '~' || c == '!' || c == '+') {
        assembly_cursor++;
        return parse_unary(value, c);
    }
    if (c == '(') {
        assembly_cursor++;
        if (!parse_binary(value, 1))
            return false;
        if (assembly_accept(')'))
            return true;
        assembly_error("expected ')'");
        return false;
    }
    if (c == '\'') {
        assembly_cursor++;
        int code = (unsigned char)*assembly_cursor++;
        value->number = code == '\\' ? read_escape() : code;
        if (code == '\0')
            assembly_cursor--;
        assembly_accept('\'');
        return true;
    }
    if (c >= '0' && c <= '9')
        return parse_number(value);
    uint32_t length = assembly_word();
    if (length == 0) {
        assembly_error(c == '\0' ? "expected an operand" : "expected an operand before '%s'",
                       assembly_cursor);
        return false;
    }
    if (length == 1 && c == '.') {
        *value = assembly_here();
    } else {
        struct assembly_symbol *symbol = assembly_symbol(assembly_cursor, length);
        if (symbol->is_defined && symbol->section == NULL)
            value->number = (int32_t)symbol->value;
        else
            value->symbol = symbol;
    }
    assembly_cursor += length;
    return true;
}

struct infix {
    const char *text;
    uint32_t precedence;
};

// Longer ones first.
static const struct infix operators[] = {{"||", 1}, {"&&", 2}, {"==", 3}, {"!=", 3}, {"<>", 3},
                                         {"<=", 3}, {">=", 3}, {"<<", 5}, {">>", 5}, {"<", 3},
                                         {">", 3},  {"+", 3},  {"-", 3},  {"|", 4},  {"&", 4},
                                         {"^", 4},  {"!", 4},  {"*", 5},  {"/", 5},  {"%", 5}};

static const struct infix *find_operator(void) {
    for (uint32_t i = 0; i < sizeof operators / sizeof operators[0]; i++)
        if (strncmp(assembly_cursor, operators[i].text, strlen(operators[i].text)) == 0)
            return &operators[i];
    return NULL;
}

static int64_t compute(const char *text, int64_t a, int64_t b) {
    uint64_t left = (uint64_t)a, right = (uint64_t)b;
    switch (text[0]) {
    case '*': return (int64_t)(left * right);
    case '/':
    case '%':
        if (b == 0) {
            assembly_error("division by zero");
            return 0;
        }
        if (b == -1)
            return text[0] == '/' ? (int64_t)(0 - left) : 0;
        return text[0] == '/' ? a / b : a % b;
    case '|': return text[1] == '|' ? a != 0 || b != 0 : (int64_t)(left | right);
    case '&': return text[1] == '&' ? a != 0 && b != 0 : (int64_t)(left & right);
    case '^': return (int64_t)(left ^ right);
    case '!': return text[1] == '=' ? -(a != b) : (int64_t)(left | ~right);
    case '=': return -(a == b);
    case '<':
        if (text[1] == '<')
            return right > 63 ? 0 : (int64_t)(left << right);
        return text[1] == '>' ? -(a != b) : text[1] == '=' ? -(a <= b) : -(a < b);
    default:
        if (text[1] == '>')
            return right > 63 ? 0 : (int64_t)(left >> right);
        return text[1] == '=' ? -(a >= b) : -(a > b);
    }
}

// Sums of symbols: only that of one, and the difference of two.
static bool add(struct assembly_value *left, struct assembly_value right, bool is_minus) {
    if (is_minus) {
        struct assembly_symbol *minus = right.symbol;
        right.symbol = right.minus;
        right.minus = minus;
        right.number = (int64_t)(0 - (uint64_t)right.number);
    }
    if ((left->symbol != NULL && right.symbol != NULL) ||
        (left->minus != NULL && right.minus != NULL)) {
        assembly_error("a sum of two addresses");
        return false;
    }
    left->symbol = left->symbol != NULL ? left->symbol : right.symbol;
    left->minus = left->minus != NULL ? left->minus : right.minus;
    left->number = (int64_t)((uint64_t)left->number + (uint64_t)right.number);
    return true;
}

static bool parse_binary(struct assembly_value *value, uint32_t lowest) {
    if (++nesting > 100)
        fatal_at(assembly_place, "nesting too deep");
    bool is_good = parse_primary(value);
    while (is_good) {
        assembly_skip_space();
        const struct infix *infix = find_operator();
        struct assembly_value right;
        int64_t a, b;
        if (infix == NULL || infix->precedence < lowest)
            break;
        assembly_cursor += strlen(infix->text);
        if (!parse_binary(&right, infix->precedence + 1)) {
            is_good = false;
        } else if (infix->text[0] == '+' || infix->text[0] == '-') {
            is_good = add(value, right, infix->text[0] == '-');
        } else if (!assembly_is_number(value, &a) || !assembly_is_number(&right, &b)) {
            assembly_error("the operands of '%s' are not constant", infix->text);
            is_good = false;
        } else {
            *value = (struct assembly_value){.number = compute(infix->text, a, b)};
        }
    }
    nesting--;
    return is_good;
}

// An address less another one of the same section is a number.
bool assembly_is_number(const struct assembly_value *value, int64_t *number) {
    const struct assembly_symbol *symbol = value->symbol, *minus = value->minus;
    *number = value->number;
    if (symbol != NULL && symbol->is_defined && symbol->section == NULL && !symbol->is_common) {
        *number += (int32_t)symbol->value;
        symbol = NULL;
    }
    if (minus != NULL && minus->is_defined && minus->section == NULL && !minus->is_common) {
        *number -= (int32_t)minus->value;
        minus = NULL;
    }
    if (symbol == NULL && minus == NULL)
        return true;
    if (symbol == NULL || minus == NULL || symbol->section == NULL ||
        symbol->section != minus->section)
        return false;
    *number += (int64_t)symbol->value - minus->value;
    return true;
}

bool assembly_expression(struct assembly_value *value) {
    uint8_t part = PART_WHOLE;
    assembly_skip_space();
    nesting = 0;
    if (strncmp(assembly_cursor, "%hi", 3) == 0)
        part = PART_HIGH;
    else if (strncmp(assembly_cursor, "%lo", 3) == 0)
        part = PART_LOW;
    if (part != PART_WHOLE) {
        assembly_cursor += 3;
        if (!assembly_accept('(')) {
            assembly_error("expected '('");
            return false;
        }
    } else if (*assembly_cursor == '%') {
        assembly_error("the operator of '%s' is not supported; %%hi and %%lo are", assembly_cursor);
        return false;
    }
    if (!parse_binary(value, 1))
        return false;
    if (part != PART_WHOLE && !assembly_accept(')')) {
        assembly_error("expected ')'");
        return false;
    }
    value->part = part;
    int64_t number;
    if (part != PART_WHOLE && assembly_is_number(value, &number)) {
        uint32_t upper = ((uint32_t)number + 0x8000) >> 16;
        int32_t lower = (int32_t)(((uint32_t)number + 0x8000) & 0xffff) - 0x8000;
        *value = (struct assembly_value){.number = part == PART_LOW ? lower : (int32_t)upper};
    }
    return true;
}

bool assembly_constant(int64_t *number) {
    struct assembly_value value;
    if (!assembly_expression(&value))
        return false;
    if (assembly_is_number(&value, number))
        return true;
    assembly_error("the operand is not constant");
    return false;
}
