// Every compound assignment on every integer type, in locals, globals, array elements and through pointers.
#include <stdio.h>

#define DEFINE(T, NAME, FORMAT)                                                                    \
    static T NAME##_global;                                                                        \
    static T NAME##_array[3];                                                                      \
    static void NAME(T start, int operand) {                                                       \
        T x = start, *p = &NAME##_array[1];                                                        \
        printf(#NAME " " FORMAT " %d:", start, operand);                                           \
        x += operand, printf(" " FORMAT, x);                                                       \
        x -= 3 * operand, printf(" " FORMAT, x);                                                   \
        x *= operand, printf(" " FORMAT, x);                                                       \
        x /= operand, printf(" " FORMAT, x);                                                       \
        x += 100, x %= operand, printf(" " FORMAT, x);                                             \
        x |= 0x35, printf(" " FORMAT, x);                                                          \
        x &= 0x76, printf(" " FORMAT, x);                                                          \
        x ^= operand, printf(" " FORMAT, x);                                                       \
        x <<= 2, printf(" " FORMAT, x);                                                            \
        x >>= 1, printf(" " FORMAT "\n", x);                                                       \
        *p = start, NAME##_global = start, NAME##_array[0] = 1, NAME##_array[2] = 2;               \
        T a = *p += operand, b = NAME##_global += operand;                                         \
        T c = *p *= 3, d = NAME##_global -= 77;                                                    \
        NAME##_array[1] |= 5, NAME##_array[1] /= 2, NAME##_global %= 11, NAME##_global ^= -1;      \
        printf("  " FORMAT " " FORMAT " " FORMAT " " FORMAT " " FORMAT " " FORMAT " " FORMAT       \
               " " FORMAT "\n", a, b, c, d, NAME##_array[0], NAME##_array[1], NAME##_array[2], NAME##_global); \
    }

typedef signed char schar;
typedef unsigned char uchar;
typedef unsigned short ushort;
typedef unsigned long ulong;
typedef long long llong;
typedef unsigned long long ullong;
DEFINE(char, type_char, "%d")
DEFINE(schar, type_schar, "%d")
DEFINE(uchar, type_uchar, "%d")
DEFINE(short, type_short, "%d")
DEFINE(ushort, type_ushort, "%d")
DEFINE(int, type_int, "%d")
DEFINE(unsigned, type_unsigned, "%u")
DEFINE(long, type_long, "%ld")
DEFINE(ulong, type_ulong, "%lu")
DEFINE(llong, type_llong, "%lld")
DEFINE(ullong, type_ullong, "%llu")

#define EACH(start, operand)                                                                       \
    type_char(start, operand), type_schar(start, operand), type_uchar(start, operand),             \
        type_short(start, operand), type_ushort(start, operand), type_int(start, operand),         \
        type_unsigned(start, operand), type_long(start, operand), type_ulong(start, operand),      \
        type_llong(start, operand), type_ullong(start, operand)

int main(void) {
    EACH(0, 1);
    EACH(10, 3);
    EACH(100, 7);
    EACH(120, 60);
    EACH(5, 250);
    // The operation happens in the common type, the store in the type of the left side.
    unsigned char u = 200;
    u += 100u;
    int wide = u;
    char c = 'a';
    c += 1LL;
    int i = 10;
    i *= 3000000000u;
    i += 1LL << 32;
    unsigned v = 5;
    v -= 6LL;
    short s = 1;
    s <<= 14;
    s |= 1;
    long long l = -1;
    l += v;
    l >>= 4;
    l *= u;
    printf("%d %c %d %u %d %lld\n", wide, c, i, v, s, l);
    int array[5] = {1, 2, 3, 4, 5}, *p = array, k = 0;
    *p++ += 10;
    *++p *= 7;
    array[k++] -= 1;
    array[++k] <<= 2;
    p[1] %= 3;
    printf("%d %d %d %d %d %d %d\n", array[0], array[1], array[2], array[3], array[4], (int)(p - array), k);
    p += 2;
    p -= 1;
    printf("%d\n", (int)(p - array));
    int a = 2, b = 3, d = 4;
    a += b -= d *= 2;
    printf("%d %d %d\n", a, b, d);
    return 0;
}
