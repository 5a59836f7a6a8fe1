#include "emit.h"

#include <string.h>

enum { PREFIX_NONE = 0, PREFIX_HALF = 0x66, ESCAPE = 0x0f };

// Of an instruction: operands of 64 bits; byte registers, which need a prefix from 4 up.
enum { WIDE = 1, BYTE_REG = 2, BYTE_RM = 4, HALF = 8 };

void emit_byte(struct stream *stream, unsigned value) {
    *stream->at++ = (uint8_t)value;
    stream->run++;
}

static void word(struct stream *stream, uint32_t value) {
    memcpy(stream->at, &value, 4);
    stream->at += 4;
    stream->run += 4;
}

void emit_bytes(struct stream *stream, const char *hexadecimal) {
    static const char digits[] = "0123456789abcdef";
    for (const char *at = hexadecimal; at[0] != 0; at += at[2] == ' ' ? 3 : 2)
        emit_byte(stream, (unsigned)((strchr(digits, at[0]) - digits) * 16 +
                                     (strchr(digits, at[1]) - digits)));
}

static bool fits_byte(int32_t value) {
    return value >= -128 && value <= 127;
}

// ModRM, SIB and displacement (manual, 1.4).
static void modrm(struct stream *stream, unsigned reg, struct operand operand) {
    unsigned field = reg % 8 * 8;
    if (!operand.memory) {
        emit_byte(stream, 0xc0 + field + operand.base % 8u);
        return;
    }
    if (operand.base == NO_REGISTER) {
        emit_byte(stream, field + 4);
        emit_byte(stream, operand.scale * 64u +
                              (operand.index == NO_REGISTER ? 4u : operand.index % 8u) * 8 + 5);
        word(stream, (uint32_t)operand.displacement);
        return;
    }
    unsigned mode = operand.displacement == 0 && operand.base % 8u != RBP ? 0
                    : fits_byte(operand.displacement)                     ? 0x40
                                                                          : 0x80;
    if (operand.index != NO_REGISTER || operand.base % 8u == RSP) {
        emit_byte(stream, mode + field + 4);
        emit_byte(stream, operand.scale * 64u +
                              (operand.index == NO_REGISTER ? 4u : operand.index % 8u) * 8 +
                              operand.base % 8u);
    } else {
        emit_byte(stream, mode + field + operand.base % 8u);
    }
    if (mode == 0x40)
        emit_byte(stream, (uint8_t)operand.displacement);
    else if (mode == 0x80)
        word(stream, (uint32_t)operand.displacement);
}

// REX, as far as the registers need it.
static unsigned rex_of(unsigned reg, struct operand operand) {
    unsigned prefix = 0;
    if (reg >= R8)
        prefix |= 0x44;
    if (operand.base != NO_REGISTER && operand.base >= R8)
        prefix |= 0x41;
    if (operand.memory && operand.index != NO_REGISTER && operand.index >= R8)
        prefix |= 0x42;
    return prefix;
}

// Prefixes, one or two bytes of opcode (0x0f.. has two), and the operands.
static void form(struct stream *stream, unsigned opcode, unsigned reg, struct operand operand,
                 unsigned flags) {
    unsigned prefix = rex_of(reg, operand);
    if (flags & HALF)
        emit_byte(stream, PREFIX_HALF);
    if (flags & WIDE)
        prefix |= 0x48;
    if ((flags & BYTE_REG) && reg >= RSP)
        prefix |= 0x40;
    if ((flags & BYTE_RM) && !operand.memory && operand.base >= RSP)
        prefix |= 0x40;
    if (prefix != 0)
        emit_byte(stream, prefix);
    if (opcode > 0xff)
        emit_byte(stream, ESCAPE);
    emit_byte(stream, opcode % 256);
    modrm(stream, reg, operand);
}

// What is emitted changes this register, or this operand if it is one.
static void changes(struct stream *stream, unsigned number) {
    stream->changed |= 1u << number;
}

static void changes_operand(struct stream *stream, struct operand operand) {
    if (!operand.memory)
        changes(stream, operand.base);
}

// ---- moves ----

void emit_load(struct stream *stream, unsigned to, struct operand from) {
    if (is_register(from, to))
        return;
    changes(stream, to);
    form(stream, 0x8b, to, from, 0);
}

void emit_load_wide(struct stream *stream, unsigned to, struct operand from) {
    changes(stream, to);
    form(stream, 0x8b, to, from, WIDE);
}

void emit_load_byte(struct stream *stream, unsigned to, struct operand from, bool is_signed) {
    changes(stream, to);
    form(stream, is_signed ? 0x0fbe : 0x0fb6, to, from, BYTE_RM);
}

void emit_load_half(struct stream *stream, unsigned to, struct operand from, bool is_signed) {
    changes(stream, to);
    form(stream, is_signed ? 0x0fbf : 0x0fb7, to, from, 0);
}

void emit_store(struct stream *stream, struct operand to, unsigned from) {
    if (is_register(to, from))
        return;
    changes_operand(stream, to);
    form(stream, 0x89, from, to, 0);
}

void emit_store_wide(struct stream *stream, struct operand to, unsigned from) {
    form(stream, 0x89, from, to, WIDE);
}

void emit_store_half(struct stream *stream, struct operand to, unsigned from) {
    form(stream, 0x89, from, to, HALF);
}

void emit_store_byte(struct stream *stream, struct operand to, unsigned from) {
    form(stream, 0x88, from, to, BYTE_REG);
}

// Leaves the flags alone, so that 0 is no special case.
void emit_constant(struct stream *stream, struct operand to, uint32_t value) {
    changes_operand(stream, to);
    if (to.memory) {
        form(stream, 0xc7, 0, to, 0);
    } else {
        if (to.base >= R8)
            emit_byte(stream, 0x41);
        emit_byte(stream, 0xb8 + to.base % 8u);
    }
    word(stream, value);
}

void emit_address(struct stream *stream, unsigned to, struct operand of) {
    changes(stream, to);
    form(stream, 0x8d, to, of, 0);
}

// ---- arithmetic ----

void emit_arithmetic(struct stream *stream, enum arithmetic what, unsigned to,
                     struct operand from) {
    if (what != CMP)
        changes(stream, to);
    form(stream, what * 8u + 3, to, from, 0);
}

void emit_arithmetic_to(struct stream *stream, enum arithmetic what, struct operand to,
                        unsigned from) {
    if (what != CMP)
        changes_operand(stream, to);
    form(stream, what * 8u + 1, from, to, 0);
}

static void constant_form(struct stream *stream, unsigned what, struct operand to, int32_t value,
                          unsigned flags) {
    form(stream, fits_byte(value) ? 0x83 : 0x81, what, to, flags);
    if (fits_byte(value))
        emit_byte(stream, (uint8_t)value);
    else
        word(stream, (uint32_t)value);
}

void emit_arithmetic_constant(struct stream *stream, enum arithmetic what, struct operand to,
                              int32_t value) {
    if (what != CMP)
        changes_operand(stream, to);
    constant_form(stream, what, to, value, 0);
}

void emit_arithmetic_wide(struct stream *stream, enum arithmetic what, unsigned to, int32_t value) {
    constant_form(stream, what, in_register(to), value, WIDE);
}

void emit_add_wide(struct stream *stream, unsigned to, unsigned from) {
    changes(stream, to);
    form(stream, 0x03, to, in_register(from), WIDE);
}

void emit_test(struct stream *stream, struct operand left, unsigned right) {
    form(stream, 0x85, right, left, 0);
}

void emit_test_wide(struct stream *stream, unsigned number) {
    form(stream, 0x85, number, in_register(number), WIDE);
}

void emit_shift(struct stream *stream, enum shift what, struct operand to, unsigned amount) {
    changes_operand(stream, to);
    form(stream, 0xc1, what, to, 0);
    emit_byte(stream, amount);
}

void emit_shift_by_cl(struct stream *stream, enum shift what, struct operand to) {
    changes_operand(stream, to);
    form(stream, 0xd3, what, to, 0);
}

// The products and quotients are of eax and edx.
void emit_unary(struct stream *stream, enum unary what, struct operand operand) {
    if (what == NOT || what == NEG) {
        changes_operand(stream, operand);
    } else {
        changes(stream, RAX);
        changes(stream, RDX);
    }
    form(stream, 0xf7, what, operand, 0);
}

void emit_multiply(struct stream *stream, unsigned to, struct operand from) {
    changes(stream, to);
    form(stream, 0x0faf, to, from, 0);
}

void emit_multiply_constant(struct stream *stream, unsigned to, struct operand from,
                            uint32_t value) {
    changes(stream, to);
    form(stream, 0x69, to, from, 0);
    word(stream, value);
}

// To a byte of a register whose upper bytes stay as they are.
void emit_set(struct stream *stream, enum condition condition, unsigned to) {
    changes(stream, to);
    form(stream, 0x0f90u + condition, 0, in_register(to), BYTE_RM);
}

void emit_set_at(struct stream *stream, enum condition condition, struct operand to) {
    form(stream, 0x0f90u + condition, 0, to, 0);
}

void emit_constant_byte(struct stream *stream, struct operand to, unsigned value) {
    form(stream, 0xc6, 0, to, 0);
    emit_byte(stream, value);
}

void emit_constant_wide(struct stream *stream, struct operand to, int32_t value) {
    form(stream, 0xc7, 0, to, WIDE);
    word(stream, (uint32_t)value);
}

void emit_compare_word(struct stream *stream, struct operand left, uint32_t value) {
    form(stream, 0x81, CMP, left, 0);
    word(stream, value);
}

void emit_compare_half(struct stream *stream, struct operand left, unsigned value) {
    form(stream, 0x81, CMP, left, HALF);
    emit_byte(stream, value % 0x100);
    emit_byte(stream, value / 0x100);
}

void emit_segment(struct stream *stream) {
    emit_byte(stream, 0x65);
}

void emit_compare_byte(struct stream *stream, struct operand left, unsigned value) {
    form(stream, 0x80, CMP, left, 0);
    emit_byte(stream, value);
}

void emit_move_if(struct stream *stream, enum condition condition, unsigned to,
                  struct operand from) {
    changes(stream, to);
    form(stream, 0x0f40u + condition, to, from, 0);
}

void emit_bit_scan_reverse(struct stream *stream, unsigned to, struct operand from) {
    changes(stream, to);
    form(stream, 0x0fbd, to, from, 0);
}

// The sign of eax to all of edx.
void emit_extend_accumulator(struct stream *stream) {
    changes(stream, RDX);
    emit_byte(stream, 0x99);
}

void emit_swap_accumulator(struct stream *stream) {
    changes(stream, RAX);
    emit_byte(stream, ESCAPE);
    emit_byte(stream, 0xc8);
}

// ---- control ----

void emit_push(struct stream *stream, unsigned number) {
    if (number >= R8)
        emit_byte(stream, 0x41);
    emit_byte(stream, 0x50 + number % 8);
}

void emit_pop(struct stream *stream, unsigned number) {
    if (number >= R8)
        emit_byte(stream, 0x41);
    emit_byte(stream, 0x58 + number % 8);
}

void emit_push_constant(struct stream *stream, uint32_t value) {
    emit_byte(stream, 0x68);
    word(stream, value);
}

void emit_jump(struct stream *stream, uint32_t target) {
    emit_byte(stream, 0xe9);
    word(stream, target - (stream->run + 4));
}

void emit_jump_if(struct stream *stream, enum condition condition, uint32_t target) {
    emit_byte(stream, ESCAPE);
    emit_byte(stream, 0x80u + condition);
    word(stream, target - (stream->run + 4));
}

void emit_call(struct stream *stream, uint32_t target) {
    emit_byte(stream, 0xe8);
    word(stream, target - (stream->run + 4));
}

void emit_call_to(struct stream *stream, struct operand target) {
    form(stream, 0xff, 2, target, 0);
}

void emit_jump_to(struct stream *stream, struct operand target) {
    form(stream, 0xff, 4, target, 0);
}

void emit_patch(uint8_t *field, uint32_t run, uint32_t target) {
    uint32_t distance = target - (run + 4);
    memcpy(field, &distance, 4);
}

// ---- SSE2 ----

void emit_scalar(struct stream *stream, unsigned prefix, unsigned opcode, unsigned number,
                 struct operand operand) {
    unsigned rex = rex_of(number, operand);
    if (prefix != 0)
        emit_byte(stream, prefix);
    if (rex != 0)
        emit_byte(stream, rex);
    emit_byte(stream, ESCAPE);
    emit_byte(stream, opcode);
    modrm(stream, number, operand);
}

// VEX (manual, 1.2.7): its first byte tells how many follow. R, X, B and the second register are
// inverted.
void emit_scalar_of_two(struct stream *stream, bool is_wide, unsigned opcode, unsigned to,
                        unsigned left, unsigned right) {
    unsigned second = (to >= R8 ? 0 : 0x80u) + ((~left & 15) << 3) + (is_wide ? 3 : 2);
    if (right >= R8) {
        emit_byte(stream, 0xc4);
        emit_byte(stream, (to >= R8 ? 0 : 0x80u) + 0x40 + 1);
        emit_byte(stream, second & 0x7f);
    } else {
        emit_byte(stream, 0xc5);
        emit_byte(stream, second);
    }
    emit_byte(stream, opcode);
    modrm(stream, to, in_register(right));
}

void emit_round(struct stream *stream, bool is_wide, unsigned to, unsigned from, unsigned mode) {
    unsigned rex = rex_of(to, in_register(from));
    emit_byte(stream, PREFIX_HALF);
    if (rex != 0)
        emit_byte(stream, rex);
    emit_byte(stream, ESCAPE);
    emit_byte(stream, 0x3a);
    emit_byte(stream, is_wide ? 0x0b : 0x0a);
    modrm(stream, to, in_register(from));
    emit_byte(stream, mode);
}
