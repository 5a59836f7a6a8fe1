// numbers [TIMES]: reads a text of 1000 numbers with fractions and exponents, as a table or JSON has
// them, adds them, and writes them with three digits. Prints the sum, rounded, and a digest.
#include <stdio.h>
#include <stdlib.h>

enum { COUNT = 1000, TEXT_MAX = 40 * COUNT };

static char text[TEXT_MAX], written[TEXT_MAX];

static const double powers[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9, 1e10, 1e11,
                                1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

static const char *read_number(const char *at, double *number) {
    double value = 0;
    int exponent = 0, is_negative = *at == '-';
    at += is_negative;
    for (; *at >= '0' && *at <= '9'; at++)
        value = value * 10 + (*at - '0');
    if (*at == '.')
        for (at++; *at >= '0' && *at <= '9'; at++, exponent--)
            value = value * 10 + (*at - '0');
    if (*at == 'e') {
        int sign = at[1] == '-' ? -1 : 1, given = 0;
        for (at += sign < 0 ? 2 : 1; *at >= '0' && *at <= '9'; at++)
            given = given * 10 + *at - '0';
        exponent += sign * given;
    }
    value = exponent < 0 ? value / powers[-exponent] : value * powers[exponent];
    *number = is_negative ? -value : value;
    return at;
}

static char *write_number(char *to, double number) {
    char digits[24];
    int count = 0;
    if (number < 0) {
        *to++ = '-';
        number = -number;
    }
    int whole = (int)number;
    int rest = (int)((number - whole) * 1000 + 0.5);
    do
        digits[count++] = (char)('0' + whole % 10);
    while ((whole /= 10) != 0);
    while (count > 0)
        *to++ = digits[--count];
    *to++ = '.';
    for (int unit = 100; unit > 0; unit /= 10)
        *to++ = (char)('0' + rest / unit % 10);
    *to++ = ' ';
    return to;
}

int main(int argc, char **argv) {
    int times = argc > 1 ? atoi(argv[1]) : 4;
    unsigned state = 1, digest = 2166136261u;
    double sum = 0;
    char *end = text;
    for (int i = 0; i < COUNT; i++) {
        state = state * 1664525u + 1013904223u;
        end += sprintf(end, "%s%u.%05ue%d ", i % 3 == 0 ? "-" : "", state >> 20, state >> 8 & 65535, i % 7 - 4);
    }
    for (int t = 0; t < times; t++) {
        char *to = written;
        for (const char *at = text; *at != 0; at++) {
            double number;
            at = read_number(at, &number);
            sum += number;
            to = write_number(to, number * 0.001);
        }
        for (const char *at = written; at < to; at++)
            digest = (digest ^ (unsigned char)*at) * 16777619u;
    }
    printf("%d %08x\n", (int)(sum / times), digest);
    return 0;
}
