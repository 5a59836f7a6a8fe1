// Assembly language: instructions. The table of all instructions (isa.def) says which operands one
// has and where they go; pseudo.def has what is no instruction of the machine.

#include "assembly.h"

#include "../isa/isa.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_OPERANDS = 5, MOST_SETTINGS = 32, WORD = 4 };

enum operand_kind { GENERAL, FLOATING, CONDITION, MEMORY, INDEXED, EXPRESSION };
struct operand {
    enum operand_kind kind;
    uint32_t number; // of the register; of memory: the base
    uint32_t index;  // INDEXED
    struct assembly_value value;
    const char *text;
    uint32_t length;
    uint32_t offset_length; // MEMORY: of the text before the base
};
static struct operand operands[MOST_OPERANDS];
static uint32_t operand_count;

struct settings {
    bool fills_slots; // .set reorder: with nop
    bool refuses_at;  // .set noat
};
static struct settings settings, pushed[MOST_SETTINGS];
static uint32_t pushed_count;

// ---- .set ----

void assembly_settings_start(void) {
    settings = (struct settings){.fills_slots = true};
    pushed_count = 0;
}

static bool is_text(const char *text, uint32_t length, const char *wanted) {
    return strlen(wanted) == length && memcmp(text, wanted, length) == 0;
}

// What else as knows changes nothing here: which instructions there are, and warnings.
static bool is_ignored_setting(const char *text, uint32_t length) {
    static const char *const names[] = {
        "macro",    "nomacro",  "volatile", "novolatile", "move",      "nomove",     "mips0",
        "mips1",    "mips2",    "mips3",    "mips4",      "mips32",    "mips32r2",   "mips32r3",
        "mips32r5", "nomips16", "bopt",     "nobopt",     "softfloat", "hardfloat",  "oddspreg",
        "arch",     "fp",       "gp",       "nooddspreg", "nodsp",     "nomicromips"};
    for (uint32_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (is_text(text, length, names[i]))
            return true;
    return false;
}

bool assembly_set(const char *name, uint32_t length) {
    if (is_text(name, length, "reorder") || is_text(name, length, "noreorder")) {
        settings.fills_slots = name[0] == 'r';
    } else if (is_text(name, length, "noat") || is_text(name, length, "at")) {
        settings.refuses_at = name[0] == 'n';
    } else if (is_text(name, length, "push")) {
        if (pushed_count == MOST_SETTINGS)
            assembly_error("'.set push' is nested too deep");
        else
            pushed[pushed_count++] = settings;
    } else if (is_text(name, length, "pop")) {
        if (pushed_count == 0)
            assembly_error("'.set pop' without '.set push'");
        else
            settings = pushed[--pushed_count];
    } else {
        return is_ignored_setting(name, length);
    }
    return true;
}

// ---- operands ----

// The number of a register by its name behind the `$`; 32 and more: no general one.
static uint32_t general_number(const char *text, uint32_t length) {
    uint32_t number = 0;
    if (is_text(text, length, "fp"))
        return 30;
    for (uint32_t i = 0; i < 32; i++)
        if (is_text(text, length, isa_register_names[i]))
            return i;
    if (length == 0 || length > 2)
        return 32;
    for (uint32_t i = 0; i < length; i++) {
        if (text[i] < '0' || text[i] > '9')
            return 32;
        number = number * 10 + (uint32_t)(text[i] - '0');
    }
    return number;
}

// A register, if there is the name of one.
static bool parse_register(enum operand_kind *kind, uint32_t *number) {
    uint32_t length = assembly_word();
    const char *name = assembly_cursor + 1;
    if (*assembly_cursor != '$')
        return false;
    *kind = GENERAL;
    *number = general_number(name, length - 1);
    if (*number >= 32 && length > 4 && strncmp(name, "fcc", 3) == 0) {
        *kind = CONDITION;
        *number = general_number(name + 3, length - 4) < 8 ? (uint32_t)(name[3] - '0') : 32;
    } else if (*number >= 32 && length > 2 && name[0] == 'f') {
        *kind = FLOATING;
        *number = name[1] >= '0' && name[1] <= '9' ? general_number(name + 1, length - 2) : 32;
    }
    if (*number >= 32)
        return false;
    assembly_cursor += length;
    return true;
}

// "(" register ")"
static bool parse_base(uint32_t *number) {
    enum operand_kind kind;
    const char *start = assembly_cursor;
    if (assembly_accept('(') && parse_register(&kind, number) && kind == GENERAL &&
        assembly_accept(')'))
        return true;
    assembly_cursor = start;
    return false;
}

// operand = register | [register | value] "(" register ")" | value
static bool parse_operand(struct operand *operand) {
    *operand = (struct operand){.text = assembly_cursor};
    if (parse_base(&operand->number)) {
        operand->kind = MEMORY;
    } else if (parse_register(&operand->kind, &operand->number)) {
        operand->index = operand->number;
        if (operand->kind == GENERAL && parse_base(&operand->number))
            operand->kind = INDEXED;
    } else {
        if (!assembly_expression(&operand->value))
            return false;
        operand->kind = EXPRESSION;
        operand->offset_length = (uint32_t)(assembly_cursor - operand->text);
        if (parse_base(&operand->number))
            operand->kind = MEMORY;
    }
    operand->length = (uint32_t)(assembly_cursor - operand->text);
    return true;
}

static bool parse_operands(void) {
    operand_count = 0;
    assembly_skip_space();
    if (*assembly_cursor == '\0')
        return true;
    do {
        if (operand_count == MOST_OPERANDS) {
            assembly_error("too many operands");
            return false;
        }
        if (!parse_operand(&operands[operand_count++]))
            return false;
    } while (assembly_accept(','));
    if (*assembly_cursor != '\0')
        assembly_error("junk at the end of the line: '%s'", assembly_cursor);
    return *assembly_cursor == '\0';
}

// ---- words ----

static void put_word(uint32_t word) {
    unsigned char bytes[WORD];
    store_number(bytes, WORD, word);
    assembly_put(bytes, WORD);
}

static void put_row(enum isa_operation operation, uint32_t word) {
    put_word(word);
    if (isa_has_slot(operation) && settings.fills_slots)
        put_word(0);
}

// ---- instructions of the machine ----

static uint32_t word;  // being put together
static bool has_fixup; // the operand that is not known yet
static struct assembly_value fixup_value;
static enum relocation_kind fixup_kind;
static const struct operand *far_operand; // memory that one instruction does not reach

static bool set_number(uint32_t at, const struct operand *operand, int64_t least, int64_t most,
                       int64_t difference) {
    int64_t number;
    if (operand->kind != EXPRESSION || !assembly_is_number(&operand->value, &number) ||
        number < least || number > most)
        return false;
    word |= (uint32_t)(number + difference) << at;
    return true;
}

static bool set_register(uint32_t at, const struct operand *operand, enum operand_kind kind) {
    word |= operand->number << at;
    return operand->kind == kind;
}

static bool set_fixup(const struct operand *operand, enum relocation_kind kind) {
    has_fixup = true;
    fixup_value = operand->value;
    fixup_kind = kind;
    return operand->kind == EXPRESSION && operand->value.part == PART_WHOLE;
}

static bool set_half(const struct assembly_value *value, int64_t least, int64_t most) {
    int64_t number;
    if (value->part != PART_WHOLE) {
        has_fixup = true;
        fixup_value = *value;
        fixup_kind = value->part == PART_HIGH ? RELOCATION_HIGH : RELOCATION_LOW;
        return true;
    }
    if (!assembly_is_number(value, &number) || number < least || number > most)
        return false;
    word |= (uint32_t)number & 0xffff;
    return true;
}

static bool set_memory(const struct operand *operand) {
    if (operand->kind != MEMORY && operand->kind != EXPRESSION)
        return false;
    if (operand->kind == MEMORY)
        word |= operand->number << 21;
    if (!set_half(&operand->value, -32768, 32767))
        far_operand = operand;
    return true;
}

static bool set_target(const struct operand *operand) {
    int64_t number;
    if (operand->kind != EXPRESSION || !assembly_is_number(&operand->value, &number))
        return set_fixup(operand, RELOCATION_JUMP);
    word |= (uint32_t)number >> 2 & 0x3ffffff;
    return number % WORD == 0;
}

static bool set_operand(char letter, const struct operand *operand) {
    switch (letter) {
    case 'd':
    case 'g':
    case 'h': return set_register(11, operand, GENERAL);
    case 's': return set_register(21, operand, GENERAL);
    case 't': return set_register(16, operand, GENERAL);
    case 'D': return set_register(6, operand, FLOATING);
    case 'R': return set_register(21, operand, FLOATING);
    case 'S': return set_register(11, operand, FLOATING);
    case 'T': return set_register(16, operand, FLOATING);
    case 'M': return set_register(8, operand, CONDITION);
    case 'N': return set_register(18, operand, CONDITION);
    case 'a': return set_target(operand);
    case 'b': return set_fixup(operand, RELOCATION_BRANCH);
    case 'c': return set_number(6, operand, 0, 0xfffff, 0);
    case 'e':
    case 'k': return set_number(16, operand, 0, letter == 'k' ? 31 : 0x3ff, 0);
    case 'f':
    case 'x': return set_number(6, operand, 0, 0x3ff, 0);
    case 'i': return operand->kind == EXPRESSION && set_half(&operand->value, -32768, 32767);
    case 'u': return operand->kind == EXPRESSION && set_half(&operand->value, 0, 65535);
    case 'm': return set_number(11, operand, 1, 32, -1);
    case 'n': return set_number(11, operand, 1, 32, (int64_t)isa_amount(word) - 1);
    case 'p': return set_number(11, operand, 0, 31, 0);
    default: return set_number(6, operand, 0, 31, 0); // w
    }
}

// Codes may be left out, and condition codes that come first.
static bool is_optional(enum isa_operation operation, const char *letter, uint32_t at) {
    bool is_first = letter == isa_table[operation].operands;
    if (is_first && (*letter == 'M' || *letter == 'N'))
        return at == operand_count || operands[at].kind != CONDITION;
    return at == operand_count &&
           (strchr("cefx", *letter) != NULL || (operation == ISA_SYNC && *letter == 'w'));
}

static bool set_operands(enum isa_operation operation) {
    const char *p = isa_table[operation].operands;
    uint32_t at = 0;
    word = isa_table[operation].word;
    has_fixup = false;
    far_operand = NULL;
    for (; *p != '\0'; p++) {
        if (*p == ',' || is_optional(operation, p, at))
            continue;
        if (at == operand_count)
            return false;
        const struct operand *operand = &operands[at++];
        bool fits;
        if (*p == 'z') {
            fits = operand->kind == GENERAL && operand->number == 0;
            p += 3;
        } else if (p[1] == '(' && *p == 'i') {
            fits = set_memory(operand);
            p += 3;
        } else if (p[1] == '(') {
            fits = operand->kind == INDEXED;
            word |= operand->index << 16 | operand->number << 21;
            p += 3;
        } else {
            fits = set_operand(*p, operand);
        }
        if (!fits)
            return false;
    }
    if (operation == ISA_CLZ || operation == ISA_CLO)
        word |= isa_rd(word) << 16; // release 2 wants it there, too
    return at == operand_count && (word & isa_table[operation].fixed) == isa_table[operation].word;
}

static void use_at(void) {
    if (settings.refuses_at)
        assembly_error("the instruction needs $at, which '.set noat' keeps");
}

static bool needs_mips32(enum isa_operation operation) {
    if (options.mips32 || isa_table[operation].subset == ISA_MIPSTER)
        return false;
    assembly_error("'%s' is none of the 17 instructions; -march=mips32 has it",
                   isa_table[operation].name);
    return true;
}

static void put_fixup(struct assembly_value value, enum relocation_kind kind) {
    value.part = PART_WHOLE;
    assembly_put_field(WORD, value, kind);
}

// What lui and the lower half make of an address, with a base added between.
static reg_t put_upper(const struct operand *operand, reg_t to) {
    if (needs_mips32(ISA_LUI))
        return to;
    put_fixup(operand->value, RELOCATION_HIGH);
    put_word(isa_encode_immediate(ISA_LUI, to, 0, 0));
    if (operand->kind == MEMORY && operand->number != 0)
        put_word(isa_encode_register(ISA_ADDU, to, to, operand->number));
    return to;
}

static void put_far(enum isa_operation operation) {
    uint32_t to = isa_rt(word);
    bool is_register = isa_is_load(operation) && !isa_is_coprocessor(operation) && to != 0 &&
                       to != isa_rs(word) && isa_table[operation].reads[0] == 'b';
    if (!is_register)
        use_at();
    uint32_t first = word;
    reg_t upper = put_upper(far_operand, is_register ? to : REGISTER_AT);
    put_fixup(far_operand->value, RELOCATION_LOW);
    put_word((first & ~(31u << 21)) | upper << 21);
}

// False if no row of the name has such operands.
static bool put_native(const char *name, uint32_t length) {
    for (uint32_t i = 0; i < ISA_RESERVED; i++) {
        enum isa_operation operation = (enum isa_operation)i;
        if (!is_text(name, length, isa_table[i].name) || !set_operands(operation))
            continue;
        if (needs_mips32(operation))
            return true;
        if (far_operand != NULL) {
            put_far(operation);
            return true;
        }
        if (has_fixup)
            put_fixup(fixup_value, fixup_kind);
        put_row(operation, word);
        return true;
    }
    return false;
}

// ---- pseudo-instructions ----

static const struct pseudo {
    const char *name;
    const char *operands;
    enum isa_subset subset;
    const char *expansion;
} pseudos[] = {
#define PSEUDO(name, operands, subset, expansion) {name, operands, ISA_##subset, expansion},
#include "pseudo.def"
#undef PSEUDO
};

static bool is_constant(char letter, const struct operand *operand) {
    int64_t number;
    if (operand->kind != EXPRESSION || operand->value.part != PART_WHOLE ||
        !assembly_is_number(&operand->value, &number))
        return false;
    number = (int32_t)(uint32_t)number;
    switch (letter) {
    case '0': return number == 0;
    case '1': return number == 1;
    case '-': return number == -1;
    case 'i': return fits_16(number);
    case 'n': return fits_16(-number);
    case 'u': return number >= 0 && number < 65536;
    case 'h': return (number & 0xffff) == 0;
    case 'w': return number >= 0 && number < 32;
    default: return true;
    }
}

static bool fits(char letter, const struct operand *operand) {
    switch (letter) {
    case 'r': return operand->kind == GENERAL;
    case 'z': return operand->kind == GENERAL && operand->number == 0;
    case 's': return operand->kind == GENERAL && operand->number == operands[0].number;
    case 'f': return operand->kind == FLOATING;
    case 'x': return operand->kind == EXPRESSION;
    case 'm': return operand->kind == MEMORY || operand->kind == EXPRESSION;
    case 'M': return operand->kind == MEMORY && operand->number == operands[0].number;
    default: return is_constant(letter, operand);
    }
}

static const struct pseudo *find_pseudo(const char *name, uint32_t length) {
    for (uint32_t i = 0; i < sizeof pseudos / sizeof pseudos[0]; i++) {
        const struct pseudo *pseudo = &pseudos[i];
        if (!is_text(name, length, pseudo->name) || strlen(pseudo->operands) != operand_count ||
            (pseudo->subset == ISA_MIPS32 && !options.mips32))
            continue;
        uint32_t at = 0;
        while (at < operand_count && fits(pseudo->operands[at], &operands[at]))
            at++;
        if (at == operand_count)
            return pseudo;
    }
    return NULL;
}

static void substitute(struct buffer *text, const char *expansion) {
    for (const char *p = expansion; *p != '\0'; p++) {
        if (*p != '%') {
            buffer_append_byte(text, *p);
            continue;
        }
        bool is_offset = p[1] == 'o', is_base = p[1] == 'b';
        p += 1 + (is_offset || is_base);
        const struct operand *operand = &operands[*p - '1'];
        if (is_base)
            buffer_format(text, "$%u", (unsigned)operand->number);
        else if (is_offset && operand->offset_length == 0)
            buffer_append_byte(text, '0');
        else
            buffer_append(text, operand->text,
                          is_offset ? operand->offset_length : operand->length);
    }
}

static bool put_pseudo(const char *name, uint32_t length) {
    const struct pseudo *pseudo = find_pseudo(name, length);
    struct buffer text = {0};
    if (pseudo == NULL)
        return false;
    const char *expansion = pseudo->expansion;
    struct settings outer = settings;
    if (strstr(expansion, "$at") != NULL)
        use_at();
    settings.refuses_at = false;
    if (*expansion == '!') {
        settings.fills_slots = false;
        expansion++;
    }
    substitute(&text, expansion);
    assembly_run_text((const char *)text.bytes, text.size);
    free(text.bytes);
    settings = outer;
    return true;
}

// ---- pseudo-instructions on addresses ----

// la: the address that a memory operand names.
static void put_address(reg_t to, const struct operand *operand) {
    bool has_base = operand->kind == MEMORY && operand->number != 0;
    int64_t number;
    if (assembly_is_number(&operand->value, &number)) {
        struct buffer text = {0};
        if (has_base && fits_16(number))
            buffer_format(&text, "addiu $%u,$%u,%d", (unsigned)to, (unsigned)operand->number,
                          (int)number);
        else
            buffer_format(&text, "li $%u,%lld", (unsigned)to, (long long)number);
        if (has_base && !fits_16(number))
            buffer_format(&text, "; addu $%u,$%u,$%u", (unsigned)to, (unsigned)to,
                          (unsigned)operand->number);
        assembly_run_text((const char *)text.bytes, text.size);
        free(text.bytes);
        return;
    }
    bool is_same = has_base && operand->number == to;
    reg_t upper = is_same ? REGISTER_AT : to;
    if (is_same)
        use_at();
    if (needs_mips32(ISA_LUI))
        return;
    put_fixup(operand->value, RELOCATION_HIGH);
    put_word(isa_encode_immediate(ISA_LUI, upper, 0, 0));
    put_fixup(operand->value, RELOCATION_LOW);
    put_word(isa_encode_immediate(ISA_ADDIU, upper, upper, 0));
    if (has_base)
        put_word(isa_encode_register(ISA_ADDU, to, upper, operand->number));
}

// ld and sd: two words, the one last that overwrites the base.
static void put_pair(reg_t reg, const struct operand *operand, bool is_load) {
    enum isa_operation operation = is_load ? ISA_LW : ISA_SW;
    uint32_t base = operand->kind == MEMORY ? operand->number : 0;
    int64_t number;
    bool is_near =
        assembly_is_number(&operand->value, &number) && fits_16(number) && fits_16(number + WORD);
    uint32_t last = is_load && base == reg && is_near ? 0 : 1;
    if (!is_near) {
        use_at();
        base = put_upper(operand, REGISTER_AT);
    }
    for (uint32_t i = 0; i < 2; i++) {
        uint32_t at = i == 1 ? last : 1 - last;
        struct assembly_value value = operand->value;
        value.number += at * WORD;
        if (!is_near)
            put_fixup(value, RELOCATION_LOW);
        put_word(isa_encode_immediate(operation, reg + at, base,
                                      is_near ? (int32_t)number + (int32_t)(at * WORD) : 0));
    }
}

static bool put_on_address(const char *name, uint32_t length) {
    bool is_load = is_text(name, length, "ld"), is_store = is_text(name, length, "sd");
    bool is_address = is_text(name, length, "la") || is_text(name, length, "dla");
    if (!(is_load || is_store || is_address) || operand_count != 2 || operands[0].kind != GENERAL ||
        (operands[1].kind != MEMORY && operands[1].kind != EXPRESSION))
        return false;
    if (is_address)
        put_address(operands[0].number, &operands[1]);
    else if (operands[0].number == 31)
        assembly_error("'%.*s' has no pair of registers", (int)length, name);
    else
        put_pair(operands[0].number, &operands[1], is_load);
    return true;
}

// ---- all ----

static bool is_known(const char *name, uint32_t length) {
    for (uint32_t i = 0; i < ISA_RESERVED; i++)
        if (is_text(name, length, isa_table[i].name))
            return true;
    for (uint32_t i = 0; i < sizeof pseudos / sizeof pseudos[0]; i++)
        if (is_text(name, length, pseudos[i].name))
            return true;
    return is_text(name, length, "la") || is_text(name, length, "ld") ||
           is_text(name, length, "sd");
}

static bool put(const char *name, uint32_t length) {
    return put_native(name, length) || put_pseudo(name, length) || put_on_address(name, length);
}

// A pseudo-instruction that the 17 instructions cannot express so.
static bool is_of_mips32(const char *name, uint32_t length) {
    for (uint32_t i = 0; i < sizeof pseudos / sizeof pseudos[0] && !options.mips32; i++)
        if (is_text(name, length, pseudos[i].name) && pseudos[i].subset == ISA_MIPS32)
            return true;
    return false;
}

static void report(const char *name, uint32_t length) {
    if (!is_known(name, length))
        assembly_error("unknown instruction '%.*s'", (int)length, name);
    else if (is_of_mips32(name, length))
        assembly_error("'%.*s' with such operands needs more than the 17 instructions; "
                       "-march=mips32 has them",
                       (int)length, name);
    else if (operand_count > 0)
        assembly_error("'%.*s' has no such operands: '%s'", (int)length, name, operands[0].text);
    else
        assembly_error("'%.*s' lacks its operands", (int)length, name);
}

// addu $4,$5 is addu $4,$4,$5, and neg $4 is neg $4,$4.
static bool may_repeat(const char *name, uint32_t length) {
    bool is_unary = is_text(name, length, "neg") || is_text(name, length, "negu") ||
                    is_text(name, length, "not") || is_text(name, length, "abs");
    return operand_count == (is_unary ? 1 : 2) && operands[0].kind != EXPRESSION;
}

void assembly_instruction(const char *name, uint32_t length) {
    if (assembly_section->kind != SECTION_TEXT && assembly_section->kind != SECTION_NONE) {
        assembly_error("an instruction in section '%s'", assembly_section->name);
        return;
    }
    assembly_align(WORD, 0, WORD);
    if (!parse_operands() || put(name, length))
        return;
    if (may_repeat(name, length)) {
        for (uint32_t i = operand_count; i > 0; i--)
            operands[i] = operands[i - 1];
        operand_count++;
        if (put(name, length))
            return;
        operand_count--;
        for (uint32_t i = 0; i < operand_count; i++)
            operands[i] = operands[i + 1];
    }
    report(name, length);
}
