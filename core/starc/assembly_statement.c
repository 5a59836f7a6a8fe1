// asm statements as they are parsed. The operands become variables of their own, so that all
// else need not know of operands: they are set before the instructions, and what these set is
// assigned behind them.
//
//     asm      = "__asm__" qualifier* "(" string [":" [operands] [":" [operands] [":" [clobbers]]]]
//     ")" ";" operand  = ["[" identifier "]"] string "(" expression ")" clobbers = string (","
//     string)*

#include "assembly.h"
#include "assembly_statement.h"
#include "parse.h"

#include <string.h>

enum { MOST_OPERANDS = 30 };

// ---- the template ----

// Where each line of a template begins: what a message shows.
static void find_lines(struct assembly *statement) {
    uint32_t count, capacity = 0;
    const struct token *parts = string_parts(&count);
    bool is_start = true;
    for (uint32_t i = 0; i < count; i++) {
        const char *text = parts[i].text;
        for (uint32_t j = 1; j + 1 < parts[i].length; j++) {
            if (is_start) {
                statement->lines = array_room(statement->lines, &capacity, statement->line_count,
                                              sizeof *statement->lines);
                statement->lines[statement->line_count++] = place_in_file(parts[i].place) + j;
            }
            is_start = text[j] == '\\' && text[j + 1] == 'n';
            j += text[j] == '\\';
        }
    }
}

static bool parse_template(struct assembly *statement) {
    if (token.kind != TOKEN_STRING) {
        parse_syntax_error("string literal");
        return false;
    }
    if (token.number != NUMBER_CHAR) {
        error_at(token.place, "a wide string is no assembly language");
        parse_advance();
        return true;
    }
    statement->text = token.text;
    statement->length = token.length;
    find_lines(statement);
    parse_advance();
    return true;
}

// Names that stand for objects, as far as they are declared.
static void find_names(struct assembly *statement) {
    const char *text = statement->text;
    uint32_t capacity = 0;
    for (uint32_t at = 0; at < statement->length; at++) {
        uint32_t length = 0;
        while (at + length < statement->length && assembly_is_word(text[at + length]))
            length++;
        struct binding *binding = length > 0 ? name_intern(text + at, length)->ordinary : NULL;
        at += length;
        if (binding == NULL || binding->kind != BINDING_OBJECT || binding->object == NULL ||
            !binding->object->is_global)
            continue;
        binding->object->is_used = true;
        statement->objects =
            array_room(statement->objects, &capacity, statement->object_count, sizeof(void *));
        statement->objects[statement->object_count++] = binding->object;
    }
}

// ---- operands ----

static struct statement *before, *after; // the asm statement

static void append_expression(struct statement **list, struct expression *expression) {
    struct statement *statement = statement_new(STATEMENT_EXPRESSION);
    statement->expression = expression;
    statement_append(list, statement);
}

static struct object *variable_new(struct assembly_operand *operand, struct type *type) {
    operand->object = object_local(NULL, type, operand->place);
    operand->value = convert_value(make_variable(operand->object, type, operand->place));
    return operand->object;
}

static void set_before(const struct assembly_operand *operand, struct expression *value) {
    struct type *type = operand->object->type;
    struct expression *assign = make_expression(EXPRESSION_ASSIGN, type, operand->place);
    assign->left = make_variable(operand->object, type, operand->place);
    assign->right = convert_to(value, type);
    append_expression(&before, assign);
}

// What is in registers as it is, or promoted.
static struct type *register_type(const struct type *type) {
    if (type_is_integer(type))
        return type->bits != 0 || type->size < type_int->size ? type_int : type->unqualified;
    return type->unqualified;
}

// An lvalue that can be evaluated twice.
static struct expression *keep_lvalue(struct expression *lvalue) {
    struct expression *kept;
    if (lvalue->kind == EXPRESSION_VARIABLE || is_bit_field(lvalue))
        return lvalue;
    struct type *type = lvalue->type;
    struct expression *address = make_address(lvalue, type_pointer(type), lvalue->place);
    append_expression(&before, make_kept(address, &kept));
    return operator_dereference(kept, lvalue->place);
}

static void parse_memory_operand(struct assembly_operand *operand, struct expression *lvalue) {
    operand->kind = ASSEMBLY_MEMORY;
    if (!lvalue->is_lvalue) {
        error_at(operand->place, "memory operand %u is not directly addressable",
                 (unsigned)operand->number);
        return;
    }
    struct expression *address = operator_address(lvalue, operand->place);
    if (is_error(address))
        return;
    variable_new(operand, type_pointer(type_void));
    set_before(operand, address);
}

static void parse_output(struct assembly_operand *operand, struct expression *lvalue) {
    bool is_update = operand->constraint[0] == '+';
    if (is_error(lvalue))
        return;
    if (operand->constraint[0] != '=' && !is_update) {
        error_at(operand->place, "output operand constraint lacks '='");
        return;
    }
    if (!lvalue->is_lvalue) {
        error_at(operand->place, "lvalue required in 'asm' statement");
        return;
    }
    if ((lvalue->type->qualifiers & QUALIFIER_CONST) != 0) {
        error_at(operand->place, "read-only location used as 'asm' output");
        return;
    }
    mark_read(lvalue);
    operand->is_read = is_update;
    operand->is_written = true;
    if (!operand->takes_register || !type_is_scalar(lvalue->type) ||
        type_is_complex(lvalue->type)) {
        if (!operand->takes_memory)
            error_at(operand->place, "impossible constraint in 'asm'");
        else
            parse_memory_operand(operand, lvalue);
        return;
    }
    operand->kind = ASSEMBLY_REGISTER;
    if (lvalue->kind == EXPRESSION_VARIABLE)
        operand->fixed = lvalue->object->asm_register;
    lvalue = keep_lvalue(lvalue);
    variable_new(operand, register_type(lvalue->type));
    if (is_update) {
        struct expression *value = allocate(sizeof *value);
        *value = *lvalue; // which conversion changes
        set_before(operand, convert_value(value));
    }
    struct expression *value = operator_assign(lvalue, operand->value, operand->place);
    append_expression(&after, convert_dropped(value));
}

static bool parse_constant_operand(struct assembly_operand *operand, struct expression *value) {
    struct object *symbol = NULL;
    uint64_t number;
    if (!operand->takes_constant || type_is_floating(value->type) ||
        !constant_evaluate(value, &symbol, &number))
        return false;
    int32_t word = (int32_t)(uint32_t)number;
    bool is_any = operand->least == 0 && operand->most == 0;
    if (!is_any && (symbol != NULL || word < operand->least || word > operand->most))
        return false;
    operand->kind = ASSEMBLY_CONSTANT;
    operand->constant = word;
    operand->symbol = symbol;
    if (symbol != NULL)
        symbol->is_used = true;
    return true;
}

static void parse_input(struct assembly_operand *operand, struct expression *expression) {
    if (is_error(expression))
        return;
    if (operand->constraint[0] == '=' || operand->constraint[0] == '+') {
        error_at(operand->place, "input operand constraint contains '%c'", operand->constraint[0]);
        return;
    }
    operand->is_read = true;
    bool is_record = type_is_record(expression->type);
    if (operand->takes_memory && (!operand->takes_register || is_record) &&
        !(operand->takes_constant && !expression->is_lvalue)) {
        parse_memory_operand(operand, expression);
        return;
    }
    if (expression->kind == EXPRESSION_VARIABLE)
        operand->fixed = expression->object->asm_register;
    struct expression *value = convert_value(expression);
    if (is_error(value) || parse_constant_operand(operand, value))
        return;
    if (!operand->takes_register || !type_is_scalar(value->type) || type_is_complex(value->type)) {
        error_at(operand->place, "impossible constraint in 'asm'");
        return;
    }
    operand->kind = ASSEMBLY_REGISTER;
    variable_new(operand, register_type(value->type));
    set_before(operand, value);
}

static void set_range(struct assembly_operand *operand, int32_t least, int32_t most) {
    operand->takes_constant = true;
    operand->least = least;
    operand->most = most;
}

// What a constraint allows; alternatives are not told apart.
static void read_constraint(struct assembly_operand *operand) {
    for (const char *c = operand->constraint; *c != '\0'; c++) {
        switch (*c) {
        case 'r':
        case 'd':
        case 'y':
        case 'b':
        case 'p': operand->takes_register = true; break;
        case 'c': // the register of indirect calls
            operand->takes_register = true;
            operand->fixed = REGISTER_T9;
            break;
        case 'f': operand->takes_register = operand->is_floating = true; break;
        case 'h':
        case 'l':
        case 'x':
            operand->takes_register = true;
            operand->special = *c;
            break;
        case 'm':
        case 'o':
        case 'R':
        case 'V': operand->takes_memory = true; break;
        case 'Z': // ZC, ZD
            operand->takes_memory = true;
            c += c[1] != '\0';
            break;
        case 'i':
        case 'n':
        case 's': operand->takes_constant = true; break;
        case 'I': set_range(operand, -32768, 32767); break;
        case 'J': set_range(operand, 0, 0); break;
        case 'K': set_range(operand, 0, 65535); break;
        case 'L':
        case 'M':
        case 'E':
        case 'F':
        case 'G': set_range(operand, 1, 0); break; // never: in registers, too
        case 'N': set_range(operand, -65535, -1); break;
        case 'O': set_range(operand, -16384, 16383); break;
        case 'P': set_range(operand, 1, 65535); break;
        case 'g':
        case 'X':
            operand->takes_register = operand->takes_memory = operand->takes_constant = true;
            break;
        case '&': operand->is_early = true; break;
        case '=':
        case '+':
        case '%':
        case '*':
        case '?':
        case '!':
        case '#':
        case ',':
        case ' ': break;
        default:
            if (*c >= '0' && *c <= '9') {
                operand->has_match = true;
                operand->match = (uint32_t)(*c - '0');
                operand->takes_register = true;
                break;
            }
            error_at(operand->place, "constraint '%c' is not supported", *c);
            operand->takes_register = true;
            return;
        }
    }
}

// An input that is in the register of an output.
static void check_match(const struct assembly *statement, struct assembly_operand *operand) {
    if (!operand->has_match)
        return;
    operand->takes_constant = operand->takes_memory = false;
    if (operand->match >= statement->output_count ||
        statement->operands[operand->match].kind != ASSEMBLY_REGISTER)
        error_at(operand->place, "matching constraint references invalid operand number");
    else
        operand->is_floating = statement->operands[operand->match].is_floating;
}

static void find_named_match(const struct assembly *statement, struct assembly_operand *operand) {
    const char *start = operand->constraint;
    const char *end = strchr(start, ']');
    if (*start != '[' || end == NULL)
        return;
    const struct name *name = name_intern(start + 1, (uint32_t)(end - start) - 1);
    for (uint32_t i = 0; i < statement->output_count; i++)
        if (statement->operands[i].name == name) {
            operand->has_match = operand->takes_register = true;
            operand->match = i;
            operand->constraint = end + 1;
            return;
        }
}

static void parse_operand(struct assembly *statement, bool is_output) {
    if (statement->operand_count == MOST_OPERANDS)
        fatal_at(token.place, "more than %d operands in 'asm'", MOST_OPERANDS);
    struct assembly_operand *operand = &statement->operands[statement->operand_count];
    operand->number = statement->operand_count++;
    operand->place = token.place;
    if (parse_accept(TOKEN_LEFT_BRACKET)) {
        operand->name = token.name;
        parse_advance();
        parse_expect(TOKEN_RIGHT_BRACKET);
    }
    if (token.kind != TOKEN_STRING) {
        parse_syntax_error("string literal");
        return;
    }
    operand->constraint = allocate_text(token.text, token.length);
    parse_advance();
    if (!is_output)
        find_named_match(statement, operand);
    read_constraint(operand);
    parse_expect(TOKEN_LEFT_PARENTHESIS);
    struct expression *expression = parse_expression();
    parse_expect(TOKEN_RIGHT_PARENTHESIS);
    if (parse_recovering)
        return;
    if (is_output) {
        parse_output(operand, expression);
        statement->output_count++;
    } else {
        check_match(statement, operand);
        parse_input(operand, expression);
    }
}

static bool ends_operands(void) {
    return parse_recovering || token.kind == TOKEN_COLON || token.kind == TOKEN_RIGHT_PARENTHESIS;
}

static void parse_operands(struct assembly *statement, bool is_output) {
    if (ends_operands())
        return;
    do
        parse_operand(statement, is_output);
    while (parse_accept(TOKEN_COMMA));
}

// ---- clobbers, register variables ----

reg_t assembly_register(const char *text, uint32_t length) {
    static const char *const names[32] = {"zero", "at", "v0", "v1", "a0", "a1", "a2", "a3",
                                          "t0",   "t1", "t2", "t3", "t4", "t5", "t6", "t7",
                                          "s0",   "s1", "s2", "s3", "s4", "s5", "s6", "s7",
                                          "t8",   "t9", "k0", "k1", "gp", "sp", "fp", "ra"};
    bool is_floating = false;
    reg_t number = 0;
    if (length > 0 && *text == '$') {
        text++;
        length--;
    }
    for (reg_t i = 0; i < 32; i++)
        if (strlen(names[i]) == length && memcmp(names[i], text, length) == 0)
            return i;
    if (length == 2 && memcmp(text, "s8", 2) == 0)
        return REGISTER_MSB;
    if (length > 1 && *text == 'f') {
        is_floating = true;
        text++;
        length--;
    }
    for (uint32_t i = 0; i < length; i++) {
        if (text[i] < '0' || text[i] > '9')
            return REGISTER_VIRTUAL;
        number = number * 10 + (reg_t)(text[i] - '0');
    }
    return length == 0 || length > 2 || number > 31 ? REGISTER_VIRTUAL
           : is_floating                            ? REGISTER_F0 + number
                                                    : number;
}

static void parse_clobber(struct assembly *statement) {
    static const char *const others[] = {"memory", "cc", "hi", "lo", "$hi", "$lo", "at", "$at"};
    if (token.kind != TOKEN_STRING) {
        parse_syntax_error("string literal");
        return;
    }
    reg_t reg = assembly_register(token.text, token.length);
    bool is_other = strncmp(token.text, "$fcc", 4) == 0;
    for (uint32_t i = 0; i < sizeof others / sizeof others[0]; i++)
        is_other = is_other || strcmp(token.text, others[i]) == 0;
    if (reg == REGISTER_SP || reg == REGISTER_GP)
        error_at(token.place, "register '%s' cannot be clobbered by 'asm'", token.text);
    else if (reg < REGISTER_VIRTUAL)
        statement->clobbers[reg] = true;
    else if (!is_other)
        error_at(token.place, "unknown register name '%s' in 'asm'", token.text);
    parse_advance();
}

static void parse_clobbers(struct assembly *statement) {
    if (ends_operands())
        return;
    do
        parse_clobber(statement);
    while (parse_accept(TOKEN_COMMA));
}

// ---- statements ----

static void parse_qualifiers(void) {
    static const char *const names[] = {"inline", "__inline__", "__inline"};
    for (;;) {
        bool is_known = token.kind == TOKEN_VOLATILE;
        for (uint32_t i = 0; i < 3 && token.name != NULL; i++)
            is_known = is_known || strcmp(token.name->text, names[i]) == 0;
        if (token.kind == TOKEN_GOTO) {
            error_at(token.place, "'asm goto' is not supported");
            parse_recovering = true;
        }
        if (!is_known || parse_recovering)
            return;
        parse_advance();
    }
}

static void parse_parts(struct assembly *statement) {
    parse_expect(TOKEN_LEFT_PARENTHESIS);
    if (parse_recovering || !parse_template(statement))
        return;
    if (parse_accept(TOKEN_COLON)) {
        statement->has_operands = true;
        parse_operands(statement, true);
        if (parse_accept(TOKEN_COLON))
            parse_operands(statement, false);
        if (parse_accept(TOKEN_COLON))
            parse_clobbers(statement);
    }
    parse_expect(TOKEN_RIGHT_PARENTHESIS);
}

struct statement *assembly_parse_statement(void) {
    struct statement *block = statement_new(STATEMENT_BLOCK);
    struct statement *statement = statement_new(STATEMENT_ASSEMBLY);
    struct statement *outer_before = before, *outer_after = after;
    struct assembly_operand operands[MOST_OPERANDS] = {{0}};
    struct assembly *assembly_new = allocate(sizeof *assembly_new);
    statement->assembly = assembly_new;
    assembly_new->place = statement->place;
    assembly_new->operands = operands;
    before = after = NULL;
    parse_advance();
    parse_qualifiers();
    parse_parts(assembly_new);
    assembly_new->operands = allocate(MOST_OPERANDS * sizeof *operands);
    memcpy(assembly_new->operands, operands, sizeof operands);
    find_names(assembly_new);
    parse_expect(TOKEN_SEMICOLON);
    block->body = before;
    statement_append(&block->body, statement);
    statement_append(&block->body, after);
    block->end_place = statement->place;
    before = outer_before;
    after = outer_after;
    return block;
}

void assembly_each_object(const struct assembly *statement,
                          void (*visit)(struct object *object, place_t place)) {
    for (uint32_t i = 0; i < statement->object_count; i++)
        visit(statement->objects[i], statement->place);
    for (uint32_t i = 0; i < statement->operand_count; i++)
        if (statement->operands[i].symbol != NULL)
            visit(statement->operands[i].symbol, statement->place);
    assembly_check(statement, visit);
}

// ---- __builtin_setjmp, __builtin_longjmp ----

// A buffer has five words: what frames are found by, where to go on, the stack pointer. All other
// registers are lost, which makes a jump short.
static const char setjmp_text[] = ".set push\n.set noreorder\n"
                                  "sw $23, 0($4)\nsw $29, 8($4)\n"
                                  "jal 1f\nnop\n" // $31 is the next address
                                  "beq $0, $0, 2f\naddiu $2, $0, 1\n"
                                  "1: sw $31, 4($4)\naddiu $2, $0, 0\n2:\n.set pop";
static const char longjmp_text[] = "lw $31, 4($4)\nlw $23, 0($4)\nlw $29, 8($4)\njr $31";

static struct assembly_operand *add_fixed(struct assembly *assembled, reg_t reg,
                                          struct type *type) {
    struct assembly_operand *operand = &assembled->operands[assembled->operand_count];
    operand->number = assembled->operand_count++;
    operand->place = assembled->place;
    operand->kind = ASSEMBLY_REGISTER;
    operand->fixed = reg;
    operand->is_written = true;
    assembled->output_count++;
    variable_new(operand, type);
    return operand;
}

// The value is whether it returns by a jump.
struct expression *assembly_jump(struct expression *buffer, bool is_jump, place_t place) {
    struct expression *block =
        make_expression(EXPRESSION_BLOCK, is_jump ? type_void : type_int, place);
    struct statement *outer = before;
    struct assembly *assembled = allocate(sizeof *assembled);
    assembled->place = place;
    assembled->text = is_jump ? longjmp_text : setjmp_text;
    assembled->length = (uint32_t)strlen(assembled->text);
    assembled->operands = allocate(2 * sizeof *assembled->operands);
    before = NULL;
    struct assembly_operand *from = add_fixed(assembled, REGISTER_A0, type_pointer(type_void));
    from->is_read = true;
    set_before(from, buffer);
    for (reg_t reg = REGISTER_V1; reg < REGISTER_VIRTUAL && !is_jump; reg++)
        assembled->clobbers[reg] = reg != REGISTER_A0 && reg != REGISTER_FRAME &&
                                   reg != REGISTER_GP && reg != REGISTER_SP && reg != REGISTER_MSB;
    if (!is_jump)
        block->left = add_fixed(assembled, REGISTER_V0, type_int)->value;
    struct statement *statement = statement_new(STATEMENT_ASSEMBLY);
    statement->assembly = assembled;
    statement_append(&before, statement);
    block->statement = statement_new(STATEMENT_BLOCK);
    block->statement->body = before;
    before = outer;
    return block;
}

// ---- outside of functions ----

static struct assembly_piece *pieces; // of the unit
static uint32_t piece_count, piece_capacity;

void assembly_add_lines(const struct assembly *statement, const char *text, uint32_t length,
                        struct assembly_piece **list, uint32_t *count, uint32_t *capacity) {
    for (uint32_t at = 0, line = 0; at < length; line++) {
        uint32_t size = 0;
        while (at + size < length && text[at + size] != '\n')
            size++;
        size += at + size < length;
        place_t place = line < statement->line_count ? statement->lines[line] : statement->place;
        *list = array_room(*list, capacity, *count, sizeof **list);
        (*list)[(*count)++] = (struct assembly_piece){
            .text = text + at, .length = size, .place = place, .is_made = true};
        at += size;
    }
}

void assembly_parse_outside(void) {
    struct assembly *statement = allocate(sizeof *statement);
    statement->place = token.place;
    parse_advance();
    parse_qualifiers();
    parse_expect(TOKEN_LEFT_PARENTHESIS);
    if (!parse_recovering && parse_template(statement)) {
        if (token.kind == TOKEN_COLON)
            error_at(token.place, "'asm' outside of functions has no operands");
        parse_expect(TOKEN_RIGHT_PARENTHESIS);
        parse_expect(TOKEN_SEMICOLON);
        assembly_add_lines(statement, statement->text, statement->length, &pieces, &piece_count,
                           &piece_capacity);
    }
    parse_recover();
}

void assembly_end_unit(void) {
    if (piece_count == 0)
        return;
    struct assembly_unit *unit = assembly_read(pieces, piece_count, false);
    unit->place = pieces[0].place;
    piece_count = 0;
    assembly_bind(unit);
    assembly_add(unit);
}
