// libcstar: floating point for processors without a unit for it: what starc and gcc call for each
// operation (GCC Internals, "Routines for floating point emulation"). The arithmetic is
// core/float's; numbers are given and returned as their bits, which is the convention where there
// is no unit.
#include "soft.h"

#include "float/parts.c"

#include "float/arithmetic.c"

#include "float/convert.c"

#include "float/decimal.c"

typedef unsigned single_bits;
typedef unsigned long long double_bits;

static struct float_environment environment; // as <fenv.h> sees it

struct float_environment *__soft_environment(void) {
    return &environment;
}

#ifdef __mips_hard_float
enum float_rounding __float_rounding(void) {
    return (enum float_rounding)(__get_fcsr() & 3);
}
#else
enum float_rounding __float_rounding(void) {
    return environment.rounding;
}
#endif

void __decimal_add_digit(struct decimal *decimal, unsigned digit) {
    decimal_add_digit(decimal, digit);
}

void __binary_add_digit(struct binary *binary, unsigned digit) {
    binary_add_digit(binary, digit);
}

double_bits __decimal_to_double(const struct decimal *decimal, struct float_environment *e) {
    return decimal_to_double(decimal, e);
}

single_bits __decimal_to_single(const struct decimal *decimal, struct float_environment *e) {
    return decimal_to_single(decimal, e);
}

double_bits __binary_to_double(const struct binary *binary, struct float_environment *e) {
    return binary_to_double(binary, e);
}

single_bits __binary_to_single(const struct binary *binary, struct float_environment *e) {
    return binary_to_single(binary, e);
}

void __decimal_from_double(struct decimal *decimal, double_bits bits) {
    decimal_from_double(decimal, bits);
}

single_bits __single_fused(single_bits a, single_bits b, single_bits c,
                           struct float_environment *e) {
    return single_fused(a, b, c, e);
}

double_bits __double_fused(double_bits a, double_bits b, double_bits c,
                           struct float_environment *e) {
    return double_fused(a, b, c, e);
}

// ---- arithmetic ----

single_bits __addsf3(single_bits a, single_bits b) {
    return single_add(a, b, &environment);
}

single_bits __subsf3(single_bits a, single_bits b) {
    return single_subtract(a, b, &environment);
}

single_bits __mulsf3(single_bits a, single_bits b) {
    return single_multiply(a, b, &environment);
}

single_bits __divsf3(single_bits a, single_bits b) {
    return single_divide(a, b, &environment);
}

single_bits __negsf2(single_bits a) {
    return a + 0x80000000u;
}

single_bits __sqrtsf2(single_bits a) {
    return single_square_root(a, &environment);
}

double_bits __adddf3(double_bits a, double_bits b) {
    return double_add(a, b, &environment);
}

double_bits __subdf3(double_bits a, double_bits b) {
    return double_subtract(a, b, &environment);
}

double_bits __muldf3(double_bits a, double_bits b) {
    return double_multiply(a, b, &environment);
}

double_bits __divdf3(double_bits a, double_bits b) {
    return double_divide(a, b, &environment);
}

double_bits __negdf2(double_bits a) {
    return a + ((double_bits)1 << 63);
}

double_bits __sqrtdf2(double_bits a) {
    return double_square_root(a, &environment);
}

// ---- comparisons ----

// Less than zero, zero or greater, as a is less than b, equal or greater; `unordered` if one is not
// a number.
static int sign_of_order(enum float_order order, int unordered) {
    return order == FLOAT_UNORDERED ? unordered : (int)order - (int)FLOAT_EQUAL;
}

int __eqsf2(single_bits a, single_bits b) {
    return sign_of_order(single_compare(a, b, false, &environment), 1);
}

int __nesf2(single_bits a, single_bits b) {
    return __eqsf2(a, b);
}

int __ltsf2(single_bits a, single_bits b) {
    return sign_of_order(single_compare(a, b, true, &environment), 1);
}

int __lesf2(single_bits a, single_bits b) {
    return __ltsf2(a, b);
}

int __gtsf2(single_bits a, single_bits b) {
    return sign_of_order(single_compare(a, b, true, &environment), -1);
}

int __gesf2(single_bits a, single_bits b) {
    return __gtsf2(a, b);
}

int __unordsf2(single_bits a, single_bits b) {
    return single_compare(a, b, false, &environment) == FLOAT_UNORDERED;
}

int __eqdf2(double_bits a, double_bits b) {
    return sign_of_order(double_compare(a, b, false, &environment), 1);
}

int __nedf2(double_bits a, double_bits b) {
    return __eqdf2(a, b);
}

int __ltdf2(double_bits a, double_bits b) {
    return sign_of_order(double_compare(a, b, true, &environment), 1);
}

int __ledf2(double_bits a, double_bits b) {
    return __ltdf2(a, b);
}

int __gtdf2(double_bits a, double_bits b) {
    return sign_of_order(double_compare(a, b, true, &environment), -1);
}

int __gedf2(double_bits a, double_bits b) {
    return __gtdf2(a, b);
}

int __unorddf2(double_bits a, double_bits b) {
    return double_compare(a, b, false, &environment) == FLOAT_UNORDERED;
}

// ---- conversions of words and of formats ----

double_bits __extendsfdf2(single_bits a) {
    return single_to_double(a, &environment);
}

single_bits __truncdfsf2(double_bits a) {
    return double_to_single(a, &environment);
}

single_bits __floatsisf(int a) {
    return single_from_signed(a, &environment);
}

single_bits __floatunsisf(unsigned a) {
    return single_from_unsigned(a, &environment);
}

double_bits __floatsidf(int a) {
    return double_from_signed(a, &environment);
}

double_bits __floatunsidf(unsigned a) {
    return double_from_unsigned(a, &environment);
}

// C wants fractions cut, whatever the rounding mode is, which is returned.
static enum float_rounding cut(void) {
    enum float_rounding before = environment.rounding;
    environment.rounding = ROUND_TO_ZERO;
    return before;
}

int __fixsfsi(single_bits a) {
    enum float_rounding before = cut();
    int result = (int)single_to_signed(a, 32, &environment);
    environment.rounding = before;
    return result;
}

unsigned __fixunssfsi(single_bits a) {
    enum float_rounding before = cut();
    unsigned result = single_to_unsigned_word(a, &environment);
    environment.rounding = before;
    return result;
}

int __fixdfsi(double_bits a) {
    enum float_rounding before = cut();
    int result = (int)double_to_signed(a, 32, &environment);
    environment.rounding = before;
    return result;
}

unsigned __fixunsdfsi(double_bits a) {
    enum float_rounding before = cut();
    unsigned result = double_to_unsigned_word(a, &environment);
    environment.rounding = before;
    return result;
}

// ---- conversions of long long, which processors with a unit lack, too ----

// In the rounding mode of the unit, which gets the flags.
#ifdef __mips_hard_float
static void enter(enum float_rounding rounding) {
    environment.rounding = rounding;
    environment.flags = 0;
}

static void leave(void) {
    enum { FLAGS_AT = 2 };
    environment.rounding = ROUND_NEAREST;
    if ((environment.flags & FLOAT_FLAGS) != 0) {
        __set_fcsr(__get_fcsr() | (environment.flags & FLOAT_FLAGS) << FLAGS_AT);
    }
}
#else
static enum float_rounding outside;

static void enter(enum float_rounding rounding) {
    outside = environment.rounding;
    environment.rounding = rounding;
}

static void leave(void) {
    environment.rounding = outside;
}
#endif

float __floatdisf(long long a) {
    enter(__float_rounding());
    union single_number result = {.bits = single_from_signed(a, &environment)};
    leave();
    return result.number;
}

float __floatundisf(unsigned long long a) {
    enter(__float_rounding());
    union single_number result = {.bits = single_from_unsigned(a, &environment)};
    leave();
    return result.number;
}

double __floatdidf(long long a) {
    enter(__float_rounding());
    union double_number result = {.bits = double_from_signed(a, &environment)};
    leave();
    return result.number;
}

double __floatundidf(unsigned long long a) {
    enter(__float_rounding());
    union double_number result = {.bits = double_from_unsigned(a, &environment)};
    leave();
    return result.number;
}

long long __fixsfdi(float a) {
    union single_number number = {.number = a};
    enter(ROUND_TO_ZERO);
    long long result = single_to_signed(number.bits, 64, &environment);
    leave();
    return result;
}

unsigned long long __fixunssfdi(float a) {
    union single_number number = {.number = a};
    enter(ROUND_TO_ZERO);
    unsigned long long result = single_to_unsigned(number.bits, 64, &environment);
    leave();
    return result;
}

long long __fixdfdi(double a) {
    union double_number number = {.number = a};
    enter(ROUND_TO_ZERO);
    long long result = double_to_signed(number.bits, 64, &environment);
    leave();
    return result;
}

unsigned long long __fixunsdfdi(double a) {
    union double_number number = {.number = a};
    enter(ROUND_TO_ZERO);
    unsigned long long result = double_to_unsigned(number.bits, 64, &environment);
    leave();
    return result;
}
