// Words to text, in the spelling of objdump: operands by the table, aliases by a second one.
#include "isa.h"

#include <stdio.h>
#include <string.h>

// An alias stands for an operation some of whose register fields are zero. Where several fit, the
// first wins.
struct isa_alias {
    enum isa_operation operation;
    const char *zero; // register fields that are zero
    const char *name;
    const char *operands;
};

static const struct isa_alias aliases[] = {
    {ISA_ADDIU, "s", "li", "t,i"}, {ISA_ADDU, "t", "move", "d,s"}, {ISA_BEQ, "st", "b", "b"},
    {ISA_BEQ, "t", "beqz", "s,b"}, {ISA_BNE, "t", "bnez", "s,b"},  {ISA_SUBU, "s", "negu", "d,t"},
};

static uint32_t register_field(uint32_t word, char letter) {
    if (letter == 'd')
        return isa_rd(word);
    return letter == 's' ? isa_rs(word) : isa_rt(word);
}

static const struct isa_alias *find_alias(enum isa_operation operation, uint32_t word) {
    for (size_t i = 0; i < sizeof aliases / sizeof aliases[0]; i++) {
        if (aliases[i].operation != operation)
            continue;
        const char *field = aliases[i].zero;
        while (*field != 0 && register_field(word, *field) == 0)
            field++;
        if (*field == 0)
            return &aliases[i];
    }
    return NULL;
}

// One operand; `out` has room for the longest ("-2147483648").
static void write_operand(uint32_t word, uint32_t address, char letter, char *out, size_t size) {
    switch (letter) {
    case 'i': snprintf(out, size, "%d", (int)(int32_t)isa_immediate(word)); break;
    case 'b': snprintf(out, size, "0x%x", (unsigned)isa_branch_target(word, address)); break;
    case 'a': snprintf(out, size, "0x%x", (unsigned)isa_jump_target(word, address)); break;
    case 'c': snprintf(out, size, "0x%x", (unsigned)(word / 64 % 0x100000u)); break;
    case 'd':
    case 's':
    case 't': snprintf(out, size, "%s", isa_register_names[register_field(word, letter)]); break;
    default: snprintf(out, size, "%c", letter); break;
    }
}

int isa_disassemble(uint32_t word, uint32_t address, char *out, size_t size) {
    enum isa_operation operation = isa_decode(word);
    if (operation == ISA_RESERVED)
        return snprintf(out, size, ".word\t0x%x", (unsigned)word);
    const char *name = isa_table[operation].name;
    const char *operands = isa_table[operation].operands;
    const struct isa_alias *alias = find_alias(operation, word);
    if (alias != NULL) {
        name = alias->name;
        operands = alias->operands;
    }
    // Only a syscall with a code has one written; a register's own name is no operand letter.
    if (operation == ISA_SYSCALL && word / 64 % 0x100000u == 0)
        operands = "";
    char text[64];
    int length = snprintf(text, sizeof text, "%s%s", name, operands[0] != 0 ? "\t" : "");
    if (strncmp(operands, "zero,", 5) == 0) {
        length += snprintf(text + length, sizeof text - (size_t)length, "zero,");
        operands += 5;
    }
    for (; *operands != 0; operands++) {
        write_operand(word, address, *operands, text + length, sizeof text - (size_t)length);
        length = (int)strlen(text);
    }
    return snprintf(out, size, "%s", text);
}
