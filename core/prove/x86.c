#include "x86.h"

#include <string.h>

enum { PREFIX_HALF = 0x66, ESCAPE = 0x0f };

// The bytes of one instruction, and the prefixes seen so far.
struct reader {
    const unsigned char *bytes;
    uint32_t size;
    uint32_t at;
    bool is_half;
    bool has_rex;
    uint8_t rex; // W R X B from bit 3 down
    bool failed;
};

static uint8_t next_byte(struct reader *reader) {
    if (reader->at >= reader->size) {
        reader->failed = true;
        return 0;
    }
    return reader->bytes[reader->at++];
}

static int32_t next_signed_byte(struct reader *reader) {
    return (int32_t)((next_byte(reader) ^ 0x80u) - 0x80u);
}

static int32_t next_word(struct reader *reader) {
    uint32_t word = 0;
    for (unsigned i = 0; i < 4; i++)
        word |= (uint32_t)next_byte(reader) << i * 8;
    return (int32_t)word;
}

static bool is_wide(const struct reader *reader) {
    return (reader->rex & 8) != 0;
}

static uint8_t operand_size(const struct reader *reader) {
    return is_wide(reader) ? 8 : reader->is_half ? 2 : 4;
}

static struct x86_operand in_register(struct reader *reader, unsigned number, uint8_t size) {
    if (size == 1 && !reader->has_rex && number >= 4) // ah, ch, dh, bh
        reader->failed = true;
    return (struct x86_operand){X86_IN_REGISTER, size, (uint8_t)number, X86_NONE, X86_NONE, 0, 0};
}

static struct x86_operand constant(int32_t value, uint8_t size) {
    return (struct x86_operand){X86_CONSTANT, size, 0, X86_NONE, X86_NONE, 0, value};
}

// ModRM, SIB and displacement (1.4): the operand that may be in memory, and the number in `reg`.
static struct x86_operand next_operand(struct reader *reader, uint8_t size, unsigned *reg) {
    uint8_t modrm = next_byte(reader);
    unsigned mode = modrm >> 6;
    unsigned low = modrm & 7;
    struct x86_operand operand = {X86_IN_MEMORY, size, 0, X86_NONE, X86_NONE, 0, 0};
    *reg = (modrm >> 3 & 7u) | (reader->rex & 4u) << 1;
    if (mode == 3)
        return in_register(reader, low | (reader->rex & 1u) << 3, size);
    if (low == 4) {
        uint8_t sib = next_byte(reader);
        unsigned index = (sib >> 3 & 7u) | (reader->rex & 2u) << 2;
        low = sib & 7;
        operand.scale = sib >> 6;
        operand.index = index == X86_RSP ? X86_NONE : (uint8_t)index;
        if (low == 5 && mode == 0) {
            operand.constant = next_word(reader);
            return operand;
        }
    } else if (low == 5 && mode == 0) { // relative to rip
        reader->failed = true;
    }
    operand.base = (uint8_t)(low | (reader->rex & 1u) << 3);
    if (mode == 1)
        operand.constant = next_signed_byte(reader);
    else if (mode == 2)
        operand.constant = next_word(reader);
    return operand;
}

// The register operand of ModRM, and the other; which of the two is the destination.
static void two_operands(struct reader *reader, struct x86_instruction *in, uint8_t to_size,
                         uint8_t from_size, bool to_register) {
    unsigned reg;
    struct x86_operand other = next_operand(reader, to_register ? from_size : to_size, &reg);
    struct x86_operand own = in_register(reader, reg, to_register ? to_size : from_size);
    in->to = to_register ? own : other;
    in->from = to_register ? other : own;
}

static void jump(struct reader *reader, struct x86_instruction *in, uint32_t address,
                 bool is_short) {
    if (reader->is_half || reader->has_rex)
        reader->failed = true;
    in->field = is_short ? 0 : address + reader->at;
    int32_t distance = is_short ? next_signed_byte(reader) : next_word(reader);
    in->target = address + reader->at + (uint32_t)distance;
}

static void unary_group(struct reader *reader, struct x86_instruction *in) {
    static const uint8_t operations[] = {0,       0,        X86_NOT, X86_NEG,
                                         X86_MUL, X86_IMUL, X86_DIV, X86_IDIV};
    unsigned reg;
    in->to = next_operand(reader, operand_size(reader), &reg);
    in->operation = operations[reg & 7];
    if ((reg & 7) < 2 || operand_size(reader) != 4)
        reader->failed = true;
}

// Opcodes of two bytes.
static void decode_escaped(struct reader *reader, struct x86_instruction *in, uint32_t address) {
    uint8_t opcode = next_byte(reader);
    uint8_t size = operand_size(reader);
    unsigned reg;
    in->condition = opcode & 15;
    if (opcode >> 4 == 4) {
        in->operation = X86_CMOVCC;
        two_operands(reader, in, size, size, true);
    } else if (opcode >> 4 == 8) {
        in->operation = X86_JCC;
        jump(reader, in, address, false);
    } else if (opcode >> 4 == 9) {
        in->operation = X86_SETCC;
        in->to = next_operand(reader, 1, &reg);
        if ((reg & 7) != 0)
            reader->failed = true;
    } else if (opcode == 0xaf || opcode == 0xbd) {
        in->operation = opcode == 0xaf ? X86_IMUL_BY : X86_BSR;
        two_operands(reader, in, size, size, true);
    } else if ((opcode & 0xf6) == 0xb6) {
        in->operation = opcode & 8 ? X86_MOVSX : X86_MOVZX;
        two_operands(reader, in, size, opcode & 1 ? 2 : 1, true);
    } else if (opcode >> 3 == 0xc8 >> 3) {
        in->operation = X86_BSWAP;
        in->to = in_register(reader, (opcode & 7u) | (reader->rex & 1u) << 3, size);
    } else {
        reader->failed = true;
    }
}

static void arithmetic(struct reader *reader, struct x86_instruction *in, uint8_t opcode) {
    uint8_t size = opcode & 1 ? operand_size(reader) : 1;
    in->operation = X86_ADD + (opcode >> 3);
    two_operands(reader, in, size, size, (opcode & 2) != 0);
    if ((opcode & 4) != 0)
        reader->failed = true;
}

static void arithmetic_constant(struct reader *reader, struct x86_instruction *in, uint8_t opcode) {
    uint8_t size = operand_size(reader);
    unsigned reg;
    in->to = next_operand(reader, size, &reg);
    in->operation = X86_ADD + (reg & 7);
    if (opcode == 0x81 && size == 2)
        reader->failed = true;
    in->from = constant(opcode == 0x83 ? next_signed_byte(reader) : next_word(reader), size);
}

static void shift(struct reader *reader, struct x86_instruction *in, uint8_t opcode) {
    unsigned reg;
    in->to = next_operand(reader, operand_size(reader), &reg);
    in->operation = X86_ROL + (reg & 7);
    in->from = opcode == 0xc1 ? constant(next_byte(reader), 1) : in_register(reader, X86_RCX, 1);
    if (in->operation == X86_RCL || in->operation == X86_RCR || in->operation == X86_SAL ||
        operand_size(reader) != 4)
        reader->failed = true;
}

// Of one register that the opcode names.
static void of_register(struct reader *reader, struct x86_instruction *in, uint8_t operation,
                        uint8_t opcode, uint8_t size) {
    in->operation = operation;
    in->to = in_register(reader, (opcode & 7u) | (reader->rex & 1u) << 3, size);
}

// Operations that have a row of their own.
static void decode_other(struct reader *reader, struct x86_instruction *in, uint8_t opcode,
                         uint32_t address) {
    uint8_t size = operand_size(reader);
    unsigned reg;
    switch (opcode) {
    case 0x69:
        in->operation = X86_IMUL_BY;
        two_operands(reader, in, size, size, true);
        in->by = constant(next_word(reader), size);
        if (size == 2)
            reader->failed = true;
        break;
    case 0x85:
        in->operation = X86_TEST;
        two_operands(reader, in, size, size, false);
        break;
    case 0x88:
    case 0x89:
    case 0x8a:
    case 0x8b:
        in->operation = X86_MOV;
        size = opcode & 1 ? size : 1;
        two_operands(reader, in, size, size, (opcode & 2) != 0);
        break;
    case 0x8d:
        in->operation = X86_LEA;
        two_operands(reader, in, size, size, true);
        if (in->from.kind != X86_IN_MEMORY || size == 2)
            reader->failed = true;
        break;
    case 0xc7:
        in->operation = X86_MOV;
        in->to = next_operand(reader, size, &reg);
        in->from = constant(next_word(reader), size);
        if ((reg & 7) != 0 || size == 2)
            reader->failed = true;
        break;
    case 0xe9:
    case 0xeb:
        in->operation = X86_JMP;
        jump(reader, in, address, opcode == 0xeb);
        break;
    case 0xe8:
        in->operation = X86_CALL;
        jump(reader, in, address, false);
        in->from = constant((int32_t)(address + reader->at), 8);
        break;
    case 0xff:
        in->to = next_operand(reader, 8, &reg);
        in->operation = (reg & 7) == 2 ? X86_CALL_TO : X86_JMP_TO;
        if (in->operation == X86_CALL_TO)
            in->from = constant((int32_t)(address + reader->at), 8);
        if (((reg & 7) != 2 && (reg & 7) != 4) || reader->is_half)
            reader->failed = true;
        break;
    case 0x68:
        in->operation = X86_PUSH;
        in->to = constant(next_word(reader), 8);
        break;
    case 0x99: in->operation = X86_CDQ; break;
    case 0x9d: in->operation = X86_POPF; break;
    case 0xc3: in->operation = X86_RET; break;
    default: reader->failed = true; break;
    }
    bool is_plain = opcode == 0x68 || opcode == 0x99 || opcode == 0x9d || opcode == 0xc3;
    if (is_plain && (reader->is_half || reader->has_rex))
        reader->failed = true;
}

static void decode_opcode(struct reader *reader, struct x86_instruction *in, uint32_t address) {
    uint8_t opcode = next_byte(reader);
    if (opcode == ESCAPE)
        decode_escaped(reader, in, address);
    else if (opcode < 0x40)
        arithmetic(reader, in, opcode);
    else if (opcode >> 3 == 0x50 >> 3 || opcode >> 3 == 0x58 >> 3)
        of_register(reader, in, opcode >> 3 == 0x50 >> 3 ? X86_PUSH : X86_POP, opcode, 8);
    else if (opcode >> 4 == 7) {
        in->operation = X86_JCC;
        in->condition = opcode & 15;
        jump(reader, in, address, true);
    } else if (opcode == 0x81 || opcode == 0x83)
        arithmetic_constant(reader, in, opcode);
    else if (opcode >> 3 == 0xb8 >> 3) {
        of_register(reader, in, X86_MOV, opcode, operand_size(reader));
        in->from = constant(next_word(reader), 4);
        if (operand_size(reader) != 4)
            reader->failed = true;
    } else if (opcode == 0xc1 || opcode == 0xd3)
        shift(reader, in, opcode);
    else if (opcode == 0xf7)
        unary_group(reader, in);
    else
        decode_other(reader, in, opcode, address);
}

bool x86_decode(const unsigned char *bytes, uint32_t size, uint32_t address,
                struct x86_instruction *in) {
    struct reader reader = {.bytes = bytes, .size = size};
    memset(in, 0, sizeof *in);
    if (size > 0 && bytes[0] == PREFIX_HALF) {
        reader.is_half = true;
        reader.at++;
    }
    if (reader.at < size && bytes[reader.at] >> 4 == 4) {
        reader.has_rex = true;
        reader.rex = bytes[reader.at++] & 15;
    }
    decode_opcode(&reader, in, address);
    if (reader.is_half && is_wide(&reader))
        reader.failed = true;
    in->length = (uint8_t)reader.at;
    return !reader.failed;
}
