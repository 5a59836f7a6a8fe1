// printf: what the combinations of printf_flags.c leave out: *, %n, %%, truncation, counts, long
// output.
#include <limits.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

static int forward(char *text, size_t size, const char *format, ...) {
    va_list list;
    va_list copy;
    va_start(list, format);
    va_copy(copy, list);
    int result = vsnprintf(text, size, format, list);
    char again[200];
    int second = vsprintf(again, format, copy);
    va_end(copy);
    va_end(list);
    printf("vsnprintf %d vsprintf %d \"%s\"\n", result, second, again);
    return result;
}

static void counts(void) {
    signed char c = 0;
    short s = 0;
    int i = 0;
    long l = 0;
    long long ll = 0;
    intmax_t j = 0;
    size_t z = 0;
    ptrdiff_t t = 0;
    printf("1%hhn2%hn3%n4%ln5%lln6%jn7%zn8%tn\n", &c, &s, &i, &l, &ll, &j, (void *)&z, &t);
    printf("%d %d %d %ld %lld %jd %zd %td\n", c, s, i, l, ll, j, z, t);
}

static void truncation(void) {
    char text[16];
    for (size_t size = 0; size <= 12; size++) {
        memset(text, '#', sizeof text);
        int result = snprintf(text, size, "%s-%d", "hello", 12345);
        printf("%zu: %d ", size, result);
        fwrite(text, 1, sizeof text, stdout);
        printf("\n");
    }
    printf("%d\n", snprintf(NULL, 0, "%100d|%s", 5, "xyz"));
}

int main(void) {
    printf("plain\n");
    printf("%%|%5%|%-5%|%c|%5c|%-5c|\n", 'a', 'b', 'c');
    printf("%*d|%-*d|%*d|%.*d|%.*d|%*.*d|\n", 5, 42, 5, 42, -5, 42, 4, 42, -1, 42, 8, 3, 42);
    printf("%*s|%-*s|%.*s|%.*s|%*.*s|\n", 6, "abc", 6, "abc", 2, "abc", -2, "abc", -6, 1, "abc");
    printf("%d %i %u %o %x %X\n", INT_MIN, INT_MAX, UINT_MAX, UINT_MAX, UINT_MAX, 0xabcdef);
    printf("%ld %lu %lld %llu\n", LONG_MIN, ULONG_MAX, LLONG_MIN, ULLONG_MAX);
    printf("%llo %llx %#llX\n", ULLONG_MAX, ULLONG_MAX, 0xfedcba9876543210ULL);
    printf("%lld %lld %llu %llo\n", 4294967296LL, -4294967296LL, 10000000000000000000ULL,
           1ULL << 63);
    printf("%lld %lld %lld\n", 1000000000LL, 1000000000000000000LL, 999999999999999999LL);
    printf("%hhd %hhu %hd %hu\n", 300, 300, 70000, 70000);
    printf("%hhd %hhx %hd %hx\n", -1, -1, -32769, -1);
    printf("%#o %#o %#x %#.0o %#.0x|%.0d|%+.0d|% .0d|\n", 0, 8, 0, 0, 0, 0, 0, 0);
    printf("[%p] [%20p] [%-20p]\n", (void *)0x1000, (void *)0x7fffffff, (void *)8);
    printf("%s %.3s %.0s|%10.2s|\n", "text", "text", "text", "text");
    printf("%.3s\n", (const char[]){'n', 'o', 't'});
    printf("%05d|%-05d|%+05d|% 05d|%05.3d|%+-6d|%- 6d|\n", 42, 42, 42, 42, 42, 42, 42);
    printf("%08x|%#08x|%#-8x|%#8x|%#10.4x|\n", 0xbeef, 0xbeef, 0xbeef, 0xbeef, 0xbeef);
    printf("%d %lld %d %lld %d\n", 1, 2LL, 3, 4LL, 5);
    printf("%d %d %lld %s %c %lld %u\n", 1, 2, 3LL, "four", '5', -6LL, 7u);
    printf("%ls|%.2ls|%6ls|%lc\n", L"wide", L"wide", L"wide", L'w');
    printf("%c%c%c", 'a', 0, 'b');
    printf("\n%d\n", printf("count\n"));
    printf("%300d|\n%-300d|\n", 1, 2);
    printf("%.40d|%.60llx|\n", 7, 255ULL);
    char large[600];
    memset(large, 'y', sizeof large);
    large[599] = 0;
    printf("%d %s\n", (int)strlen(large), large);
    counts();
    truncation();
    char text[40];
    printf("%d\n", forward(text, sizeof text, "%d %s %lld %c", 1, "two", 3LL, '4'));
    printf("%s\n", text);
    printf("%d\n", fprintf(stdout, "to %s\n", "stdout"));
    printf("%d\n", sprintf(text, "%s%s", "abc", "def"));
    fflush(stdout);
    return 0;
}
