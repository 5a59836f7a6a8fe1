// Constant expressions in array sizes, case labels, enumerators, initialisers and assertions.
#include <limits.h>
#include <stddef.h>
#include <stdio.h>

// Comparisons of constants: less, equal, greater; signed, unsigned, wide.
#define COMPARES(small, large)                                                                     \
    _Static_assert((small) < (large) && !((large) < (small)) && !((small) < (small)), "<");        \
    _Static_assert((small) <= (large) && !((large) <= (small)) && (small) <= (small), "<=");       \
    _Static_assert((large) > (small) && !((small) > (large)) && !((small) > (small)), ">");        \
    _Static_assert((large) >= (small) && !((small) >= (large)) && (small) >= (small), ">=");       \
    _Static_assert((large) != (small) && !((small) != (small)), "!=");                             \
    _Static_assert((small) == (small) && !((small) == (large)), "==")
COMPARES(2, 3);
COMPARES(-2, 1);
COMPARES(-2147483647 - 1, 2147483647);
COMPARES(1u, -1u);
COMPARES(0x7fffffffu, 0x80000000u);
COMPARES(-1ll, 0ll);
COMPARES(0xffffffffll, 0x100000000ll);
COMPARES(0x7fffffffffffffffull, 0x8000000000000000ull);

enum { A = 1 + 2 * 3, B = (A << 4) | 3, C = ~A & 0xff, D = A > B ? 10 : 20, E = !A + !!B, F = -7 / 2, G = -7 % 3,
       H = 'x' - 'a', I = sizeof(int) * 4, J = (char)300, K = (unsigned char)-1, L = -1 < 0u, M = 5 == 5 && 3 != 3 || 1,
       N = (int)(0x123456789 >> 8), O = (1ULL << 40) / 1000000007 % 1000, P = INT_MIN + 1, Q = -1 >> 1,
       R = (unsigned short)~0 >> 4, S = 0 ? 1 / 0 : 3, T = 1 || 1 / 0 };
struct Layout { char c; short s; int i; long long l; };
static char sized[A + B % 3][sizeof(struct Layout)];
static int initial = A * B - C, other = (int)offsetof(struct Layout, l) + -5;
static long long wide = 1LL << 40 | 0xff, product = 123456789LL * 987654321, negative = -(1LL << 62) / 3;
static unsigned long long huge = 0xffffffffffffffff / 10, remainder_ = 0xffffffffffffffff % 1000;
static unsigned wrapped = 0u - 1, shifted = 0xffffffffu >> 7 << 3;
static short narrow = 70000 - 65536;
static unsigned char byte = 0x1ff & ~1;
static _Bool flag = 256;
_Static_assert(A == 7 && B == 115, "values");
_Static_assert(sizeof sized == 8 * 16, "size");
_Static_assert((long long)INT_MAX * 2 > INT_MAX, "wide");
_Static_assert(-1 > 0u, "unsigned comparison");
_Static_assert((unsigned char)256 == 0, "cast");

static const char *which(int x) {
    switch (x) {
    case A: return "A";
    case A + 1: return "A + 1";
    case B * 2 - 1: return "B * 2 - 1";
    case -'a': return "-'a'";
    case (int)sizeof(long long[3]): return "24";
    case 1 ? 1000 : 2000: return "1000";
    case INT_MAX: return "max";
    case INT_MIN: return "min";
    case (unsigned char)-2: return "254";
    }
    return "none";
}

int main(void) {
    int all[] = {A, B, C, D, E, F, G, H, I, J, K, L, M, N, O, P, Q, R, S, T};
    for (unsigned i = 0; i < sizeof all / sizeof *all; i++)
        printf("%d ", all[i]);
    printf("\n%d %d\n%lld %lld %lld\n", initial, other, wide, product, negative);
    printf("%llu %llu %u %u %d %d %d\n", huge, remainder_, wrapped, shifted, narrow, byte, flag);
    printf("%s %s %s %s %s %s %s %s %s %s\n", which(7), which(8), which(229), which(-97), which(24), which(1000),
           which(INT_MAX), which(INT_MIN), which(254), which(0));
    return 0;
}
