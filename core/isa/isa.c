// The instruction table, and words from operands and back.
#include "isa.h"

#include <stdbool.h>

// Operands: letters for fields (disassemble.c); other characters stand for themselves. ORDER ISA
const struct isa_row isa_table[ISA_RESERVED] = {
    {"addiu", ISA_IMMEDIATE, 0x24000000u, 0xfc000000u, "t,s,i", ISA_PLAIN, 0, ISA_MIPSTER,
     "t = s + i"},
    {"addu", ISA_REGISTER, 0x00000021u, 0xfc0007ffu, "d,s,t", ISA_PLAIN, 0, ISA_MIPSTER,
     "d = s + t"},
    {"beq", ISA_IMMEDIATE, 0x10000000u, 0xfc000000u, "s,t,b", ISA_BRANCH, 0, ISA_MIPSTER,
     "if s = t, after the slot: b"},
    {"bne", ISA_IMMEDIATE, 0x14000000u, 0xfc000000u, "s,t,b", ISA_BRANCH, 0, ISA_MIPSTER,
     "if s != t, after the slot: b"},
    {"divu", ISA_REGISTER, 0x0000001bu, 0xfc00ffffu, "zero,s,t", ISA_PLAIN, 0, ISA_MIPSTER,
     "lo = s / t, hi = s % t; if t = 0: lo = s, hi = 0"},
    {"j", ISA_JUMP, 0x08000000u, 0xfc000000u, "a", ISA_BRANCH, 0, ISA_MIPSTER, "after the slot: a"},
    {"jal", ISA_JUMP, 0x0c000000u, 0xfc000000u, "a", ISA_BRANCH, 0, ISA_MIPSTER,
     "ra = pc + 8, after the slot: a"},
    {"jr", ISA_REGISTER, 0x00000008u, 0xfc1fffffu, "s", ISA_BRANCH, 0, ISA_MIPSTER,
     "after the slot: s"},
    {"lw", ISA_IMMEDIATE, 0x8c000000u, 0xfc000000u, "t,i(s)", ISA_LOAD, 4, ISA_MIPSTER,
     "t = memory[s + i]"},
    {"mfhi", ISA_REGISTER, 0x00000010u, 0xffff07ffu, "d", ISA_PLAIN, 0, ISA_MIPSTER, "d = hi"},
    {"mflo", ISA_REGISTER, 0x00000012u, 0xffff07ffu, "d", ISA_PLAIN, 0, ISA_MIPSTER, "d = lo"},
    {"multu", ISA_REGISTER, 0x00000019u, 0xfc00ffffu, "s,t", ISA_PLAIN, 0, ISA_MIPSTER,
     "hi:lo = s * t"},
    {"nop", ISA_REGISTER, 0x00000000u, 0xffffffffu, "", ISA_PLAIN, 0, ISA_MIPSTER, "nothing"},
    {"slt", ISA_REGISTER, 0x0000002au, 0xfc0007ffu, "d,s,t", ISA_PLAIN, 0, ISA_MIPSTER,
     "d = s < t, signed"},
    {"subu", ISA_REGISTER, 0x00000023u, 0xfc0007ffu, "d,s,t", ISA_PLAIN, 0, ISA_MIPSTER,
     "d = s - t"},
    {"sw", ISA_IMMEDIATE, 0xac000000u, 0xfc000000u, "t,i(s)", ISA_STORE, 4, ISA_MIPSTER,
     "memory[s + i] = t"},
    {"syscall", ISA_REGISTER, 0x0000000cu, 0xfc00003fu, "c", ISA_TRAP, 0, ISA_MIPSTER,
     "exception: system call"},
    {"add", ISA_REGISTER, 0x00000020u, 0xfc0007ffu, "d,s,t", ISA_PLAIN, 0, ISA_MIPS32,
     "d = s + t; exception: overflow"},
    {"addi", ISA_IMMEDIATE, 0x20000000u, 0xfc000000u, "t,s,i", ISA_PLAIN, 0, ISA_MIPS32,
     "t = s + i; exception: overflow"},
    {"and", ISA_REGISTER, 0x00000024u, 0xfc0007ffu, "d,s,t", ISA_PLAIN, 0, ISA_MIPS32, "d = s & t"},
    {"andi", ISA_IMMEDIATE, 0x30000000u, 0xfc000000u, "t,s,u", ISA_PLAIN, 0, ISA_MIPS32,
     "t = s & u"},
    {"beql", ISA_IMMEDIATE, 0x50000000u, 0xfc000000u, "s,t,b", ISA_LIKELY, 0, ISA_MIPS32,
     "if s = t, after the slot: b; else no slot"},
    {"bgez", ISA_IMMEDIATE, 0x04010000u, 0xfc1f0000u, "s,b", ISA_BRANCH, 0, ISA_MIPS32,
     "if s >= 0, after the slot: b"},
    {"bgezal", ISA_IMMEDIATE, 0x04110000u, 0xfc1f0000u, "s,b", ISA_BRANCH, 0, ISA_MIPS32,
     "ra = pc + 8; if s >= 0, after the slot: b"},
    {"bgezall", ISA_IMMEDIATE, 0x04130000u, 0xfc1f0000u, "s,b", ISA_LIKELY, 0, ISA_MIPS32,
     "ra = pc + 8; if s >= 0, after the slot: b; else no slot"},
    {"bgezl", ISA_IMMEDIATE, 0x04030000u, 0xfc1f0000u, "s,b", ISA_LIKELY, 0, ISA_MIPS32,
     "if s >= 0, after the slot: b; else no slot"},
    {"bgtz", ISA_IMMEDIATE, 0x1c000000u, 0xfc1f0000u, "s,b", ISA_BRANCH, 0, ISA_MIPS32,
     "if s > 0, after the slot: b"},
    {"bgtzl", ISA_IMMEDIATE, 0x5c000000u, 0xfc1f0000u, "s,b", ISA_LIKELY, 0, ISA_MIPS32,
     "if s > 0, after the slot: b; else no slot"},
    {"blez", ISA_IMMEDIATE, 0x18000000u, 0xfc1f0000u, "s,b", ISA_BRANCH, 0, ISA_MIPS32,
     "if s <= 0, after the slot: b"},
    {"blezl", ISA_IMMEDIATE, 0x58000000u, 0xfc1f0000u, "s,b", ISA_LIKELY, 0, ISA_MIPS32,
     "if s <= 0, after the slot: b; else no slot"},
    {"bltz", ISA_IMMEDIATE, 0x04000000u, 0xfc1f0000u, "s,b", ISA_BRANCH, 0, ISA_MIPS32,
     "if s < 0, after the slot: b"},
    {"bltzal", ISA_IMMEDIATE, 0x04100000u, 0xfc1f0000u, "s,b", ISA_BRANCH, 0, ISA_MIPS32,
     "ra = pc + 8; if s < 0, after the slot: b"},
    {"bltzall", ISA_IMMEDIATE, 0x04120000u, 0xfc1f0000u, "s,b", ISA_LIKELY, 0, ISA_MIPS32,
     "ra = pc + 8; if s < 0, after the slot: b; else no slot"},
    {"bltzl", ISA_IMMEDIATE, 0x04020000u, 0xfc1f0000u, "s,b", ISA_LIKELY, 0, ISA_MIPS32,
     "if s < 0, after the slot: b; else no slot"},
    {"bnel", ISA_IMMEDIATE, 0x54000000u, 0xfc000000u, "s,t,b", ISA_LIKELY, 0, ISA_MIPS32,
     "if s != t, after the slot: b; else no slot"},
    {"break", ISA_REGISTER, 0x0000000du, 0xfc00003fu, "e,f", ISA_TRAP, 0, ISA_MIPS32,
     "exception: breakpoint"},
    {"cache", ISA_IMMEDIATE, 0xbc000000u, 0xfc000000u, "k,i(s)", ISA_PLAIN, 0, ISA_MIPS32,
     "nothing"},
    {"clo", ISA_REGISTER, 0x70000021u, 0xfc0007ffu, "d,s", ISA_PLAIN, 0, ISA_MIPS32,
     "d = ones that s begins with"},
    {"clz", ISA_REGISTER, 0x70000020u, 0xfc0007ffu, "d,s", ISA_PLAIN, 0, ISA_MIPS32,
     "d = zeros that s begins with"},
    {"div", ISA_REGISTER, 0x0000001au, 0xfc00ffffu, "zero,s,t", ISA_PLAIN, 0, ISA_MIPS32,
     "lo = s / t, hi = s % t, signed; if t = 0: lo = s, hi = 0"},
    {"ext", ISA_REGISTER, 0x7c000000u, 0xfc00003fu, "t,s,w,m", ISA_PLAIN, 0, ISA_MIPS32,
     "t = m bits of s from bit w on"},
    {"ins", ISA_REGISTER, 0x7c000004u, 0xfc00003fu, "t,s,w,n", ISA_PLAIN, 0, ISA_MIPS32,
     "n bits of t from bit w on = the lowest of s"},
    {"jalr", ISA_REGISTER, 0x00000009u, 0xfc1f07ffu, "d,s", ISA_BRANCH, 0, ISA_MIPS32,
     "d = pc + 8, after the slot: s"},
    {"jalr.hb", ISA_REGISTER, 0x00000409u, 0xfc1f07ffu, "d,s", ISA_BRANCH, 0, ISA_MIPS32,
     "as jalr"},
    {"jr.hb", ISA_REGISTER, 0x00000408u, 0xfc1fffffu, "s", ISA_BRANCH, 0, ISA_MIPS32, "as jr"},
    {"lb", ISA_IMMEDIATE, 0x80000000u, 0xfc000000u, "t,i(s)", ISA_LOAD, 1, ISA_MIPS32,
     "t = the byte at s + i, signed"},
    {"lbu", ISA_IMMEDIATE, 0x90000000u, 0xfc000000u, "t,i(s)", ISA_LOAD, 1, ISA_MIPS32,
     "t = the byte at s + i"},
    {"lh", ISA_IMMEDIATE, 0x84000000u, 0xfc000000u, "t,i(s)", ISA_LOAD, 2, ISA_MIPS32,
     "t = the half word at s + i, signed"},
    {"lhu", ISA_IMMEDIATE, 0x94000000u, 0xfc000000u, "t,i(s)", ISA_LOAD, 2, ISA_MIPS32,
     "t = the half word at s + i"},
    {"ll", ISA_IMMEDIATE, 0xc0000000u, 0xfc000000u, "t,i(s)", ISA_LOAD, 4, ISA_MIPS32,
     "t = memory[s + i], link"},
    {"lui", ISA_IMMEDIATE, 0x3c000000u, 0xffe00000u, "t,u", ISA_PLAIN, 0, ISA_MIPS32,
     "t = u * 2^16"},
    {"lwl", ISA_IMMEDIATE, 0x88000000u, 0xfc000000u, "t,i(s)", ISA_LOAD, 1, ISA_MIPS32,
     "upper bytes of t = those up to s + i in its word"},
    {"lwr", ISA_IMMEDIATE, 0x98000000u, 0xfc000000u, "t,i(s)", ISA_LOAD, 1, ISA_MIPS32,
     "lower bytes of t = those from s + i on in its word"},
    {"madd", ISA_REGISTER, 0x70000000u, 0xfc00ffffu, "s,t", ISA_PLAIN, 0, ISA_MIPS32,
     "hi:lo = hi:lo + s * t, signed"},
    {"maddu", ISA_REGISTER, 0x70000001u, 0xfc00ffffu, "s,t", ISA_PLAIN, 0, ISA_MIPS32,
     "hi:lo = hi:lo + s * t"},
    {"movn", ISA_REGISTER, 0x0000000bu, 0xfc0007ffu, "d,s,t", ISA_PLAIN, 0, ISA_MIPS32,
     "if t != 0: d = s"},
    {"movz", ISA_REGISTER, 0x0000000au, 0xfc0007ffu, "d,s,t", ISA_PLAIN, 0, ISA_MIPS32,
     "if t = 0: d = s"},
    {"msub", ISA_REGISTER, 0x70000004u, 0xfc00ffffu, "s,t", ISA_PLAIN, 0, ISA_MIPS32,
     "hi:lo = hi:lo - s * t, signed"},
    {"msubu", ISA_REGISTER, 0x70000005u, 0xfc00ffffu, "s,t", ISA_PLAIN, 0, ISA_MIPS32,
     "hi:lo = hi:lo - s * t"},
    {"mthi", ISA_REGISTER, 0x00000011u, 0xfc1fffffu, "s", ISA_PLAIN, 0, ISA_MIPS32, "hi = s"},
    {"mtlo", ISA_REGISTER, 0x00000013u, 0xfc1fffffu, "s", ISA_PLAIN, 0, ISA_MIPS32, "lo = s"},
    {"mul", ISA_REGISTER, 0x70000002u, 0xfc0007ffu, "d,s,t", ISA_PLAIN, 0, ISA_MIPS32,
     "d = s * t; hi and lo stay"},
    {"mult", ISA_REGISTER, 0x00000018u, 0xfc00ffffu, "s,t", ISA_PLAIN, 0, ISA_MIPS32,
     "hi:lo = s * t, signed"},
    {"nor", ISA_REGISTER, 0x00000027u, 0xfc0007ffu, "d,s,t", ISA_PLAIN, 0, ISA_MIPS32,
     "d = ~(s | t)"},
    {"or", ISA_REGISTER, 0x00000025u, 0xfc0007ffu, "d,s,t", ISA_PLAIN, 0, ISA_MIPS32, "d = s | t"},
    {"ori", ISA_IMMEDIATE, 0x34000000u, 0xfc000000u, "t,s,u", ISA_PLAIN, 0, ISA_MIPS32,
     "t = s | u"},
    {"pref", ISA_IMMEDIATE, 0xcc000000u, 0xfc000000u, "k,i(s)", ISA_PLAIN, 0, ISA_MIPS32,
     "nothing"},
    {"rdhwr", ISA_REGISTER, 0x7c00003bu, 0xffe007ffu, "t,h", ISA_PLAIN, 0, ISA_MIPS32,
     "t = hardware register h"},
    {"rotr", ISA_REGISTER, 0x00200002u, 0xffe0003fu, "d,t,w", ISA_PLAIN, 0, ISA_MIPS32,
     "d = t, rotated right by w"},
    {"rotrv", ISA_REGISTER, 0x00000046u, 0xfc0007ffu, "d,t,s", ISA_PLAIN, 0, ISA_MIPS32,
     "d = t, rotated right by s % 32"},
    {"sb", ISA_IMMEDIATE, 0xa0000000u, 0xfc000000u, "t,i(s)", ISA_STORE, 1, ISA_MIPS32,
     "the byte at s + i = t"},
    {"sc", ISA_IMMEDIATE, 0xe0000000u, 0xfc000000u, "t,i(s)", ISA_STORE, 4, ISA_MIPS32,
     "if linked: memory[s + i] = t; t = linked"},
    {"seb", ISA_REGISTER, 0x7c000420u, 0xffe007ffu, "d,t", ISA_PLAIN, 0, ISA_MIPS32,
     "d = the lowest byte of t, signed"},
    {"seh", ISA_REGISTER, 0x7c000620u, 0xffe007ffu, "d,t", ISA_PLAIN, 0, ISA_MIPS32,
     "d = the lower half of t, signed"},
    {"sh", ISA_IMMEDIATE, 0xa4000000u, 0xfc000000u, "t,i(s)", ISA_STORE, 2, ISA_MIPS32,
     "the half word at s + i = t"},
    {"sll", ISA_REGISTER, 0x00000000u, 0xffe0003fu, "d,t,w", ISA_PLAIN, 0, ISA_MIPS32,
     "d = t << w"},
    {"sllv", ISA_REGISTER, 0x00000004u, 0xfc0007ffu, "d,t,s", ISA_PLAIN, 0, ISA_MIPS32,
     "d = t << s % 32"},
    {"slti", ISA_IMMEDIATE, 0x28000000u, 0xfc000000u, "t,s,i", ISA_PLAIN, 0, ISA_MIPS32,
     "t = s < i, signed"},
    {"sltiu", ISA_IMMEDIATE, 0x2c000000u, 0xfc000000u, "t,s,i", ISA_PLAIN, 0, ISA_MIPS32,
     "t = s < i, unsigned"},
    {"sltu", ISA_REGISTER, 0x0000002bu, 0xfc0007ffu, "d,s,t", ISA_PLAIN, 0, ISA_MIPS32,
     "d = s < t, unsigned"},
    {"sra", ISA_REGISTER, 0x00000003u, 0xffe0003fu, "d,t,w", ISA_PLAIN, 0, ISA_MIPS32,
     "d = t >> w, signed"},
    {"srav", ISA_REGISTER, 0x00000007u, 0xfc0007ffu, "d,t,s", ISA_PLAIN, 0, ISA_MIPS32,
     "d = t >> s % 32, signed"},
    {"srl", ISA_REGISTER, 0x00000002u, 0xffe0003fu, "d,t,w", ISA_PLAIN, 0, ISA_MIPS32,
     "d = t >> w"},
    {"srlv", ISA_REGISTER, 0x00000006u, 0xfc0007ffu, "d,t,s", ISA_PLAIN, 0, ISA_MIPS32,
     "d = t >> s % 32"},
    {"sub", ISA_REGISTER, 0x00000022u, 0xfc0007ffu, "d,s,t", ISA_PLAIN, 0, ISA_MIPS32,
     "d = s - t; exception: overflow"},
    {"swl", ISA_IMMEDIATE, 0xa8000000u, 0xfc000000u, "t,i(s)", ISA_STORE, 1, ISA_MIPS32,
     "bytes up to s + i in its word = the upper ones of t"},
    {"swr", ISA_IMMEDIATE, 0xb8000000u, 0xfc000000u, "t,i(s)", ISA_STORE, 1, ISA_MIPS32,
     "bytes from s + i on in its word = the lower ones of t"},
    {"sync", ISA_REGISTER, 0x0000000fu, 0xfffff83fu, "w", ISA_PLAIN, 0, ISA_MIPS32, "nothing"},
    {"synci", ISA_IMMEDIATE, 0x041f0000u, 0xfc1f0000u, "i(s)", ISA_PLAIN, 0, ISA_MIPS32, "nothing"},
    {"teq", ISA_REGISTER, 0x00000034u, 0xfc00003fu, "s,t,x", ISA_TRAP, 0, ISA_MIPS32,
     "if s = t, exception: trap"},
    {"teqi", ISA_IMMEDIATE, 0x040c0000u, 0xfc1f0000u, "s,i", ISA_TRAP, 0, ISA_MIPS32,
     "if s = i, exception: trap"},
    {"tge", ISA_REGISTER, 0x00000030u, 0xfc00003fu, "s,t,x", ISA_TRAP, 0, ISA_MIPS32,
     "if s >= t, signed, exception: trap"},
    {"tgei", ISA_IMMEDIATE, 0x04080000u, 0xfc1f0000u, "s,i", ISA_TRAP, 0, ISA_MIPS32,
     "if s >= i, signed, exception: trap"},
    {"tgeiu", ISA_IMMEDIATE, 0x04090000u, 0xfc1f0000u, "s,i", ISA_TRAP, 0, ISA_MIPS32,
     "if s >= i, unsigned, exception: trap"},
    {"tgeu", ISA_REGISTER, 0x00000031u, 0xfc00003fu, "s,t,x", ISA_TRAP, 0, ISA_MIPS32,
     "if s >= t, unsigned, exception: trap"},
    {"tlt", ISA_REGISTER, 0x00000032u, 0xfc00003fu, "s,t,x", ISA_TRAP, 0, ISA_MIPS32,
     "if s < t, signed, exception: trap"},
    {"tlti", ISA_IMMEDIATE, 0x040a0000u, 0xfc1f0000u, "s,i", ISA_TRAP, 0, ISA_MIPS32,
     "if s < i, signed, exception: trap"},
    {"tltiu", ISA_IMMEDIATE, 0x040b0000u, 0xfc1f0000u, "s,i", ISA_TRAP, 0, ISA_MIPS32,
     "if s < i, unsigned, exception: trap"},
    {"tltu", ISA_REGISTER, 0x00000033u, 0xfc00003fu, "s,t,x", ISA_TRAP, 0, ISA_MIPS32,
     "if s < t, unsigned, exception: trap"},
    {"tne", ISA_REGISTER, 0x00000036u, 0xfc00003fu, "s,t,x", ISA_TRAP, 0, ISA_MIPS32,
     "if s != t, exception: trap"},
    {"tnei", ISA_IMMEDIATE, 0x040e0000u, 0xfc1f0000u, "s,i", ISA_TRAP, 0, ISA_MIPS32,
     "if s != i, exception: trap"},
    {"wsbh", ISA_REGISTER, 0x7c0000a0u, 0xffe007ffu, "d,t", ISA_PLAIN, 0, ISA_MIPS32,
     "d = t, the bytes of each half exchanged"},
    {"xor", ISA_REGISTER, 0x00000026u, 0xfc0007ffu, "d,s,t", ISA_PLAIN, 0, ISA_MIPS32, "d = s ^ t"},
    {"xori", ISA_IMMEDIATE, 0x38000000u, 0xfc000000u, "t,s,u", ISA_PLAIN, 0, ISA_MIPS32,
     "t = s ^ u"},
};

const char *const isa_register_names[32] = {"zero", "at", "v0", "v1", "a0", "a1", "a2", "a3",
                                            "t0",   "t1", "t2", "t3", "t4", "t5", "t6", "t7",
                                            "s0",   "s1", "s2", "s3", "s4", "s5", "s6", "s7",
                                            "t8",   "t9", "k0", "k1", "gp", "sp", "s8", "ra"};

uint32_t isa_encode_register(enum isa_operation operation, unsigned rd, unsigned rs, unsigned rt) {
    return isa_table[operation].word + rs * 0x200000u + rt * 0x10000u + rd * 0x800u;
}

uint32_t isa_encode_shift(enum isa_operation operation, unsigned rd, unsigned rt, unsigned amount) {
    return isa_encode_register(operation, rd, 0, rt) + amount * 0x40u;
}

uint32_t isa_encode_field(enum isa_operation operation, unsigned rt, unsigned rs, unsigned position,
                          unsigned size) {
    unsigned last = operation == ISA_INS ? position + size - 1 : size - 1;
    return isa_encode_register(operation, last, rs, rt) + position * 0x40u;
}

uint32_t isa_encode_immediate(enum isa_operation operation, unsigned rt, unsigned rs,
                              int32_t immediate16) {
    return isa_table[operation].word + rs * 0x200000u + rt * 0x10000u +
           (uint32_t)immediate16 % 0x10000u;
}

uint32_t isa_encode_jump(enum isa_operation operation, uint32_t target_address) {
    return isa_table[operation].word + target_address / 4 % 0x4000000u;
}

// Rows that a word can belong to, by its opcode, or by the field that opcodes 0, 1, 28 and 31 leave
// it to: lists in the table's order.
enum { KEYS = 64 + 4 * 64 };
static enum isa_operation first_of_key[KEYS];
static enum isa_operation next_of_key[ISA_RESERVED];
static bool indexed;

static uint32_t key_of(uint32_t word) {
    uint32_t opcode = word / 0x4000000u;
    if (opcode == 0)
        return 64 + word % 64;
    if (opcode == 1)
        return 128 + isa_rt(word);
    if (opcode == 28)
        return 192 + word % 64;
    return opcode == 31 ? 256 + word % 64 : opcode;
}

static void index_table(void) {
    for (unsigned key = 0; key < KEYS; key++)
        first_of_key[key] = ISA_RESERVED;
    for (unsigned operation = ISA_RESERVED; operation-- > 0;) {
        uint32_t key = key_of(isa_table[operation].word);
        next_of_key[operation] = first_of_key[key];
        first_of_key[key] = (enum isa_operation)operation;
    }
    indexed = true;
}

enum isa_operation isa_decode(uint32_t word) {
    if (!indexed)
        index_table();
    enum isa_operation operation = first_of_key[key_of(word)];
    while (operation != ISA_RESERVED &&
           (word & isa_table[operation].fixed) != isa_table[operation].word)
        operation = next_of_key[operation];
    return operation;
}

enum isa_operation isa_decode_in(uint32_t word, uint32_t subset) {
    enum isa_operation operation = isa_decode(word);
    // The rows of mipster are the first.
    return subset == ISA_MIPSTER && operation > ISA_SYSCALL ? ISA_RESERVED : operation;
}
