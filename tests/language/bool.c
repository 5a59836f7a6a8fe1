// _Bool: conversion yields 0 or 1 from every type; in structs, arrays, arguments, conditions.
#include <stdbool.h>
#include <stdio.h>

struct Flags { _Bool a; bool b; int between; bool c[3]; };
static bool global = 256;
static bool table[4] = {0, 2, true, !5};

static bool as_bool(int x) { return x; }
static bool long_as_bool(long long x) { return x; }
static bool pointer_as_bool(void *p) { return p; }
static int count(bool a, bool b, bool c) { return a + 2 * b + 4 * c; }

int main(void) {
    printf("%d %d %d %d\n", (int)sizeof(bool), global, true, false);
    printf("%d %d %d %d\n", table[0], table[1], table[2], table[3]);
    int values[] = {0, 1, 2, -1, 256, 65536, 0x80000000};
    for (int i = 0; i < 7; i++)
        printf("%d%d%d ", as_bool(values[i]), (bool)values[i], long_as_bool((long long)values[i] << 32));
    printf("\n%d %d %d\n", pointer_as_bool(0), pointer_as_bool(values), (_Bool) "");
    struct Flags f = {2, -1, 77, {0, 300}};
    f.c[2] = f.between;
    printf("%d %d %d %d %d %d %d\n", f.a, f.b, f.between, f.c[0], f.c[1], f.c[2], (int)sizeof f);
    bool x = 5;
    x += 10, printf("%d", x);
    x -= 1, printf("%d", x);
    x |= 8, printf("%d", x);
    x ^= 1, printf("%d", x);
    x = !x, printf("%d", x);
    x &= 2, printf("%d", x);
    x = x == 0, printf("%d", x);
    x *= 0, printf("%d", x);
    x <<= 3, printf("%d", x);
    x = 0x100000000, printf("%d\n", x);
    printf("%d %d %d\n", count(2, 0, -1), count(1 == 1, 2 < 1, 3), count(x, !x, x && values[0]));
    bool *p = &x;
    *p = 0;
    printf("%d\n", *p = 17);
    if (x) printf("yes\n");
    if (!x) printf("no\n");
    printf("%d %d\n", x ? 10 : 20, -x);
    unsigned char byte = 255;
    bool from_byte = byte + 1, from_byte2 = (unsigned char)(byte + 1);
    printf("%d %d\n", from_byte, from_byte2);
    return 0;
}
