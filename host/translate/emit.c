#include "emit.h"

#include <string.h>

enum { PREFIX_NONE = 0, PREFIX_HALF = 0x66, ESCAPE = 0x0f };

// Of an instruction: operands of 64 bits; byte registers, which need a prefix from 4 up.
enum { WIDE = 1, BYTE_OPERAND = 2, BYTE_PLACE = 4, HALF = 8 };

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
static void place_bytes(struct stream *stream, unsigned operand, struct place place) {
    unsigned field = operand % 8 * 8;
    if (!place.memory) {
        emit_byte(stream, 0xc0 + field + place.base % 8u);
        return;
    }
    if (place.base == NO_REGISTER) {
        emit_byte(stream, field + 4);
        emit_byte(stream,
                  place.scale * 64u + (place.index == NO_REGISTER ? 4u : place.index % 8u) * 8 + 5);
        word(stream, (uint32_t)place.displacement);
        return;
    }
    unsigned mode = place.displacement == 0 && place.base % 8u != RBP ? 0
                    : fits_byte(place.displacement)                   ? 0x40
                                                                      : 0x80;
    if (place.index != NO_REGISTER || place.base % 8u == RSP) {
        emit_byte(stream, mode + field + 4);
        emit_byte(stream, place.scale * 64u +
                              (place.index == NO_REGISTER ? 4u : place.index % 8u) * 8 +
                              place.base % 8u);
    } else {
        emit_byte(stream, mode + field + place.base % 8u);
    }
    if (mode == 0x40)
        emit_byte(stream, (uint8_t)place.displacement);
    else if (mode == 0x80)
        word(stream, (uint32_t)place.displacement);
}

// Prefixes, one or two bytes of opcode (0x0f.. has two), and the operands.
static void form(struct stream *stream, unsigned opcode, unsigned operand, struct place place,
                 unsigned flags) {
    unsigned prefix = 0;
    if (flags & HALF)
        emit_byte(stream, PREFIX_HALF);
    if (flags & WIDE)
        prefix |= 0x48;
    if (operand >= R8)
        prefix |= 0x44;
    if (place.base != NO_REGISTER && place.base >= R8)
        prefix |= 0x41;
    if (place.memory && place.index != NO_REGISTER && place.index >= R8)
        prefix |= 0x42;
    if ((flags & BYTE_OPERAND) && operand >= RSP)
        prefix |= 0x40;
    if ((flags & BYTE_PLACE) && !place.memory && place.base >= RSP)
        prefix |= 0x40;
    if (prefix != 0)
        emit_byte(stream, prefix);
    if (opcode > 0xff)
        emit_byte(stream, ESCAPE);
    emit_byte(stream, opcode % 256);
    place_bytes(stream, operand, place);
}

// What is emitted changes this register, or this place if it is one.
static void changes(struct stream *stream, unsigned number) {
    stream->changed |= 1u << number;
}

static void changes_place(struct stream *stream, struct place place) {
    if (!place.memory)
        changes(stream, place.base);
}

// ---- moves ----

void emit_load(struct stream *stream, unsigned to, struct place from) {
    if (is_register(from, to))
        return;
    changes(stream, to);
    form(stream, 0x8b, to, from, 0);
}

void emit_load_wide(struct stream *stream, unsigned to, struct place from) {
    changes(stream, to);
    form(stream, 0x8b, to, from, WIDE);
}

void emit_load_byte(struct stream *stream, unsigned to, struct place from, bool is_signed) {
    changes(stream, to);
    form(stream, is_signed ? 0x0fbe : 0x0fb6, to, from, BYTE_PLACE);
}

void emit_load_half(struct stream *stream, unsigned to, struct place from, bool is_signed) {
    changes(stream, to);
    form(stream, is_signed ? 0x0fbf : 0x0fb7, to, from, 0);
}

void emit_store(struct stream *stream, struct place to, unsigned from) {
    if (is_register(to, from))
        return;
    changes_place(stream, to);
    form(stream, 0x89, from, to, 0);
}

void emit_store_wide(struct stream *stream, struct place to, unsigned from) {
    form(stream, 0x89, from, to, WIDE);
}

void emit_store_half(struct stream *stream, struct place to, unsigned from) {
    form(stream, 0x89, from, to, HALF);
}

void emit_store_byte(struct stream *stream, struct place to, unsigned from) {
    form(stream, 0x88, from, to, BYTE_OPERAND);
}

// Leaves the flags alone, so that 0 is no special case.
void emit_constant(struct stream *stream, struct place to, uint32_t value) {
    changes_place(stream, to);
    if (to.memory) {
        form(stream, 0xc7, 0, to, 0);
    } else {
        if (to.base >= R8)
            emit_byte(stream, 0x41);
        emit_byte(stream, 0xb8 + to.base % 8u);
    }
    word(stream, value);
}

void emit_address(struct stream *stream, unsigned to, struct place of) {
    changes(stream, to);
    form(stream, 0x8d, to, of, 0);
}

// ---- arithmetic ----

void emit_arithmetic(struct stream *stream, enum arithmetic what, unsigned to, struct place from) {
    if (what != CMP)
        changes(stream, to);
    form(stream, what * 8u + 3, to, from, 0);
}

void emit_arithmetic_to(struct stream *stream, enum arithmetic what, struct place to,
                        unsigned from) {
    if (what != CMP)
        changes_place(stream, to);
    form(stream, what * 8u + 1, from, to, 0);
}

static void constant_form(struct stream *stream, unsigned what, struct place to, int32_t value,
                          unsigned flags) {
    form(stream, fits_byte(value) ? 0x83 : 0x81, what, to, flags);
    if (fits_byte(value))
        emit_byte(stream, (uint8_t)value);
    else
        word(stream, (uint32_t)value);
}

void emit_arithmetic_constant(struct stream *stream, enum arithmetic what, struct place to,
                              int32_t value) {
    if (what != CMP)
        changes_place(stream, to);
    constant_form(stream, what, to, value, 0);
}

void emit_arithmetic_wide(struct stream *stream, enum arithmetic what, unsigned to, int32_t value) {
    constant_form(stream, what, in_register(to), value, WIDE);
}

void emit_add_wide(struct stream *stream, unsigned to, unsigned from) {
    changes(stream, to);
    form(stream, 0x03, to, in_register(from), WIDE);
}

void emit_test(struct stream *stream, struct place left, unsigned right) {
    form(stream, 0x85, right, left, 0);
}

void emit_test_wide(struct stream *stream, unsigned number) {
    form(stream, 0x85, number, in_register(number), WIDE);
}

void emit_shift(struct stream *stream, enum shift what, struct place to, unsigned amount) {
    changes_place(stream, to);
    form(stream, 0xc1, what, to, 0);
    emit_byte(stream, amount);
}

void emit_shift_by_cl(struct stream *stream, enum shift what, struct place to) {
    changes_place(stream, to);
    form(stream, 0xd3, what, to, 0);
}

// The products and quotients are of eax and edx.
void emit_unary(struct stream *stream, enum unary what, struct place place) {
    if (what == NOT || what == NEG) {
        changes_place(stream, place);
    } else {
        changes(stream, RAX);
        changes(stream, RDX);
    }
    form(stream, 0xf7, what, place, 0);
}

void emit_multiply(struct stream *stream, unsigned to, struct place from) {
    changes(stream, to);
    form(stream, 0x0faf, to, from, 0);
}

// To a byte of a register whose upper bytes stay as they are.
void emit_set(struct stream *stream, enum condition condition, unsigned to) {
    changes(stream, to);
    form(stream, 0x0f90u + condition, 0, in_register(to), BYTE_PLACE);
}

void emit_move_if(struct stream *stream, enum condition condition, unsigned to, struct place from) {
    changes(stream, to);
    form(stream, 0x0f40u + condition, to, from, 0);
}

void emit_bit_scan_reverse(struct stream *stream, unsigned to, struct place from) {
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

void emit_jump_to(struct stream *stream, struct place target) {
    form(stream, 0xff, 4, target, 0);
}

void emit_patch(uint8_t *field, uint32_t run, uint32_t target) {
    uint32_t distance = target - (run + 4);
    memcpy(field, &distance, 4);
}

// ---- SSE2 ----

void emit_scalar(struct stream *stream, unsigned prefix, unsigned opcode, unsigned number,
                 struct place place) {
    if (prefix != 0)
        emit_byte(stream, prefix);
    emit_byte(stream, ESCAPE);
    emit_byte(stream, opcode);
    place_bytes(stream, number, place);
}
