// A recursive-descent calculator with variables, 64-bit values and error recovery by longjmp.
#include <ctype.h>
#include <setjmp.h>
#include <stdio.h>
static const char *p;
static long long variables[26];
static jmp_buf failure;
static long long expression(void);
static void skip(void) { while (isspace((unsigned char)*p)) p++; }
static int accept(char c) { skip(); return *p == c ? p++, 1 : 0; }
static void fail(const char *why) { printf("error: %s at '%s'\n", why, p); longjmp(failure, 1); }
static long long primary(void) {
    skip();
    if (accept('(')) {
        long long v = expression();
        if (!accept(')')) fail("missing )");
        return v;
    }
    if (isdigit((unsigned char)*p)) {
        long long v = 0;
        while (isdigit((unsigned char)*p)) v = v * 10 + *p++ - '0';
        return v;
    }
    if (islower((unsigned char)*p)) {
        int name = *p++ - 'a';
        if (accept('=')) return variables[name] = expression();
        return variables[name];
    }
    if (accept('-')) return -primary();
    if (accept('~')) return ~primary();
    fail("unexpected character");
    return 0;
}
static long long power(void) {
    long long base = primary();
    if (!accept('^')) return base;
    long long exponent = power(), result = 1;
    for (; exponent > 0; exponent--) result *= base;
    return result;
}
static long long term(void) {
    long long v = power();
    for (;;) {
        if (accept('*')) v *= power();
        else if (accept('/') || accept('%')) {
            char op = p[-1];
            long long d = power();
            if (d == 0) fail("division by zero");
            v = op == '/' ? v / d : v % d;
        } else return v;
    }
}
static long long expression(void) {
    long long v = term();
    for (;;) {
        if (accept('+')) v += term();
        else if (accept('-')) v -= term();
        else return v;
    }
}
int main(void) {
    static const char *lines[] = {"1 + 2 * 3", "(1 + 2) * 3", "2 ^ 3 ^ 2", "a = b = 7 * 6", "a * b - -a", "10 / 3 * 3 + 10 % 3", "1 / 0", "(4 + 5",
                                  "3 + * 4", "x = 2 ^ 40 + 1", "x / 1000 % 1000", "-2 ^ 2", "~0 - 1", "((((((((5))))))))", "4 $ 4", "x - (x - (x - 1))"};
    for (volatile unsigned i = 0; i < sizeof lines / sizeof *lines; i++) {
        p = lines[i];
        if (setjmp(failure)) continue;
        long long v = expression();
        skip();
        if (*p) fail("trailing characters");
        printf("%s = %lld\n", lines[i], v);
    }
    return 0;
}
