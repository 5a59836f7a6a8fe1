// x86-64 instructions, as far as translated code has them: what bytes mean, written from the "AMD64
// Architecture Programmer's Manual, Volume 3" (24594), apart from what emits them. What is not
// known is refused.
#ifndef X86_H
#define X86_H

#include <stdbool.h>
#include <stdint.h>

enum x86_register {
    X86_RAX,
    X86_RCX,
    X86_RDX,
    X86_RBX,
    X86_RSP,
    X86_RBP,
    X86_R15 = 15,
    X86_REGISTERS,
    X86_NONE = 255
};

enum x86_operation {
    X86_ADD, // these eight as opcodes and ModRM number them
    X86_OR,
    X86_ADC,
    X86_SBB,
    X86_AND,
    X86_SUB,
    X86_XOR,
    X86_CMP,
    X86_ROL, // as ModRM numbers shifts
    X86_ROR,
    X86_RCL,
    X86_RCR,
    X86_SHL,
    X86_SHR,
    X86_SAL,
    X86_SAR,
    X86_TEST,
    X86_MOV,
    X86_MOVZX,
    X86_MOVSX,
    X86_LEA,
    X86_NOT,
    X86_NEG,
    X86_MUL, // of the accumulator, as the next three
    X86_IMUL,
    X86_DIV,
    X86_IDIV,
    X86_IMUL_BY, // of `to` and `from`, or of `from` and `by` if that is there
    X86_SETCC,
    X86_CMOVCC,
    X86_BSR,
    X86_BSWAP,
    X86_CDQ,
    X86_JMP, // to `target`
    X86_JCC,
    X86_JMP_TO, // to the operand
    X86_CALL,   // to `target`; `from` is the address behind it
    X86_CALL_TO,
    X86_PUSH,
    X86_POP,
    X86_POPF,
    X86_RET
};

// Conditions as jcc, setcc and cmovcc number them; odd ones are the opposites.
enum x86_condition {
    X86_IF_OVERFLOW = 0,
    X86_IF_BELOW = 2,
    X86_IF_ZERO = 4,
    X86_IF_BELOW_OR_ZERO = 6,
    X86_IF_SIGN = 8,
    X86_IF_PARITY = 10,
    X86_IF_LESS = 12,
    X86_IF_LESS_OR_ZERO = 14
};

enum x86_operand_kind { X86_NO_OPERAND, X86_IN_REGISTER, X86_IN_MEMORY, X86_CONSTANT };

struct x86_operand {
    uint8_t kind;
    uint8_t size;     // in bytes
    uint8_t number;   // of a register
    uint8_t base;     // of memory; X86_NONE: none
    uint8_t index;    // the same
    uint8_t scale;    // power of two
    int32_t constant; // or displacement, to be sign-extended
};

struct x86_instruction {
    uint8_t operation;
    uint8_t length;
    uint8_t condition;
    struct x86_operand to, from, by;
    uint32_t target; // of a jump
    uint32_t field;  // where its displacement of 32 bits is; 0: it has none
};

// Decodes the instruction at an address, of which at most `size` bytes are there. False if these
// bytes are not known.
bool x86_decode(const unsigned char *bytes, uint32_t size, uint32_t address,
                struct x86_instruction *in);

#endif
