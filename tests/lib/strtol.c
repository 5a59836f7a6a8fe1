// The strtol family: bases, prefixes, signs, limits, where they stop.
#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>

static void all(const char *text, int base) {
    char *end[4];
    errno = 0;
    long l = strtol(text, &end[0], base);
    int e0 = errno;
    errno = 0;
    unsigned long ul = strtoul(text, &end[1], base);
    int e1 = errno;
    errno = 0;
    long long ll = strtoll(text, &end[2], base);
    int e2 = errno;
    errno = 0;
    unsigned long long ull = strtoull(text, &end[3], base);
    int e3 = errno;
    printf("\"%s\" %d: %ld %d %d, %lu %d %d, %lld %d %d, %llu %d %d\n", text, base, l,
           (int)(end[0] - text), e0 == ERANGE, ul, (int)(end[1] - text), e1 == ERANGE, ll,
           (int)(end[2] - text), e2 == ERANGE, ull, (int)(end[3] - text), e3 == ERANGE);
}

int main(void) {
    static const char *const texts[] = {"0",
                                        "",
                                        " ",
                                        "-",
                                        "+",
                                        "42",
                                        "-42abc",
                                        " \t\n\v\f\r+17",
                                        "0x1f",
                                        "0X",
                                        "0xg",
                                        "-0x10",
                                        "017",
                                        "08",
                                        "0b101",
                                        "zZ",
                                        "1010",
                                        "--1",
                                        "- 1",
                                        "2147483647",
                                        "2147483648",
                                        "-2147483648",
                                        "-2147483649",
                                        "4294967295",
                                        "4294967296",
                                        "-4294967295",
                                        "-4294967296",
                                        "9223372036854775807",
                                        "9223372036854775808",
                                        "-9223372036854775808",
                                        "-9223372036854775809",
                                        "18446744073709551615",
                                        "18446744073709551616",
                                        "-18446744073709551615",
                                        "99999999999999999999999999x",
                                        "ffffffff",
                                        "ffffffffffffffffF"};
    static const int bases[] = {0, 10, 16, 8, 2, 36, 7};
    for (unsigned i = 0; i < sizeof texts / sizeof *texts; i++) {
        for (unsigned j = 0; j < 7; j++) {
            all(texts[i], bases[j]);
        }
    }
    for (int base = 2; base <= 36; base++) {
        printf("%ld %lld ", strtol("100", NULL, base), strtoll("-1000000", NULL, base));
    }
    errno = 0;
    printf("\n%ld %d\n", strtol("12", NULL, 1), errno == EINVAL);
    errno = 0;
    printf("%ld %d\n", strtol("12", NULL, 37), errno == EINVAL);
    errno = 0;
    printf("%ld %d\n", strtol("12", NULL, -1), errno == EINVAL);
    printf("%d %d %d %ld %lld\n", atoi("12x"), atoi(" -7"), atoi("x"), atol("2147483647"),
           atoll("-9223372036854775808"));
    printf("%" PRIdMAX " %" PRIuMAX "\n", strtoimax("-123456789012", NULL, 10),
           strtoumax("ffffffffff", NULL, 16));
    return 0;
}
