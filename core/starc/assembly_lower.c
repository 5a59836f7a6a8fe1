// asm statements as code: operands get registers of the machine, the template its text, and the
// text becomes words. The rest of the back end knows of it that it reads and writes registers.

#include "assembly_statement.h"
#include "lower.h"

#include <stdlib.h>
#include <string.h>

enum { WORD = 4 };

static const struct assembly *statement;
static reg_t *registers; // of operands; pairs are the first one
static bool is_taken[REGISTER_VIRTUAL];
static struct assembly_code *code;

// ---- registers ----

static uint32_t class_of(const struct assembly_operand *operand) {
    return operand->kind == ASSEMBLY_MEMORY ? CLASS_WORD : class_of_type(operand->object->type);
}

static bool is_pair(const struct assembly_operand *operand) {
    uint32_t class = class_of(operand);
    return class == CLASS_LONG || (class == CLASS_DOUBLE && !operand->is_floating);
}

static bool is_free(reg_t reg, bool is_wide) {
    return !is_taken[reg] && !(is_wide && is_taken[reg + 1]);
}

static reg_t find_register(const struct assembly_operand *operand) {
    static const uint8_t general[] = {8, 9, 10, 11, 12, 13, 14, 15, 24, 3,  2, 7,
                                      6, 5, 4,  16, 17, 18, 19, 20, 21, 22, 23};
    static const uint8_t pairs[] = {8, 10, 12, 14, 2, 4, 6, 16, 18, 20, 22};
    static const uint8_t floating[] = {34, 36, 38, 40, 42, 32, 44, 46, 52, 54, 56, 58, 60, 62};
    bool is_wide = is_pair(operand);
    const uint8_t *order = operand->is_floating ? floating : is_wide ? pairs : general;
    uint32_t count = operand->is_floating ? sizeof floating
                     : is_wide            ? sizeof pairs
                                          : sizeof general;
    for (uint32_t i = 0; i < count; i++)
        if (is_free(order[i], is_wide))
            return order[i];
    return 0;
}

static void take(const struct assembly_operand *operand, reg_t reg) {
    registers[operand->number] = reg;
    is_taken[reg] = true;
    if (is_pair(operand))
        is_taken[reg + 1] = true;
}

// An input may be where an output is that is written last.
static reg_t share_register(const struct assembly_operand *input) {
    for (uint32_t i = 0; i < statement->output_count; i++) {
        const struct assembly_operand *output = &statement->operands[i];
        if (output->kind == ASSEMBLY_REGISTER && !output->is_early && !output->is_read &&
            output->is_floating == input->is_floating && is_pair(output) == is_pair(input)) {
            bool is_shared = false;
            for (uint32_t j = statement->output_count; j < statement->operand_count; j++)
                is_shared = is_shared || registers[j] == registers[i];
            if (!is_shared)
                return registers[i];
        }
    }
    return 0;
}

static void choose_register(const struct assembly_operand *operand) {
    if (operand->kind == ASSEMBLY_CONSTANT)
        return;
    if (operand->is_floating && !target_has_unit) {
        error_at(operand->place, "constraint 'f' needs a unit for floating point, which "
                                 "-march=mips32 has");
        return;
    }
    if (operand->is_floating && !class_is_floating(class_of(operand))) {
        error_at(operand->place, "constraint 'f' is for floating types");
        return;
    }
    reg_t reg = operand->has_match    ? registers[operand->match]
                : operand->fixed != 0 ? operand->fixed
                                      : find_register(operand);
    if (reg == 0)
        reg = share_register(operand);
    if (reg == 0)
        error_at(statement->place, "'asm' has more operands than there are registers");
    else
        take(operand, reg);
}

static void take_fixed(void) {
    static const uint8_t never[] = {
        REGISTER_ZERO, REGISTER_AT,  REGISTER_T9, 26,           27,          REGISTER_GP,
        REGISTER_SP,   REGISTER_MSB, REGISTER_RA, REGISTER_F16, REGISTER_F18};
    memcpy(is_taken, statement->clobbers, sizeof is_taken);
    for (uint32_t i = 0; i < sizeof never; i++)
        is_taken[never[i]] = true;
    if (function.is_dynamic)
        is_taken[REGISTER_FRAME] = true;
    for (uint32_t i = 0; i < statement->operand_count; i++)
        if (statement->operands[i].fixed != 0 && statement->operands[i].kind == ASSEMBLY_REGISTER)
            take(&statement->operands[i], statement->operands[i].fixed);
}

static void choose_registers(void) {
    registers = scratch((statement->operand_count + 1) * sizeof *registers);
    take_fixed();
    for (uint32_t i = 0; i < statement->operand_count; i++)
        choose_register(&statement->operands[i]);
}

// ---- values ----

static void give_word(reg_t reg, struct value value) {
    code->reads[reg] = true;
    value_move(reg, value);
}

static void give_input(const struct assembly_operand *operand, struct value value) {
    reg_t reg = registers[operand->number];
    switch (value.class) {
    case CLASS_LONG:
        give_word(reg, operate_one(IR_LOW, value));
        give_word(reg + 1, operate_one(IR_HIGH, value));
        return;
    case CLASS_DOUBLE:
        if (operand->is_floating)
            break;
        give_word(reg, operate_one(IR_DOUBLE_LOW, value));
        give_word(reg + 1, operate_one(IR_DOUBLE_HIGH, value));
        return;
    case CLASS_SINGLE:
        if (!operand->is_floating)
            value = operate_one(IR_SINGLE_BITS, value);
        break;
    default: break;
    }
    give_word(reg, value);
}

// Scratch registers come last, and first behind the instructions.
static bool is_scratch(reg_t reg) {
    return reg == REGISTER_AT || reg == REGISTER_T9;
}

static void give_inputs(void) {
    struct value *values = scratch((statement->operand_count + 1) * sizeof *values);
    for (uint32_t i = 0; i < statement->operand_count; i++)
        if (registers[i] != 0 &&
            (statement->operands[i].is_read || statement->operands[i].kind == ASSEMBLY_MEMORY))
            values[i] = evaluate(statement->operands[i].value);
    for (uint32_t last = 0; last < 2; last++)
        for (uint32_t i = 0; i < statement->operand_count; i++)
            if ((values[i].is_constant || values[i].reg != 0) &&
                is_scratch(registers[i]) == (last == 1))
                give_input(&statement->operands[i], values[i]);
}

static void set_object(struct object *object, struct value value) {
    if (in_registers(object))
        value_move(object_register(object), value);
    else
        store(address_of_object(object), object->type, value);
}

static void take_output(const struct assembly_operand *operand) {
    reg_t reg = registers[operand->number];
    struct value value = value_of(reg);
    uint32_t class = class_of(operand);
    if (operand->is_floating)
        value.class = (uint8_t) class;
    else if (class == CLASS_LONG || class == CLASS_DOUBLE)
        value =
            operate(class == CLASS_LONG ? IR_PAIR : IR_DOUBLE_OF_BITS, value, value_of(reg + 1));
    else if (class == CLASS_SINGLE)
        value = operate_one(IR_SINGLE_OF_BITS, value);
    set_object(operand->object, value);
}

static void take_outputs(void) {
    for (uint32_t last = 0; last < 2; last++)
        for (uint32_t i = 0; i < statement->output_count; i++)
            if (statement->operands[i].is_written && registers[i] != 0 &&
                statement->operands[i].kind == ASSEMBLY_REGISTER &&
                is_scratch(registers[i]) == (last == 0))
                take_output(&statement->operands[i]);
}

// ---- the text ----

static uint32_t instance; // what %= stands for

static void refuse(const char *what) {
    error_at(statement->place, "invalid 'asm': %s", what);
}

static void put_register(struct buffer *text, reg_t reg) {
    buffer_format(text, reg < REGISTER_F0 ? "$%u" : "$f%u",
                  (unsigned)(reg < REGISTER_F0 ? reg : reg - REGISTER_F0));
}

static void put_constant(struct buffer *text, const struct assembly_operand *operand,
                         char modifier) {
    uint32_t word = (uint32_t)operand->constant, exponent = 0;
    if (operand->symbol != NULL) {
        buffer_format(text, modifier == 'h' ? "%%hi(" : modifier == 'R' ? "%%lo(" : "(");
        buffer_format(text, "\1%u%+d)", (unsigned)operand->number, (int)operand->constant);
        return;
    }
    switch (modifier) {
    case 'X': buffer_format(text, "0x%x", (unsigned)word); break;
    case 'x': buffer_format(text, "0x%x", (unsigned)(word & 0xffff)); break;
    case 'h': buffer_format(text, "%%hi(0x%x)", (unsigned)word); break;
    case 'R': buffer_format(text, "%%lo(0x%x)", (unsigned)word); break;
    case 'm': buffer_format(text, "%d", (int)(word - 1)); break;
    case 'n': buffer_format(text, "%d", (int)(0 - word)); break;
    case 'y':
        while (exponent < 31 && word >> exponent > 1)
            exponent++;
        buffer_format(text, "%u", (unsigned)exponent);
        break;
    case 'z':
        if (word == 0) {
            buffer_format(text, "$0");
            break;
        }
        buffer_format(text, "%d", (int)word);
        break;
    default: buffer_format(text, "%d", (int)word); break;
    }
}

static void put_operand(struct buffer *text, const struct assembly_operand *operand,
                        char modifier) {
    if (operand->kind == ASSEMBLY_CONSTANT) {
        put_constant(text, operand, modifier);
        return;
    }
    bool is_second = modifier == 'D' || modifier == 'M';
    reg_t reg = registers[operand->number];
    if (modifier != 0 && strchr("DMLzbah", modifier) == NULL)
        refuse("an operand that is no constant has such a modifier");
    else if (operand->kind != ASSEMBLY_MEMORY || modifier == 'b')
        put_register(text, reg + is_second);
    else
        buffer_format(text, "%d($%u)", is_second ? WORD : 0, (unsigned)reg);
}

static const struct assembly_operand *find_operand(const char *text, uint32_t *length) {
    uint32_t number = 0;
    *length = 0;
    if (text[0] == '[') {
        const char *end = strchr(text, ']');
        if (end == NULL)
            return NULL;
        *length = (uint32_t)(end - text) + 1;
        const struct name *name = name_intern(text + 1, *length - 2);
        for (uint32_t i = 0; i < statement->operand_count; i++)
            if (statement->operands[i].name == name)
                return &statement->operands[i];
        return NULL;
    }
    for (; text[*length] >= '0' && text[*length] <= '9' && *length < 3; ++*length)
        number = number * 10 + (uint32_t)(text[*length] - '0');
    return *length > 0 && number < statement->operand_count ? &statement->operands[number] : NULL;
}

// What stands behind a `%`; returns how many characters.
static uint32_t put_reference(struct buffer *text, const char *at) {
    uint32_t length;
    char modifier = 0;
    switch (*at) {
    case '%':
    case '{':
    case '|':
    case '}': buffer_append_byte(text, *at); return 1;
    case '=': buffer_format(text, "%u", (unsigned)instance); return 1;
    case '(': buffer_format(text, ".set\tpush; .set\tnoreorder; "); return 1;
    case ')': buffer_format(text, "; .set\tpop"); return 1;
    case '.': buffer_format(text, "$0"); return 1;
    case '@': buffer_format(text, "$1"); return 1;
    default: break;
    }
    bool has_modifier = (*at >= 'a' && *at <= 'z') || (*at >= 'A' && *at <= 'Z');
    if (has_modifier)
        modifier = *at;
    const struct assembly_operand *operand = find_operand(at + has_modifier, &length);
    if (operand == NULL)
        refuse("a '%' that names no operand");
    else
        put_operand(text, operand, modifier == 'c' ? 0 : modifier);
    return has_modifier + length;
}

static void put_template(struct buffer *text) {
    for (uint32_t i = 0; i < statement->length; i++) {
        if (!statement->has_operands || statement->text[i] != '%') {
            buffer_append_byte(text, statement->text[i]);
            continue;
        }
        i += put_reference(text, statement->text + i + 1);
    }
}

// hi and lo have no instructions but their own.
static void put_special(struct buffer *text, bool is_input) {
    for (uint32_t i = 0; i < statement->operand_count; i++) {
        const struct assembly_operand *operand = &statement->operands[i];
        reg_t reg = registers[i];
        char special =
            operand->has_match ? statement->operands[operand->match].special : operand->special;
        if (special == 0 || !(is_input ? operand->is_read : operand->is_written))
            continue;
        const char *prefix = is_input ? "mt" : "mf";
        bool is_both = is_pair(operand);
        if (special != 'h')
            buffer_format(text, "\n%slo $%u\n", prefix, (unsigned)reg);
        if (special == 'h' || is_both)
            buffer_format(text, "\n%shi $%u\n", prefix, (unsigned)(reg + is_both));
    }
}

// ---- words ----

static struct object *object_named(const struct assembly_symbol *symbol) {
    const char *text = symbol->name->text;
    uint32_t length;
    const struct assembly_operand *operand =
        text[0] == '\1' ? find_operand(text + 1, &length) : NULL;
    if (operand != NULL && operand->symbol != NULL)
        return operand->symbol;
    for (uint32_t i = 0; i < statement->object_count; i++)
        if (statement->objects[i]->name == symbol->name)
            return statement->objects[i];
    return link_named(symbol->name, statement->place, symbol->is_weak);
}

static void keep_words(const struct assembly_unit *unit) {
    const struct assembly_section *section = unit->sections;
    uint32_t size = (section->bytes.size + WORD - 1) / WORD * WORD;
    code->words = scratch(size + WORD);
    code->count = size / WORD;
    if (size > 0)
        memcpy(code->words, section->bytes.bytes, section->bytes.size);
    for (const struct assembly_fixup *fixup = section->fixups; fixup != NULL; fixup = fixup->next) {
        const struct assembly_symbol *symbol = fixup->value.symbol;
        struct relocation *relocation = scratch(sizeof *relocation);
        bool is_inside = symbol->section != NULL;
        relocation->offset = fixup->offset;
        relocation->kind = fixup->kind;
        relocation->symbol = is_inside ? NULL : object_named(symbol);
        relocation->addend = (uint32_t)fixup->value.number + (is_inside ? symbol->value : 0);
        relocation->next = code->relocations;
        code->relocations = relocation;
    }
    free(section->bytes.bytes);
}

static void make_words(void) {
    struct buffer text = {0};
    struct assembly_piece *pieces = NULL;
    uint32_t count = 0, capacity = 0, errors = error_count;
    put_special(&text, true);
    uint32_t before = text.size;
    put_template(&text);
    put_special(&text, false);
    if (error_count > errors) {
        free(text.bytes);
        return;
    }
    if (before > 0) // its lines are not those of the template
        pieces = array_room(pieces, &capacity, count, sizeof *pieces);
    if (before > 0)
        pieces[count++] =
            (struct assembly_piece){(const char *)text.bytes, before, statement->place, true};
    assembly_add_lines(statement, (const char *)text.bytes + before, text.size - before, &pieces,
                       &count, &capacity);
    if (count > 0)
        keep_words(assembly_read(pieces, count, true));
    free(pieces);
    free(text.bytes);
}

// ---- all of it ----

static void note_writes(void) {
    memcpy(code->writes, statement->clobbers, sizeof code->writes);
    for (uint32_t i = 0; i < statement->operand_count; i++) {
        if (!statement->operands[i].is_written || registers[i] == 0 ||
            statement->operands[i].kind != ASSEMBLY_REGISTER)
            continue;
        code->writes[registers[i]] = true;
        if (is_pair(&statement->operands[i]))
            code->writes[registers[i] + 1] = true;
    }
    if (statement->clobbers[REGISTER_RA])
        function.has_call = true;
    code->writes[REGISTER_MSB] = false; // mips32 makes no use of it
    for (reg_t reg = 0; reg < REGISTER_VIRTUAL; reg++) {
        bool is_used = code->writes[reg] || code->reads[reg];
        reg_t first = reg >= REGISTER_F0 ? reg & ~1u : reg;
        if (!is_used || !is_saved(first) || (reg >= REGISTER_F0 && !target_has_unit))
            continue;
        function.saves[first] = true;
        function.has_floating = function.has_floating || reg >= REGISTER_F0;
    }
}

void assembly_check(const struct assembly *checked,
                    void (*visit)(struct object *object, place_t place)) {
    uint32_t errors = error_count;
    target_choose();
    statement = checked;
    code = scratch(sizeof *code);
    choose_registers();
    if (error_count == errors)
        make_words();
    for (const struct relocation *r = code->relocations; r != NULL; r = r->next)
        if (r->symbol != NULL)
            visit(r->symbol, checked->place);
}

void lower_assembly(const struct assembly *lowered) {
    uint32_t errors = error_count;
    statement = lowered;
    code = scratch(sizeof *code);
    instance++;
    choose_registers();
    if (error_count > errors)
        return;
    give_inputs();
    make_words();
    note_writes();
    ir_append(IR_ASSEMBLY, 0, 0, 0)->assembly = code;
    take_outputs();
}
