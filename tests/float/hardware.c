// hardware [SLOW]: compares core/float with the SSE2, SSE4.1 and FMA units of an x86-64 host, bits
// and flags, in all four rounding modes: binary operations on all pairs of edges of level 1 (with
// SLOW: of level 2 with level 1, both ways), unary ones on level 3, and random operands. Whatever
// the host has no instruction for is skipped here and compared with MPFR. Prints how many were
// compared.
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "operations.h"

// ---- the host ----

static uint32_t run_control; // MXCSR: all exceptions masked, their flags clear
static uint32_t host_flags;

enum { MASKS = 0x1f80, ROUNDING_AT = 13 };

// MXCSR and FCSR name two of the directions by different numbers.
static const uint32_t host_rounding[] = {0, 3, 2, 1};

#define OPERATE(instruction, result, operand)                                                      \
    __asm__ volatile("ldmxcsr %2\n\t" instruction "\n\tstmxcsr %1"                                 \
                     : "+x"(result), "=m"(host_flags)                                              \
                     : "m"(run_control), "x"(operand))
#define CONVERT(instruction, result, kind, operand)                                                \
    __asm__ volatile("ldmxcsr %2\n\t" instruction "\n\tstmxcsr %1"                                 \
                     : "=&" kind(result), "=m"(host_flags)                                         \
                     : "m"(run_control), "x"(operand))

static float single_of(uint64_t bits) {
    uint32_t word = (uint32_t)bits;
    float number;
    memcpy(&number, &word, sizeof number);
    return number;
}

static double double_of(uint64_t bits) {
    double number;
    memcpy(&number, &bits, sizeof number);
    return number;
}

static uint64_t bits_of_single(float number) {
    uint32_t word;
    memcpy(&word, &number, sizeof word);
    return word;
}

static uint64_t bits_of_double(double number) {
    uint64_t bits;
    memcpy(&bits, &number, sizeof bits);
    return bits;
}

// Both formats of an operation that takes its other operand in a register.
#define SAME(name, single, double)                                                                 \
    if (strncmp(operation, name ".", sizeof name) == 0) {                                          \
        if (is_single) {                                                                           \
            OPERATE(single, a, b);                                                                 \
            *result = bits_of_single(a);                                                           \
        } else {                                                                                   \
            OPERATE(double, x, y);                                                                 \
            *result = bits_of_double(x);                                                           \
        }                                                                                          \
        return true;                                                                               \
    }

static bool host_arithmetic(const char *operation, bool is_single, const uint64_t *v,
                            uint64_t *result) {
    float a = single_of(v[0]), b = single_of(v[1]), c = single_of(v[2]);
    double x = double_of(v[0]), y = double_of(v[1]), z = double_of(v[2]);
    SAME("add", "addss %3, %0", "addsd %3, %0")
    SAME("subtract", "subss %3, %0", "subsd %3, %0")
    SAME("multiply", "mulss %3, %0", "mulsd %3, %0")
    SAME("divide", "divss %3, %0", "divsd %3, %0")
    b = a;
    y = x;
    SAME("square_root", "sqrtss %3, %0", "sqrtsd %3, %0")
    if (strncmp(operation, "fused", 5) == 0 && __builtin_cpu_supports("fma")) {
        b = single_of(v[1]);
        y = double_of(v[1]);
        if (is_single) {
            __asm__ volatile("ldmxcsr %2\n\tvfmadd213ss %4, %3, %0\n\tstmxcsr %1"
                             : "+x"(a), "=m"(host_flags)
                             : "m"(run_control), "x"(b), "x"(c));
            *result = bits_of_single(a);
        } else {
            __asm__ volatile("ldmxcsr %2\n\tvfmadd213sd %4, %3, %0\n\tstmxcsr %1"
                             : "+x"(x), "=m"(host_flags)
                             : "m"(run_control), "x"(y), "x"(z));
            *result = bits_of_double(x);
        }
        return true;
    }
    return false;
}

// The flags of ucomis, as an order.
static uint64_t order_of(bool above, bool equal, bool unordered) {
    return unordered ? FLOAT_UNORDERED : equal ? FLOAT_EQUAL : above ? FLOAT_GREATER : FLOAT_LESS;
}

#define COMPARE(instruction, a, b)                                                                 \
    {                                                                                              \
        bool above, equal, unordered;                                                              \
        __asm__ volatile("ldmxcsr %4\n\t" instruction                                              \
                         " %6, %5\n\tseta %0\n\tsete %1\n\tsetp %2\n\tstmxcsr %3"                  \
                         : "=&q"(above), "=&q"(equal), "=&q"(unordered), "=m"(host_flags)          \
                         : "m"(run_control), "x"(a), "x"(b)                                        \
                         : "cc");                                                                  \
        *result = order_of(above, equal, unordered);                                               \
        return true;                                                                               \
    }

static bool host_compare(const char *operation, bool is_single, const uint64_t *v,
                         uint64_t *result) {
    bool signaling = strncmp(operation, "signaling", 9) == 0;
    if (!signaling && strncmp(operation, "quiet", 5) != 0)
        return false;
    if (is_single && signaling)
        COMPARE("comiss", single_of(v[0]), single_of(v[1]))
    if (is_single)
        COMPARE("ucomiss", single_of(v[0]), single_of(v[1]))
    if (signaling)
        COMPARE("comisd", double_of(v[0]), double_of(v[1]))
    COMPARE("ucomisd", double_of(v[0]), double_of(v[1]))
}

#define FROM_INTEGER(operation_name, letter, instruction, operand)                                 \
    if (strcmp(operation, operation_name ".s") == 0) {                                             \
        float a = 0;                                                                               \
        __asm__ volatile("ldmxcsr %2\n\tcvtsi2ss" instruction " %" letter "3, %0\n\tstmxcsr %1"    \
                         : "+x"(a), "=m"(host_flags)                                               \
                         : "m"(run_control), "r"(operand));                                        \
        *result = bits_of_single(a);                                                               \
        return true;                                                                               \
    }                                                                                              \
    if (strcmp(operation, operation_name ".d") == 0) {                                             \
        double x = 0;                                                                              \
        __asm__ volatile("ldmxcsr %2\n\tcvtsi2sd" instruction " %" letter "3, %0\n\tstmxcsr %1"    \
                         : "+x"(x), "=m"(host_flags)                                               \
                         : "m"(run_control), "r"(operand));                                        \
        *result = bits_of_double(x);                                                               \
        return true;                                                                               \
    }

static bool host_convert(const char *operation, const uint64_t *v, uint64_t *result) {
    int32_t word;
    int64_t longword;
    float a = single_of(v[0]);
    double x = double_of(v[0]);
    if (strcmp(operation, "to_double.s") == 0) {
        CONVERT("cvtss2sd %3, %0", x, "x", a);
        *result = bits_of_double(x);
    } else if (strcmp(operation, "to_single.d") == 0) {
        CONVERT("cvtsd2ss %3, %0", a, "x", x);
        *result = bits_of_single(a);
    } else if (strcmp(operation, "to_signed_32.s") == 0) {
        CONVERT("cvtss2si %3, %0", word, "r", a);
        *result = (uint64_t)word;
    } else if (strcmp(operation, "to_signed_32.d") == 0) {
        CONVERT("cvtsd2si %3, %0", word, "r", x);
        *result = (uint64_t)word;
    } else if (strcmp(operation, "to_signed_64.s") == 0) {
        CONVERT("cvtss2si %3, %0", longword, "r", a);
        *result = (uint64_t)longword;
    } else if (strcmp(operation, "to_signed_64.d") == 0) {
        CONVERT("cvtsd2si %3, %0", longword, "r", x);
        *result = (uint64_t)longword;
    } else {
        FROM_INTEGER("from_signed_32", "k", "l", (uint32_t)v[0])
        FROM_INTEGER("from_signed_64", "", "q", v[0])
        FROM_INTEGER("from_unsigned_32", "", "q", (uint64_t)(uint32_t)v[0])
        return false;
    }
    return true;
}

static bool host_run(const struct operation *operation, const uint64_t *v, uint64_t *result) {
    bool is_single = operation->operands[0] == 's';
    return host_arithmetic(operation->name, is_single, v, result) ||
           host_compare(operation->name, is_single, v, result) ||
           host_convert(operation->name, v, result);
}

// Invalid, (denormal), division by zero, overflow, underflow, precision.
static uint32_t flags_of_host(void) {
    uint32_t flags = host_flags;
    return (flags & 1 ? FLOAT_INVALID : 0) | (flags & 4 ? FLOAT_DIVISION_BY_ZERO : 0) |
           (flags & 8 ? FLOAT_OVERFLOW : 0) | (flags & 16 ? FLOAT_UNDERFLOW : 0) |
           (flags & 32 ? FLOAT_INEXACT : 0);
}

// ---- comparing ----

static uint64_t compared;
static uint32_t wrong;

static bool is_subnormal(char format, uint64_t bits) {
    uint32_t fraction_bits = format == 's' ? 23 : 52;
    uint32_t exponents = format == 's' ? 255 : 2047;
    return (format == 's' || format == 'd') && (bits >> fraction_bits & exponents) == 0 &&
           bits << (64 - fraction_bits) != 0;
}

static void complain(const struct operation *operation, const uint64_t *v,
                     const struct float_environment *environment, uint64_t result, uint64_t want,
                     uint32_t flags) {
    printf("%s %d%s:", operation->name, environment->rounding, environment->flush ? " flush" : "");
    for (uint32_t i = 0; operation->operands[i] != 0; i++)
        printf(" %016" PRIx64, v[i]);
    printf(" is %016" PRIx64 " %02x, not %016" PRIx64 " %02x\n", result, environment->flags, want,
           flags);
    if (++wrong > 20)
        exit(1);
}

// What a trap on underflow looks at follows from result and flags.
static uint32_t tiny(char format, uint64_t result, uint32_t flags) {
    if (flags & FLOAT_INEXACT)
        return flags & FLOAT_UNDERFLOW ? FLOAT_TINY : 0;
    return is_subnormal(format, result) ? FLOAT_TINY : 0;
}

// Tiny before rounding is what rounds to a subnormal number or zero, towards zero.
static void check_flush(const struct operation *operation, const uint64_t *v,
                        enum float_rounding rounding, uint64_t result, uint32_t flags) {
    struct float_environment down = {ROUND_TO_ZERO, NANS_2008, false, 0};
    struct float_environment flush = {rounding, NANS_2008, true, 0};
    uint64_t truncated = operation->run(v, &down);
    if (is_subnormal(operation->result, truncated) || down.flags & FLOAT_UNDERFLOW) {
        result = truncated >> (operation->result == 's' ? 31 : 63)
                                  << (operation->result == 's' ? 31 : 63);
        flags = 0;
    }
    uint64_t ours = operation->run(v, &flush);
    if (ours != result || flush.flags != flags)
        complain(operation, v, &flush, ours, result, flags);
}

// Legacy NaNs are those of 2008 with the highest bit of the fraction inverted.
static void check_legacy(const struct operation *operation, const uint64_t *v,
                         enum float_rounding rounding, uint64_t result, uint32_t flags) {
    struct float_environment environment = {rounding, NANS_LEGACY, false, 0};
    uint64_t inverted[3] = {v[0], v[1], v[2]};
    bool any = false;
    for (uint32_t i = 0; operation->operands[i] != 0; i++) {
        char format = operation->operands[i];
        if (!is_nan_of(format, v[i]))
            continue;
        any = true;
        inverted[i] ^= (uint64_t)1 << (format == 's' ? 22 : 51);
        if (!is_nan_of(format, inverted[i]))
            inverted[i]++;
    }
    if (is_nan_of(operation->result, result))
        result = operation->result == 's' ? 0x7fbfffff : 0x7ff7ffffffffffff;
    else if (!any || operation->result == 'l')
        return;
    uint64_t ours = operation->run(inverted, &environment);
    if (ours != result || environment.flags != flags)
        complain(operation, inverted, &environment, ours, result, flags);
}

static void compare(const struct operation *operation, const uint64_t *v) {
    for (uint32_t rounding = 0; rounding < 4; rounding++) {
        struct float_environment environment = {rounding, NANS_2008, false, 0};
        uint64_t want;
        run_control = MASKS | host_rounding[rounding] << ROUNDING_AT;
        if (!host_run(operation, v, &want))
            return;
        uint64_t result = operation->run(v, &environment);
        uint32_t flags = flags_of_host();
        flags |= tiny(operation->result, result, flags);
        compared++;
        // The host keeps NaNs, and has one integer for all that does not fit.
        if (is_nan_of(operation->result, want))
            want = operation->result == 's' ? 0x7fc00000 : 0x7ff8000000000000;
        bool same = result == want;
        if (operation->result == 'l' && flags & FLOAT_INVALID)
            same = true;
        if (!same || environment.flags != flags)
            complain(operation, v, &environment, result, want, flags);
        check_legacy(operation, v, rounding, result, flags);
        if (operation->result == 's' || operation->result == 'd')
            check_flush(operation, v, rounding, result, flags);
    }
}

// All combinations of edges of the given levels.
static void edges(const struct operation *operation, const int *levels) {
    const char *formats = operation->operands;
    uint64_t v[3] = {0, 0, 0};
    uint32_t second = formats[1] != 0 ? case_count(formats[1], levels[1]) : 1;
    for (uint32_t i = 0; i < case_count(formats[0], levels[0]); i++) {
        v[0] = case_value(formats[0], levels[0], i);
        for (uint32_t j = 0; j < second; j++) {
            v[1] = formats[1] != 0 ? case_value(formats[1], levels[1], j) : 0;
            compare(operation, v);
        }
    }
}

// A third operand at edges is tried with pairs that are far apart, near, and random.
static void edges_of_three(const struct operation *operation, uint32_t step) {
    struct random_state random = {step};
    char format = operation->operands[0];
    uint32_t count = case_count(format, 1);
    for (uint32_t i = 0; i < count; i++)
        for (uint32_t j = 0; j < count; j++)
            for (uint32_t k = random_bits(&random) % step; k < count; k += step) {
                uint64_t v[3] = {case_value(format, 1, i), case_value(format, 1, j),
                                 case_value(format, 1, k)};
                compare(operation, v);
            }
}

int main(int argc, char **argv) {
    bool slow = argc > 1 && strcmp(argv[1], "slow") == 0;
    uint32_t count = slow ? 4000000 : 60000; // random operands of each operation
    struct random_state random = {2};
    for (uint32_t i = 0; i < OPERATIONS; i++) {
        const struct operation *operation = &operations[i];
        uint64_t before = compared;
        if (operation->operands[1] == 0) {
            edges(operation, (const int[]){3, 0});
        } else if (operation->operands[2] != 0) {
            edges_of_three(operation, slow ? 7 : 97);
        } else if (slow) {
            edges(operation, (const int[]){2, 1});
            edges(operation, (const int[]){1, 2});
        } else {
            edges(operation, (const int[]){1, 1});
        }
        for (uint32_t n = 0; n < count; n++) {
            uint64_t operands[3] = {0, 0, 0};
            random_operands(&random, operation, operands);
            compare(operation, operands);
        }
        printf("%s %" PRIu64 "\n", operation->name, compared - before);
    }
    printf("%" PRIu64 " compared, %u wrong\n", compared, wrong);
    return wrong != 0;
}
