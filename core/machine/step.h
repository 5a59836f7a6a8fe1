// What each instruction does: the parts of effects (isa/isa.def) that are more than an expression
// of C, from the Operation sections of "MIPS32 Architecture For Programmers, Volume II"; and the
// reference, which executes one instruction from the words in memory and caches nothing. Engines
// are made of the same effects; where they differ, step() is right.
#ifndef STEP_H
#define STEP_H

#include <stdbool.h>
#include <stdint.h>

#include "context.h"

// ---- arithmetic ----

static inline bool is_negative(uint32_t word) {
    return word >= 0x80000000u;
}

// Signed comparison. (Adding 2^31 turns signed order into unsigned.)
static inline bool is_less(uint32_t left, uint32_t right) {
    return left + 0x80000000u < right + 0x80000000u;
}

// ADD, ADDI: true if the signed sum does not fit.
static inline bool sum_overflows(uint32_t left, uint32_t right) {
    return is_negative(left) == is_negative(right) &&
           is_negative(left + right) != is_negative(left);
}

static inline bool difference_overflows(uint32_t left, uint32_t right) {
    return is_negative(left) != is_negative(right) &&
           is_negative(left - right) != is_negative(left);
}

// DIVU: lo = quotient, hi = remainder. By zero MIPS32 leaves both unpredictable; here they are the
// dividend and 0.
static inline void divide_unsigned(uint32_t *hi, uint32_t *lo, uint32_t rs, uint32_t rt) {
    *lo = rt == 0 ? rs : rs / rt;
    *hi = rt == 0 ? 0 : rs % rt;
}

// DIV: as DIVU, signed, rounded to zero. By zero: lo = the dividend, hi = 0, and the same where the
// quotient overflows.
static inline void divide(uint32_t *hi, uint32_t *lo, uint32_t rs, uint32_t rt) {
    bool one = rt == 0 || (rs == 0x80000000u && rt == 0xffffffffu);
    *lo = one ? rs : (uint32_t)((int32_t)rs / (int32_t)rt);
    *hi = one ? 0 : (uint32_t)((int32_t)rs % (int32_t)rt);
}

// MULTU, MULT, MADDU …: the unsigned and the signed product.
static inline uint64_t product_of(uint32_t left, uint32_t right) {
    return (uint64_t)left * right;
}

static inline uint64_t signed_product_of(uint32_t left, uint32_t right) {
    return (uint64_t)((int64_t)(int32_t)left * (int32_t)right);
}

// The 64 bits of hi and lo, which MULT and the like set, MADD adds to and MSUB subtracts from.
static inline uint64_t hi_lo(const uint32_t *hi, const uint32_t *lo) {
    return (uint64_t)*hi * 0x100000000u + *lo;
}

static inline void set_hi_lo(uint32_t *hi, uint32_t *lo, uint64_t value) {
    *lo = (uint32_t)value;
    *hi = (uint32_t)(value / 0x100000000u);
}

// ---- bits ----

// SRA, SRAV, ROTR, ROTRV: by an amount modulo 32.
static inline uint32_t shift_right_arithmetic(uint32_t word, uint32_t amount) {
    return is_negative(word) ? ~(~word >> amount % 32) : word >> amount % 32;
}

static inline uint32_t rotate_right(uint32_t word, uint32_t amount) {
    return word >> amount % 32 | word << (32 - amount % 32) % 32;
}

// CLZ, CLO (of the complement): the number of zeros before the first one bit.
static inline uint32_t leading_zeros(uint32_t word) {
    uint32_t count = 0;
    for (; count < 32 && word < 0x80000000u; word *= 2)
        count++;
    return count;
}

// EXT, INS: the field of bits [position, end), which isa_operands encodes as 64 * position + end.
// Reserved if there is no such field.
static inline bool is_field(uint32_t field) {
    return field % 64 <= 32 && field % 64 > field / 64;
}

static inline uint32_t extract_field(uint32_t word, uint32_t field) {
    uint32_t position = field / 64, end = field % 64;
    return word << (32 - end) >> (32 - end + position);
}

// The word with the lowest bits of `value` in the field.
static inline uint32_t insert_field(uint32_t word, uint32_t value, uint32_t field) {
    uint32_t position = field / 64, end = field % 64;
    uint32_t mask = 0xffffffffu >> (32 - end + position) << position;
    return (word & ~mask) | (value << position & mask);
}

// LB, SEB, LH, SEH
static inline uint32_t sign_extend_byte(uint32_t word) {
    return (word + 0x80u) % 0x100u - 0x80u;
}

static inline uint32_t sign_extend_half(uint32_t word) {
    return (word + 0x8000u) % 0x10000u - 0x8000u;
}

// WSBH: swaps the bytes of each half.
static inline uint32_t swap_bytes_of_halves(uint32_t word) {
    return (word & 0x00ff00ffu) << 8 | (word >> 8 & 0x00ff00ffu);
}

// ---- parts of words ----

// `word` is the one that holds the address, the lowest byte first.

static inline unsigned char *byte_of(uint32_t *word, uint32_t address) {
    return (unsigned char *)word + address % 4;
}

static inline uint32_t half_of(uint32_t *word, uint32_t address) {
    const unsigned char *bytes = byte_of(word, address);
    return bytes[0] + bytes[1] * 0x100u;
}

static inline void set_half(uint32_t *word, uint32_t address, uint32_t value) {
    unsigned char *bytes = byte_of(word, address);
    bytes[0] = (unsigned char)(value % 0x100u);
    bytes[1] = (unsigned char)(value / 0x100u % 0x100u);
}

// LWL, SWL: the bytes of the word up to the address are the upper ones of the register. LWR, SWR:
// those from the address on are the lower ones. Together they move an unaligned word.
static inline uint32_t with_upper_bytes(uint32_t old, uint32_t word, uint32_t address) {
    uint32_t shift = 24 - address % 4 * 8;
    return (old & ~(0xffffffffu << shift)) | word << shift;
}

static inline uint32_t with_lower_bytes(uint32_t old, uint32_t word, uint32_t address) {
    uint32_t shift = address % 4 * 8;
    return (old & ~(0xffffffffu >> shift)) | word >> shift;
}

static inline uint32_t with_bytes_up_to(uint32_t word, uint32_t value, uint32_t address) {
    uint32_t shift = 24 - address % 4 * 8;
    return (word & ~(0xffffffffu >> shift)) | value >> shift;
}

static inline uint32_t with_bytes_from(uint32_t word, uint32_t value, uint32_t address) {
    uint32_t shift = address % 4 * 8;
    return (word & ~(0xffffffffu << shift)) | value << shift;
}

// ---- what involves the context ----

// LL: remembers address and word.
static inline void set_link(uint32_t *context, uint32_t address, uint32_t word) {
    context[CONTEXT_LINK] = address + 1;
    context[CONTEXT_LINK_VALUE] = word;
}

// SC: stores only if the link is to this address and the word there still has its value. A link
// lasts until the next ll: no store, exception or switch of contexts breaks it.
static inline bool is_linked(const uint32_t *context, uint32_t address, uint32_t word) {
    return context[CONTEXT_LINK] == address + 1 && context[CONTEXT_LINK_VALUE] == word;
}

// RDHWR (manual, RDHWR; user programs on Linux may read these).
static inline bool is_hardware_register(uint32_t number) {
    return number < 4 || number == 29;
}

static inline uint32_t hardware_register(const uint32_t *context, uint32_t number) {
    switch (number) {
    case 2: return context[CONTEXT_RETIRED_LOW]; // CC, before this instruction
    case 3: return 1;                            // CCRes: one for each instruction
    case 29: return context[CONTEXT_USER_LOCAL]; // ULR
    default: return 0;                           // CPUNum; SYNCI_Step: caches need no synci
    }
}

// ---- the reference ----

// The memory of a context: returns the word that holds a byte, for an access of this kind; NULL,
// and the reason in *fault, if the access is not possible.
typedef uint32_t *step_reach(void *memory, uint32_t address, uint32_t alignment, enum access access,
                             struct fault *fault);

// Executes one instruction of a context in which $0 is 0. True if it retires; the caller counts it.
// The count in the context has to be right before, because the instruction may read it. Otherwise
// *fault says why, and nothing has changed.
bool step_in(uint32_t *context, step_reach *reach, void *memory, struct fault *fault);

// The same for a context of the machine itself, counted, with an exception in the context.
enum exception step(struct machine *machine, uint32_t *context);

// The memory that an instruction accesses besides itself.
struct step_access {
    uint32_t address;
    uint32_t alignment; // which the address has to have
    enum access kind;
};

// False if the word, executed in this context, accesses none. ($0 has to be 0.)
bool step_access(const uint32_t *context, uint32_t word, struct step_access *access);

// The engine that does nothing but step: what others are checked against.
engine step_run;

#endif
