// IEEE 754-2008 arithmetic by integers alone, for single (binary32) and double (binary64) precision
// numbers given as their bits. One source for three users: the machine's reference meaning of
// coprocessor 1, libcstar's routines for processors without it, and the helpers that gcc calls.
//
// Whatever an operation depends on or leaves behind is in the environment that it is given. Results
// are those of the standard, with its choices made as MIPS makes them: tininess is detected after
// rounding, an operation with a NaN among its operands gives the default NaN, which is positive.
#ifndef FLOAT_H
#define FLOAT_H

#include <stdbool.h>
#include <stdint.h>

enum float_rounding { ROUND_NEAREST, ROUND_TO_ZERO, ROUND_UP, ROUND_DOWN }; // as FCSR.RM has them

enum float_flag { // as FCSR has them
    FLOAT_INEXACT = 1,
    FLOAT_UNDERFLOW = 2, // tiny and inexact
    FLOAT_OVERFLOW = 4,
    FLOAT_DIVISION_BY_ZERO = 8,
    FLOAT_INVALID = 16,
    FLOAT_FLAGS = 31,
    // Not a flag of the standard: tiny, even if exact, which is what a trap on underflow is for.
    FLOAT_TINY = 32
};

enum float_nans {
    // Processors of MIPS before 2008: the highest bit of the fraction is set in a signaling NaN.
    // What
    // does not fit into an integer becomes the highest one.
    NANS_LEGACY,
    // IEEE 754-2008: it is set in a quiet NaN. What does not fit into an integer becomes the
    // nearest
    // one, and a NaN becomes 0.
    NANS_2008
};

struct float_environment {
    enum float_rounding rounding;
    enum float_nans nans;
    bool flush;     // results that are tiny before rounding become zero, which raises nothing
    uint32_t flags; // enum float_flag; operations add to them
};

enum float_order { FLOAT_LESS, FLOAT_EQUAL, FLOAT_GREATER, FLOAT_UNORDERED };

// ---- arithmetic.c ----

uint32_t single_add(uint32_t a, uint32_t b, struct float_environment *environment);
uint32_t single_subtract(uint32_t a, uint32_t b, struct float_environment *environment);
uint32_t single_multiply(uint32_t a, uint32_t b, struct float_environment *environment);
uint32_t single_divide(uint32_t a, uint32_t b, struct float_environment *environment);
uint32_t single_square_root(uint32_t a, struct float_environment *environment);
// a * b + c, rounded once. If c is a quiet NaN, infinity times zero raises nothing.
uint32_t single_fused(uint32_t a, uint32_t b, uint32_t c, struct float_environment *environment);

uint64_t double_add(uint64_t a, uint64_t b, struct float_environment *environment);
uint64_t double_subtract(uint64_t a, uint64_t b, struct float_environment *environment);
uint64_t double_multiply(uint64_t a, uint64_t b, struct float_environment *environment);
uint64_t double_divide(uint64_t a, uint64_t b, struct float_environment *environment);
uint64_t double_square_root(uint64_t a, struct float_environment *environment);
uint64_t double_fused(uint64_t a, uint64_t b, uint64_t c, struct float_environment *environment);

// ---- convert.c ----

// A comparison that is signaling raises `invalid` for any NaN, else for signaling NaNs only.
enum float_order single_compare(uint32_t a, uint32_t b, bool signaling,
                                struct float_environment *environment);
enum float_order double_compare(uint64_t a, uint64_t b, bool signaling,
                                struct float_environment *environment);

uint64_t single_to_double(uint32_t a, struct float_environment *environment);
uint32_t double_to_single(uint64_t a, struct float_environment *environment);

uint32_t single_from_signed(int64_t a, struct float_environment *environment);
uint32_t single_from_unsigned(uint64_t a, struct float_environment *environment);
uint64_t double_from_signed(int64_t a, struct float_environment *environment);
uint64_t double_from_unsigned(uint64_t a, struct float_environment *environment);

// To integers of `width` bits, 1 to 64. What does not fit raises `invalid` (see enum float_nans).
int64_t single_to_signed(uint32_t a, uint32_t width, struct float_environment *environment);
uint64_t single_to_unsigned(uint32_t a, uint32_t width, struct float_environment *environment);
int64_t double_to_signed(uint64_t a, uint32_t width, struct float_environment *environment);
uint64_t double_to_unsigned(uint64_t a, uint32_t width, struct float_environment *environment);

// To unsigned as gcc does it for MIPS, which has instructions for signed integers only: what is
// below 2^31, negative numbers too, is converted as signed.
uint32_t single_to_unsigned_word(uint32_t a, struct float_environment *environment);
uint32_t double_to_unsigned_word(uint64_t a, struct float_environment *environment);

// ---- decimal.c ----

enum { DECIMAL_DIGITS = 800 }; // more than the 768 that may decide how a double is rounded

struct decimal { // digits * 10^exponent, and a bit more
    bool is_negative;
    bool has_more;
    uint32_t count; // without zeros before the first digit that is not 0
    int32_t exponent;
    uint8_t digits[DECIMAL_DIGITS];
};

struct binary { // significand * 2^exponent; the last bit is sticky if all 64 are used
    bool is_negative;
    uint64_t significand;
    int32_t exponent;
};

// To a number that begins as zeros; the exponent is that of the last digit added.
void decimal_add_digit(struct decimal *decimal, uint32_t digit);
void binary_add_digit(struct binary *binary, uint32_t digit); // hexadecimal

uint64_t decimal_to_double(const struct decimal *decimal, struct float_environment *environment);
uint32_t decimal_to_single(const struct decimal *decimal, struct float_environment *environment);
uint64_t binary_to_double(const struct binary *binary, struct float_environment *environment);
uint32_t binary_to_single(const struct binary *binary, struct float_environment *environment);

// A number as people read it, with the fewest digits that mean it and no other. Returns the length.
enum { FLOAT_TEXT_SIZE = 32 };
uint32_t float_text(char *text, uint64_t bits, bool is_single);

// All digits of a finite number, the last of which is not 0; none of anything else.
void decimal_from_double(struct decimal *decimal, uint64_t bits);

#endif
