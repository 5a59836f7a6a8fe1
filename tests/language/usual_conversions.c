// Integer promotions and the usual arithmetic conversions, seen through _Generic, sizeof and values.
#include <stdio.h>

#define TYPE(x)                                                                                    \
    _Generic((x), char: "char", signed char: "signed char", unsigned char: "unsigned char", short: "short", \
             unsigned short: "unsigned short", int: "int", unsigned: "unsigned", long: "long",     \
             unsigned long: "unsigned long", long long: "long long", unsigned long long: "unsigned long long", \
             _Bool: "_Bool", char *: "char *", const char *: "const char *", int *: "int *", void *: "void *", \
             default: "other")
#define SHOW(x) printf("%-24s %s %d\n", #x, TYPE(x), (int)sizeof(x))

enum Color { RED, GREEN = -5 };

int main(void) {
    char c = 1;
    signed char sc = -1;
    unsigned char uc = 255;
    short s = -1;
    unsigned short us = 65535;
    int i = -1;
    unsigned u = 1;
    long l = -1;
    unsigned long ul = 1;
    long long ll = -1;
    unsigned long long ull = 1;
    _Bool b = 1;
    enum Color color = GREEN;
    int array[3] = {1, 2, 3};
    SHOW(c);
    SHOW(+c);
    SHOW(-sc);
    SHOW(~uc);
    SHOW(!c);
    SHOW(c + c);
    SHOW(s + us);
    SHOW(us + us);
    SHOW(b + b);
    SHOW(i + u);
    SHOW(u + l);
    SHOW(i + l);
    SHOW(l + ul);
    SHOW(ll + ul);
    SHOW(u + ll);
    SHOW(ll + ull);
    SHOW(c + ull);
    SHOW(c << ll);
    SHOW(ll << c);
    SHOW(uc >> 1);
    SHOW(i < u);
    SHOW(ll == ull);
    SHOW(ll && ull);
    SHOW(1 ? c : s);
    SHOW(1 ? i : u);
    SHOW(0 ? i : ll);
    SHOW((c, s));
    SHOW(c++);
    SHOW(s += 1);
    SHOW(uc = 3);
    SHOW(RED);
    SHOW(color + 1);
    SHOW('a');
    SHOW("abc");
    SHOW(array + 1);
    SHOW(&array[1]);
    SHOW(&array[1] - array);
    SHOW(sizeof c);
    SHOW((void *)0);
    SHOW(1 ? array : (void *)array);
    SHOW(1 ? (const char *)0 : (char *)0);
    SHOW(1 ? array : 0);
    SHOW((char)i);
    SHOW((short)c);
    SHOW(0x7fffffff);
    SHOW(0x80000000);
    SHOW(2147483648);
    SHOW(-2147483648);
    SHOW(4294967295);
    SHOW(0xffffffff);
    SHOW(0x100000000);
    SHOW(0x8000000000000000);
    SHOW(040000000000);
    SHOW(1u);
    SHOW(1l);
    SHOW(1ul);
    SHOW(1ll);
    SHOW(1ull);
    SHOW(4294967295u);
    SHOW(4294967296u);
    SHOW(2147483648l);
    printf("%d %d %d %d\n", sc < u, uc > sc, us == s, (unsigned short)s == us);
    printf("%d %d %d %d\n", i < l, (long long)u > i, ll < ul, ll < ull);
    printf("%d %d %lld %llu\n", uc + uc, us * 2, ll + ul, ll + ull);
    printf("%u %lld %lld\n", i + u, ll + u, -1 + (long long)0xffffffff);
    printf("%d %d\n", -1 >> 1, (int)(-1u >> 1));
    printf("%d %u\n", -7 / 2, -7 / 2u);
    printf("%lld %lld\n", 1 ? -1 : 1LL, (long long)(1 ? -1 : 1u));
    printf("%d\n", color < 0);
    return 0;
}
