// scanf: conversions, lengths, widths, sets, suppression, failures; from strings and from standard
// input.
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

static void integers(void) {
    static const char *const inputs[] = {"42",  "-17 x", "+5",    "0x1F",  "0XAbz",  "017",
                                         "08",  "  9",   "",      "   ",   "abc",    "-",
                                         "+ 4", "0",     "00012", "99999", "123456", "-0x10"};
    for (unsigned i = 0; i < sizeof inputs / sizeof *inputs; i++) {
        int d = -99, n = -1, m = -1;
        unsigned u = 99, o = 99, x = 99;
        int results[6];
        results[0] = sscanf(inputs[i], "%d%n", &d, &n);
        printf("\"%s\": %%d %d %d %d", inputs[i], results[0], d, n);
        d = -99;
        results[1] = sscanf(inputs[i], "%i%n", &d, &m);
        results[2] = sscanf(inputs[i], "%u", &u);
        results[3] = sscanf(inputs[i], "%o", &o);
        results[4] = sscanf(inputs[i], "%x", &x);
        printf(" %%i %d %d %d %%u %d %u %%o %d %u %%x %d %u", results[1], d, m, results[2], u,
               results[3], o, results[4], x);
        d = -99;
        results[5] = sscanf(inputs[i], "%3d", &d);
        printf(" %%3d %d %d\n", results[5], d);
    }
}

static void lengths(void) {
    signed char c = 1;
    unsigned char uc = 1;
    short s = 1;
    unsigned short us = 1;
    long l = 1;
    long long ll = 1;
    unsigned long long ull = 1;
    intmax_t j = 1;
    size_t z = 1;
    ptrdiff_t t = 1;
    char guard[8] = "AAAAAAA";
    int result = sscanf("-5 200 -300 60000 -70000 -5000000000 18446744073709551615 77 88 99",
                        "%hhd %hhu %hd %hu %ld %lld %llu %jd %zu %td", &c, &uc, &s, &us, &l, &ll,
                        &ull, &j, &z, &t);
    printf("%d: %d %u %d %u %ld %lld %llu %jd %zu %td\n", result, c, uc, s, us, l, ll, ull, j, z,
           t);
    sscanf("66", "%hhd", (signed char *)guard + 2);
    sscanf("17230", "%hd", (short *)(guard + 4));
    printf("%s\n", guard);
    result = sscanf("ffffffffffffffff 1777777777777777777777 -9223372036854775808",
                    "%llx %llo %lli", &ull, &ull, &ll);
    printf("%d: %llu %lld\n", result, ull, ll);
    void *p = NULL;
    result = sscanf("0x1234abcd", "%p", &p);
    printf("%d: %p\n", result, p);
}

static void characters(void) {
    char a[20], b[20], c[20];
    memset(a, '.', sizeof a);
    memset(b, '.', sizeof b);
    memset(c, '.', sizeof c);
    int result = sscanf("  one two\tthree", "%s %3s%s", a, b, c);
    printf("%d: %s %s %s\n", result, a, b, c);
    memset(a, 0, sizeof a);
    result = sscanf("abcdef", "%c%3c%s", a, a + 1, b);
    printf("%d: %s %s\n", result, a, b);
    result = sscanf("  x", " %c", a);
    printf("%d: %c\n", result, *a);
    result = sscanf("hello123world", "%[a-z]%[0-9]%[^x]", a, b, c);
    printf("%d: %s %s %s\n", result, a, b, c);
    result = sscanf("]]-^a", "%[]-]%[]^-]%s", a, b, c);
    printf("%d: %s\n", result, a);
    result = sscanf("a-b]c", "%[^]]]%s", a, b);
    printf("%d: %s %s\n", result, a, b);
    result = sscanf("123abc", "%5[0-9a]%s", a, b);
    printf("%d: %s %s\n", result, a, b);
    result = sscanf("abc", "%[0-9]", a);
    printf("%d\n", result);
    result = sscanf("", "%[0-9]", a);
    printf("%d\n", result);
    result = sscanf("", "%c", a);
    printf("%d\n", result);
    result = sscanf("   ", "%s", a);
    printf("%d\n", result);
    result = sscanf("one two", "%*s %s", a);
    printf("%d: %s\n", result, a);
}

static void literals(void) {
    int a = -1, b = -1, n = -1;
    printf("%d", sscanf("10:20", "%d:%d%n", &a, &b, &n));
    printf(" %d %d %d\n", a, b, n);
    printf("%d", sscanf("10 : 20", "%d:%d", &a, &b));
    printf(" %d\n", a);
    printf("%d", sscanf("10 : 20", "%d :%d", &a, &b));
    printf(" %d %d\n", a, b);
    printf("%d", sscanf("50% done", "%d%% %n", &a, &n));
    printf(" %d %d\n", a, n);
    printf("%d\n", sscanf("x=5", "y=%d", &a));
    printf("%d\n", sscanf("x", "xy%d", &a));
    printf("%d\n", sscanf("5 6 7", "%d %*d %d", &a, &b));
    printf("%d %d\n", a, b);
    printf("%d\n", sscanf("12345678", "%2d%3d%1d", &a, &b, &n));
    printf("%d %d %d\n", a, b, n);
    printf("%d\n", sscanf("7 x", "%d %d", &a, &b));
    printf("%d\n", sscanf("7", "%d %d", &a, &b));
    printf("%d\n", sscanf("", "%d", &a));
    printf("%d\n", sscanf("abc", ""));
}

int main(void) {
    integers();
    lengths();
    characters();
    literals();
    char word[40];
    int number = 0;
    printf("%d", scanf("%d %39s", &number, word));
    printf(" %d %s\n", number, word);
    printf("%d", scanf("%d", &number));
    printf(" next '%c'\n", getchar());
    scanf("%*[^\n]");
    int newline = getchar();
    printf("%d '%c'\n", newline, getchar());
    int sum = 0, count = 0;
    while (scanf("%d,", &number) == 1) {
        sum += number;
        count++;
    }
    printf("%d numbers, sum %d\n", count, sum);
    int first = scanf("%39s", word);
    int second = scanf("%39s", word);
    printf("%d %d %s\n", first, second, word);
    int third = scanf("%d", &number);
    printf("%d %d\n", third, feof(stdin) != 0);
    return 0;
}
