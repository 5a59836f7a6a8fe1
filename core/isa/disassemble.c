// Words to text, in the spelling of objdump: operands by the table, aliases by a second one.
#include "isa.h"

#include <stdio.h>
#include <string.h>

// Aliases of operations with certain register fields zero. The first that matches is used.
struct isa_alias {
    enum isa_operation operation;
    const char *zero; // register fields that are zero
    const char *name;
    const char *operands;
};

static const struct isa_alias aliases[] = {
    {ISA_ADDIU, "s", "li", "t,i"},    {ISA_ADDU, "t", "move", "d,s"},
    {ISA_BEQ, "st", "b", "b"},        {ISA_BEQ, "t", "beqz", "s,b"},
    {ISA_BNE, "t", "bnez", "s,b"},    {ISA_SUBU, "s", "negu", "d,t"},
    {ISA_BEQL, "t", "beqzl", "s,b"},  {ISA_BNEL, "t", "bnezl", "s,b"},
    {ISA_BGEZ, "s", "b", "b"},        {ISA_BGEZAL, "s", "bal", "b"},
    {ISA_OR, "t", "move", "d,s"},     {ISA_ORI, "s", "li", "t,u"},
    {ISA_SUB, "s", "neg", "d,t"},     {ISA_ROTR, "", "ror", "d,t,w"},
    {ISA_ROTRV, "", "rorv", "d,t,s"},
};

// Shifts of $zero by an amount that has a meaning elsewhere.
enum { WORD_SSNOP = 0x40, WORD_EHB = 0xc0, WORD_PAUSE = 0x140 };

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

// The name of a hardware register that rdhwr reads (manual, RDHWR).
static void write_hardware_register(uint32_t number, char *out, size_t size) {
    static const char *const names[4] = {"hwr_cpunum", "hwr_synci_step", "hwr_cc", "hwr_ccres"};
    if (number < 4)
        snprintf(out, size, "%s", names[number]);
    else
        snprintf(out, size, "$%u", (unsigned)number);
}

// The name of a control register of coprocessor 1, as binutils knows them.
static void write_control_register(uint32_t number, char *out, size_t size) {
    static const char *const names[32] = {
        [0] = "c1_fir",   [1] = "c1_ufr",   [4] = "c1_unfr",  [25] = "c1_fccr",
        [26] = "c1_fexr", [28] = "c1_fenr", [31] = "c1_fcsr",
    };
    if (names[number] != NULL)
        snprintf(out, size, "%s", names[number]);
    else
        snprintf(out, size, "$%u", (unsigned)number);
}

// The number of an operand that is written in hexadecimal: a target, a field, or made of fields.
static uint32_t hexadecimal_operand(uint32_t word, uint32_t address, char letter) {
    switch (letter) {
    case 'a': return isa_jump_target(word, address);
    case 'b': return isa_branch_target(word, address);
    case 'c': return isa_break_code(word);
    case 'e': return isa_break_code(word) / 0x400u; // upper and lower half of the same
    case 'f': return isa_break_code(word) % 0x400u;
    case 'k': return isa_rt(word);
    case 'm': return isa_rd(word) + 1; // sizes
    case 'n': return isa_rd(word) + 1 - isa_amount(word);
    case 'p': return isa_rd(word); // the hint of prefx
    case 'u': return word % 0x10000u;
    case 'w': return isa_amount(word);
    default: return isa_trap_code(word); // x
    }
}

// One operand; `out` has room for the longest ("hwr_synci_step").
static void write_operand(uint32_t word, uint32_t address, char letter, char *out, size_t size) {
    switch (letter) {
    case ',':
    case '(':
    case ')': snprintf(out, size, "%c", letter); break;
    case 'd':
    case 's':
    case 't': snprintf(out, size, "%s", isa_register_names[register_field(word, letter)]); break;
    case 'D': snprintf(out, size, "$f%u", (unsigned)isa_amount(word)); break;
    case 'R': snprintf(out, size, "$f%u", (unsigned)isa_rs(word)); break;
    case 'S': snprintf(out, size, "$f%u", (unsigned)isa_rd(word)); break;
    case 'T': snprintf(out, size, "$f%u", (unsigned)isa_rt(word)); break;
    case 'M': snprintf(out, size, "$fcc%u", (unsigned)isa_compared_code(word)); break;
    case 'N': snprintf(out, size, "$fcc%u", (unsigned)isa_tested_code(word)); break;
    case 'g': write_control_register(isa_rd(word), out, size); break;
    case 'h': write_hardware_register(isa_rd(word), out, size); break;
    case 'i': snprintf(out, size, "%d", (int)(int32_t)isa_immediate(word)); break;
    default:
        snprintf(out, size, "0x%x", (unsigned)hexadecimal_operand(word, address, letter));
        break;
    }
}

// Codes, and condition codes that come first, are written only if they are not 0; the usual
// register of a link is not written.
static const char *shorter_operands(enum isa_operation operation, uint32_t word) {
    const char *operands = isa_table[operation].operands;
    switch (operation) {
    case ISA_SYSCALL: return isa_break_code(word) == 0 ? "" : operands;
    case ISA_BREAK:
        if (isa_break_code(word) % 0x400u != 0)
            return operands;
        return isa_break_code(word) == 0 ? "" : "e";
    case ISA_JALR:
    case ISA_JALR_HB: return isa_rd(word) == 31 ? "s" : operands;
    default: break;
    }
    if ((operands[0] == 'M' && isa_compared_code(word) == 0) ||
        (operands[0] == 'N' && isa_tested_code(word) == 0))
        return operands + 2;
    const char *last = strchr(operands, 'x');
    return last != NULL && isa_trap_code(word) == 0 ? "s,t" : operands;
}

static const char *special_name(enum isa_operation operation, uint32_t word) {
    static const char *const syncs[] = {"sync_mb", "sync_acquire", "sync_release", "sync_rmb"};
    uint32_t amount = isa_amount(word);
    if (operation == ISA_SYNC && amount == 4)
        return "sync_wmb";
    if (operation == ISA_SYNC && amount >= 16 && amount < 20)
        return syncs[amount - 16];
    if (operation == ISA_SYNC && amount == 0)
        return "sync";
    if (operation != ISA_SLL)
        return NULL;
    switch (word) {
    case WORD_SSNOP: return "ssnop";
    case WORD_EHB: return "ehb";
    case WORD_PAUSE: return "pause";
    default: return NULL;
    }
}

int isa_disassemble(uint32_t word, uint32_t address, char *out, size_t size) {
    enum isa_operation operation = isa_decode(word);
    if (operation == ISA_RESERVED)
        return snprintf(out, size, ".word\t0x%x", (unsigned)word);
    const char *special = special_name(operation, word);
    if (special != NULL)
        return snprintf(out, size, "%s", special);
    const char *name = isa_table[operation].name;
    const char *operands = shorter_operands(operation, word);
    const struct isa_alias *alias = find_alias(operation, word);
    if (alias != NULL) {
        name = alias->name;
        operands = alias->operands;
    }
    char text[64];
    int length = snprintf(text, sizeof text, "%s%s", name, operands[0] != 0 ? "\t" : "");
    // A register's own name is no operand letter.
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
