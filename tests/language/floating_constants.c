// Constants of all forms, folded and in initializers: bits, as gcc has them.
#include <stdio.h>

static void show(double number) {
    union {
        double number;
        unsigned words[2];
    } bits = {number};
    printf("%08x%08x\n", bits.words[1], bits.words[0]);
}

static const double decimals[] = {
    0.1, 1e23, 8.5e22, 9007199254740993., 9007199254740993.00000000000000000000000000000000000000000000000000001,
    2.4703282292062327208299439634110764623e-324, 2.4703282292062328e-324, 4.9406564584124654e-324, 2.2250738585072011e-308,
    1.7976931348623157e308, .5, 5., 5.e-1, 00.5, 09.5, 1E+2, 1e-2, 123456789012345678901234567890., 0.000000000000000000000000000001,
    0.30000000000000004440892098500626161694526672363281250000000000000000000000000000000000000000000000000000000000000000001,
    3.14159265358979323846264338327950288419716939937510582097494459230781640628620899862803482534211706798214808651,
};
static const double hexadecimals[] = {0x1p0, 0x1.8p1, 0x.8p-1, 0xA.BCp+3, 0x1.fffffffffffff8p0, 0x1.00000000000008p0,
                                      0x1.000000000000080001p0, 0x1p-1074, 0x1.8p-1074, 0X1P10, 0x123456789abcdef01234p-8};
static const float singles[] = {0.1f, 16777217.f, 1e10f, 0x1.000001p0f, 0x1.000001000001p0f, 7.0064923e-46f, 1e-45F, 3.4028235e38f};
static long double long_ones[] = {0.1L, 1e300l, 2};
static double folded[] = {1 / 3., 0.1 + 0.2, -0.0, 1.0 / 0, -1.0 / 0, 1e300 * 1e300, 5 / 2, 5 / 2., (float)0.1, (int)-2.9, 7u, -1LL,
                          18446744073709551615u, 1.5f * 3, 2 > 1.5, !0.5, (double)(char)300, 1e-300 * 1e-300, 'a' * 0.5};
static int integers[] = {(int)2.9, (int)-2.9, (int)1e9, (unsigned char)255.9, 0.1f == 0.1, 0.5f == 0.5, 1.5 < 2, (_Bool)0.1, (_Bool)-0.0,
                         -0.0 ? 1 : 2, !-0.0, 0.0 || 1e-320, 0.5 && -0.0, (char)65.5, sizeof(1.0f), sizeof 1.0, sizeof(1.0L), 1.0 == 1};
static unsigned long long wide = (unsigned long long)1.8446744073709550e19;
enum { THREE = (int)3.99, SIZE = (int)(2.5 * 2) };
static char array[(int)4.5];

int main(void) {
    for (unsigned i = 0; i < sizeof decimals / sizeof decimals[0]; i++)
        show(decimals[i]);
    for (unsigned i = 0; i < sizeof hexadecimals / sizeof hexadecimals[0]; i++)
        show(hexadecimals[i]);
    for (unsigned i = 0; i < sizeof singles / sizeof singles[0]; i++)
        show(singles[i]);
    for (unsigned i = 0; i < sizeof long_ones / sizeof long_ones[0]; i++)
        show((double)long_ones[i]);
    for (unsigned i = 0; i < sizeof folded / sizeof folded[0]; i++)
        show(folded[i]);
    for (unsigned i = 0; i < sizeof integers / sizeof integers[0]; i++)
        printf("%d ", integers[i]);
    printf("%llu %d %d %u\n", wide, THREE, SIZE, (unsigned)sizeof array);
    double local[] = {0.1, 1, -2.5f};
    show(local[0] + local[1] + local[2]);
    show(1.0 / 0.0), show(0.1 * 3), show(-(0.1f)), show(0.1f * 3), show(1e308 * 10);
    if (-0.0)
        printf("wrong\n");
    if (!0.0 && 1e-320 && !(0.5 < 0.25))
        printf("right\n");
    switch ((int)3.7) {
    case (int)3.2: printf("three\n");
    }
    return 0;
}
