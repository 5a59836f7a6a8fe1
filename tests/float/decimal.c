// decimal [COUNT]: compares the conversions of core/float between binary and decimal with those of
// the host's C library: edges, and COUNT random numbers and texts of each kind. Prints how many.
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../core/float/float.h"

static uint32_t compared;
static uint64_t seed = 1;

static uint64_t random_bits(void) {
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (seed >> 32) * 6364136223846793005u + (seed >> 21);
}

static void fail(const char *text, uint64_t actual, uint64_t expected) {
    fprintf(stderr, "decimal: %s is %016" PRIx64 ", not %016" PRIx64 "\n", text, actual, expected);
    exit(1);
}

// [-]digits[.digits][e[-]digits], with 0x in front in hexadecimal.
static void compare(const char *text) {
    struct float_environment environment = {0};
    static struct decimal decimal;
    struct binary binary = {0};
    const char *c = text;
    bool is_hexadecimal = strncmp(text + (*text == '-'), "0x", 2) == 0;
    memset(&decimal, 0, sizeof decimal);
    decimal.is_negative = binary.is_negative = *c == '-';
    c += (*c == '-') + (is_hexadecimal ? 2 : 0);
    for (bool is_fraction = false; *c != '\0' && *c != (is_hexadecimal ? 'p' : 'e'); c++) {
        uint32_t digit = (uint32_t)(*c <= '9' ? *c - '0' : *c - 'a' + 10);
        if (*c == '.') {
            is_fraction = true;
        } else if (is_hexadecimal) {
            binary_add_digit(&binary, digit);
            binary.exponent -= is_fraction ? 4 : 0;
        } else {
            decimal_add_digit(&decimal, digit);
            decimal.exponent -= is_fraction;
        }
    }
    int32_t exponent = *c != '\0' ? atoi(c + 1) : 0;
    decimal.exponent += exponent;
    binary.exponent += exponent;
    double wide = strtod(text, NULL);
    float narrow = strtof(text, NULL);
    uint64_t expected;
    uint32_t expected_single;
    memcpy(&expected, &wide, sizeof wide);
    memcpy(&expected_single, &narrow, sizeof narrow);
    uint64_t actual = is_hexadecimal ? binary_to_double(&binary, &environment)
                                     : decimal_to_double(&decimal, &environment);
    uint32_t actual_single = is_hexadecimal ? binary_to_single(&binary, &environment)
                                            : decimal_to_single(&decimal, &environment);
    if (actual != expected)
        fail(text, actual, expected);
    if (actual_single != expected_single)
        fail(text, actual_single, expected_single);
    compared += 2;
}

// All digits of a double, and back.
static void expand(uint64_t bits) {
    static struct decimal decimal;
    struct float_environment environment = {0};
    char text[DECIMAL_DIGITS + 20], expected[1200];
    double number;
    memcpy(&number, &bits, sizeof bits);
    decimal_from_double(&decimal, bits);
    uint32_t length = decimal.is_negative;
    text[0] = '-';
    for (uint32_t i = 0; i < decimal.count; i++) {
        text[length++] = (char)('0' + decimal.digits[i]);
        if (i == 0)
            text[length++] = '.';
    }
    int32_t exponent = decimal.exponent + (int32_t)decimal.count - 1;
    sprintf(text + length, "e%c%02d", exponent < 0 ? '-' : '+', abs(exponent));
    snprintf(expected, sizeof expected, "%.*e", decimal.count < 1 ? 0 : (int)decimal.count - 1,
             number);
    if (decimal.count == 1)
        memmove(strchr(text, '.'), strchr(text, '.') + 1, strlen(strchr(text, '.')));
    uint64_t back = decimal_to_double(&decimal, &environment);
    if ((bits << 1 != 0 && strcmp(text, expected) != 0) || back != bits)
        fail(text, back, bits);
    compared++;
}

static void random_text(char *text) {
    static const uint32_t lengths[] = {1, 5, 17, 19, 20, 40, 780, 1000};
    uint32_t length = lengths[random_bits() % 8], count = 0;
    uint32_t point = (uint32_t)random_bits() % (length + 1);
    if (random_bits() % 2 == 0)
        text[count++] = '-';
    for (uint32_t i = 0; i < length; i++) {
        if (i == point && i != 0)
            text[count++] = '.';
        text[count++] = (char)('0' + random_bits() % 16 % 10);
    }
    sprintf(text + count, "e%d", (int)(random_bits() % 700) - 350);
}

// Half-way between two doubles, exactly, in both bases.
static void compare_half(uint64_t bits) {
    char text[DECIMAL_DIGITS + 40], hexadecimal[40];
    uint32_t exponent = bits >> 52 & 0x7ff;
    if (exponent == 0 || exponent == 0x7ff)
        return;
    uint64_t significand = ((bits << 12 >> 12) + ((uint64_t)1 << 52)) * 2 + 1;
    sprintf(hexadecimal, "0x%" PRIx64 "p%d", significand, (int)exponent - 1076);
    compare(hexadecimal);
    snprintf(text, sizeof text, "%.780Le", strtold(hexadecimal, NULL)); // of 64 bits
    compare(text);
}

int main(int argc, char **argv) {
    static const char *const edges[] = {
        "0",
        "-0",
        "1",
        "0.1",
        "1e23",
        "8.5e22",
        "9007199254740993",
        "1e400",
        "1e-400",
        "4.9e-324",
        "2.4703282292062327e-324",
        "2.4703282292062328e-324",
        "2.2250738585072011e-308",
        "1.7976931348623157e308",
        "1.7976931348623159e308",
        "3.4028235677973366e38",
        "1.1754943508222875e-38",
        "7.0064923216240854e-46",
        "7.0064923216240853e-46",
        "0x1p-1074",
        "0x1p-1075",
        "0x1.8p-1075",
        "0x1.fffffffffffff8p1023",
        "0x123456789abcdef01.8p-4",
        "0x0.0000000000000000001p0",
        "0x1p99999",
        "-0x1p-99999",
        "123456789012345678901234567890",
        "0.00000000000000000000000000000000000000000000000000000001234567890123456789"};
    uint32_t count = argc > 1 ? (uint32_t)strtoul(argv[1], NULL, 0) : 20000;
    static char text[1100];
    for (uint32_t i = 0; i < sizeof edges / sizeof edges[0]; i++)
        compare(edges[i]);
    for (uint32_t i = 0; i < count; i++) {
        uint64_t bits = random_bits();
        random_text(text);
        compare(text);
        sprintf(text, "0x%" PRIx64 ".%" PRIx64 "p%d", random_bits(), random_bits(),
                (int)(random_bits() % 2400) - 1200);
        compare(text);
        if ((bits >> 52 & 0x7ff) != 0x7ff)
            expand(i % 16 == 0 ? bits >> 12 : bits);
        compare_half(bits);
    }
    printf("decimal: %u compared\n", compared);
}
