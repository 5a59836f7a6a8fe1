// libcstar, internal: a conversion of printf, and what floating point makes of one.
#ifndef __PRINTF_H
#define __PRINTF_H

enum length { CHAR = -2, SHORT, INT, LONG, LONG_LONG };

struct conversion {
    int left;
    int plus;
    int space;
    int alternative;
    int zero;
    int width;
    int precision; // -1: none
    enum length length;
    int specifier;
};

// The sign and perhaps 0x, digits, zeros behind them, the exponent.
struct floating_text {
    char prefix[4];
    int prefix_size;
    int size;
    int zero_count;
    int exponent_size;
    int is_number; // not infinite, not a NaN: zeros may pad it
    char exponent[8];
    char text[1400]; // more than the digits of the greatest number, and all fractions
};

// In multibyte.c, if the program uses it: a wide character as bytes; how many, or -1.
#ifdef __starc__
__attribute__((weak))
#define HAS_MULTIBYTE (__multibyte_encode != NULL)
#else
#define HAS_MULTIBYTE 1
#endif
int __multibyte_encode(char *__bytes, int __wide);

// Widths and precisions of strings count characters, not bytes: of the functions for wide text.
extern int __printf_counts_characters;

// In format.c, which the compiler adds to programs with floating numbers.
#ifdef __starc__
__attribute__((weak))
#define HAS_FORMAT (__format_floating != NULL)
#else
#define HAS_FORMAT 1
#endif
void __format_floating(struct floating_text *__to, const struct conversion *__conversion,
                       double __number);

#endif
