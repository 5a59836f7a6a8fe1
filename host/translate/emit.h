// x86-64 instructions, one function for each form, written to a stream. Operations are on 32 bits
// unless a name says otherwise, so that the upper half of every register that a guest can change
// stays 0. References are to the "AMD64 Architecture Programmer's Manual, Volume 3" (24594).
#ifndef EMIT_H
#define EMIT_H

#include <stdbool.h>
#include <stdint.h>

enum host_register {
    RAX,
    RCX,
    RDX,
    RBX,
    RSP,
    RBP,
    RSI,
    RDI,
    R8,
    R9,
    R10,
    R11,
    R12,
    R13,
    R14,
    R15,
    NO_REGISTER = 255
};

// What a ModRM byte can name: a register, or memory at base + index + displacement. Without a base
// the displacement is an address below 2 GiB.
struct operand {
    bool memory;
    uint8_t base; // or the register itself
    uint8_t index;
    uint8_t scale; // of the index, as a power of two
    int32_t displacement;
};

// Code is written through one mapping and executed in another: `run` is the address there.
struct stream {
    uint8_t *at;
    uint8_t *end;
    uint32_t run;
    uint32_t changed; // bits: registers that the emitted code changes, until cleared
};

static inline struct operand in_register(unsigned number) {
    return (struct operand){false, (uint8_t)number, NO_REGISTER, 0, 0};
}

static inline struct operand at_base(unsigned base, int32_t displacement) {
    return (struct operand){true, (uint8_t)base, NO_REGISTER, 0, displacement};
}

static inline struct operand at_index(unsigned base, unsigned index, unsigned scale,
                                      int32_t displacement) {
    return (struct operand){true, (uint8_t)base, (uint8_t)index, (uint8_t)scale, displacement};
}

static inline struct operand at_address(uint32_t address) {
    return (struct operand){true, NO_REGISTER, NO_REGISTER, 0, (int32_t)address};
}

static inline bool is_register(struct operand operand, unsigned number) {
    return !operand.memory && operand.base == number;
}

// Conditions, as jcc, setcc and cmovcc number them.
enum condition {
    IF_OVERFLOW = 0,
    IF_BELOW = 2,
    IF_NOT_BELOW = 3,
    IF_EQUAL = 4,
    IF_NOT_EQUAL = 5,
    IF_BELOW_OR_EQUAL = 6,
    IF_SIGN = 8,
    IF_NOT_SIGN = 9,
    IF_PARITY = 10,
    IF_LESS = 12,
    IF_NOT_LESS = 13,
    IF_NOT_GREATER = 14,
    IF_GREATER = 15
};

// Arithmetic of the first eight opcode groups, by their number.
enum arithmetic { ADD = 0, OR = 1, ADC = 2, SBB = 3, AND = 4, SUB = 5, XOR = 6, CMP = 7 };
enum shift { ROL = 0, ROR = 1, SHL = 4, SHR = 5, SAR = 7 };
enum unary { NOT = 2, NEG = 3, MUL = 4, IMUL = 5, DIV = 6, IDIV = 7 };

void emit_byte(struct stream *stream, unsigned value);
void emit_bytes(struct stream *stream, const char *hexadecimal);

void emit_load(struct stream *stream, unsigned to, struct operand from);
void emit_load_wide(struct stream *stream, unsigned to, struct operand from);
void emit_load_byte(struct stream *stream, unsigned to, struct operand from, bool is_signed);
void emit_load_half(struct stream *stream, unsigned to, struct operand from, bool is_signed);
void emit_store(struct stream *stream, struct operand to, unsigned from);
void emit_store_wide(struct stream *stream, struct operand to, unsigned from);
void emit_store_half(struct stream *stream, struct operand to, unsigned from);
void emit_store_byte(struct stream *stream, struct operand to, unsigned from);
void emit_constant(struct stream *stream, struct operand to, uint32_t value);
void emit_address(struct stream *stream, unsigned to, struct operand of);

void emit_arithmetic(struct stream *stream, enum arithmetic what, unsigned to, struct operand from);
void emit_arithmetic_to(struct stream *stream, enum arithmetic what, struct operand to,
                        unsigned from);
void emit_arithmetic_constant(struct stream *stream, enum arithmetic what, struct operand to,
                              int32_t value);
void emit_arithmetic_wide(struct stream *stream, enum arithmetic what, unsigned to, int32_t value);
void emit_add_wide(struct stream *stream, unsigned to, unsigned from);
void emit_test(struct stream *stream, struct operand left, unsigned right);
void emit_test_wide(struct stream *stream, unsigned number);
void emit_shift(struct stream *stream, enum shift what, struct operand to, unsigned amount);
void emit_shift_by_cl(struct stream *stream, enum shift what, struct operand to);
void emit_unary(struct stream *stream, enum unary what, struct operand operand);
void emit_multiply(struct stream *stream, unsigned to, struct operand from);
void emit_multiply_constant(struct stream *stream, unsigned to, struct operand from,
                            uint32_t value);
void emit_set(struct stream *stream, enum condition condition, unsigned to);
void emit_set_at(struct stream *stream, enum condition condition, struct operand to);
void emit_constant_byte(struct stream *stream, struct operand to, unsigned value);
void emit_compare_byte(struct stream *stream, struct operand left, unsigned value);
void emit_compare_half(struct stream *stream, struct operand left, unsigned value);
void emit_compare_word(struct stream *stream, struct operand left, uint32_t value);
// To 64 bits of memory, sign-extended.
void emit_constant_wide(struct stream *stream, struct operand to, int32_t value);
// The memory of the next instruction is relative to the base of gs.
void emit_segment(struct stream *stream);
void emit_move_if(struct stream *stream, enum condition condition, unsigned to,
                  struct operand from);
void emit_bit_scan_reverse(struct stream *stream, unsigned to, struct operand from);
void emit_extend_accumulator(struct stream *stream);
void emit_swap_accumulator(struct stream *stream); // its bytes

// SSE2: prefix (0: none), the byte after 0x0f, the register of the first operand, and the second
// one.
void emit_scalar(struct stream *stream, unsigned prefix, unsigned opcode, unsigned number,
                 struct operand operand);
// AVX: the same with a register for the result, and two for operands; of singles or doubles.
void emit_scalar_of_two(struct stream *stream, bool is_wide, unsigned opcode, unsigned to,
                        unsigned left, unsigned right);
// SSE4.1: to an integer in the same format, in a rounding of the processor (8: never inexact).
void emit_round(struct stream *stream, bool is_wide, unsigned to, unsigned from, unsigned mode);

void emit_push(struct stream *stream, unsigned number);
void emit_pop(struct stream *stream, unsigned number);
void emit_push_constant(struct stream *stream, uint32_t value);
void emit_jump(struct stream *stream, uint32_t target);
void emit_jump_if(struct stream *stream, enum condition condition, uint32_t target);
void emit_call(struct stream *stream, uint32_t target);
void emit_call_to(struct stream *stream, struct operand target);
void emit_jump_to(struct stream *stream, struct operand target);

// Makes the jump whose last four bytes are at `field` in the writable mapping, `run` in the other,
// lead to a target.
void emit_patch(uint8_t *field, uint32_t run, uint32_t target);

#endif
