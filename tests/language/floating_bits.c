// Operators and conversions on numbers of all kinds, in the middle and at edges: a digest of the bits that come out, which
// are those of gcc on qemu-mipsel.
#include <stdio.h>

typedef union {
    double number;
    unsigned words[2];
} bits_of_double;
typedef union {
    float number;
    unsigned word;
} bits_of_single;

static unsigned long long seed = 1;
static unsigned random_word(void) {
    seed = seed * 6364136223846793005ull + 1442695040888963407ull;
    return (unsigned)(seed >> 32);
}

static const unsigned edges[] = {0,          0x80000000, 0x3ff00000, 0xbff00000, 0x7ff00000, 0xfff00000, 0x7ff7ffff, 0x00100000,
                                 0x000fffff, 0x7fefffff, 0x43300000, 0x41dfffff, 0x41e00000, 0xc1e00000, 0x43e00000, 0x43f00000,
                                 0x3fe00000, 0x3f800000, 0x7f800000, 0x7fbfffff, 0x00800000, 0x4f000000};
enum { EDGES = sizeof edges / sizeof edges[0] };

static double random_double(void) {
    bits_of_double d;
    d.words[1] = random_word() % 3 ? edges[random_word() % EDGES] : random_word();
    d.words[0] = random_word() % 2 ? 0 : random_word() % 3 ? random_word() : 0xffffffff;
    if ((d.words[1] & 0x7ff00000) == 0x7ff00000 && (d.words[0] | (d.words[1] & 0xfffff)) != 0)
        d.words[1] = 0x7ff7ffff, d.words[0] = 0xffffffff; // the one quiet NaN
    return d.number;
}

static float random_single(void) {
    bits_of_single f;
    f.word = random_word() % 3 ? edges[random_word() % EDGES] : random_word();
    if ((f.word & 0x7f800000) == 0x7f800000 && (f.word & 0x7fffff) != 0)
        f.word = 0x7fbfffff;
    return f.number;
}

static unsigned digest;
static void i(int x) { digest = digest * 31 + (unsigned)x; }
static void l(long long x) { i((int)x), i((int)(x >> 32)); }
static void d(double x) {
    bits_of_double bits;
    bits.number = x;
    i((int)bits.words[0]), i((int)bits.words[1]);
}
static void f(float x) {
    bits_of_single bits;
    bits.number = x;
    i((int)bits.word);
}

static void arithmetic(double a, double b, float x, float y) {
    d(a + b), d(a - b), d(a * b), d(a / b), f(x + y), f(x - y), f(x * y), f(x / y);
    d(-a), f(-x), d(x), f((float)a), d(a / 4), d(a / 3), d(a * 2), d(a + 0), d(0 - a), d(a - a), f(x * 0.1f), d(x * 0.1);
    d(__builtin_fabs(a)), d(a > 0 ? __builtin_sqrt(a) : 0);
}

static void comparisons(double a, double b, float x, float y) {
    i(a < b), i(a <= b), i(a > b), i(a >= b), i(a == b), i(a != b), i(!(a < b)), i(!(a >= b));
    i(x < y), i(x <= y), i(x > y), i(x >= y), i(x == y), i(x != y), i(!x), i(a && b), i(x || y), i((_Bool)a), i((_Bool)x);
    if (a < b)
        i(1);
    else
        i(2);
    if (!(a <= b))
        i(3);
    if (x != y)
        i(4);
    while (a > b) {
        i(5);
        break;
    }
    d(a < b ? a : b), d(x ? a : x);
}

static void from_integers(int n, long long m) {
    d(n), f(n), d((unsigned)n), f((unsigned)n), d(m), f(m), d((unsigned long long)m), f((unsigned long long)m);
    d((short)n), f((unsigned char)n), d((signed char)n);
}

static void to_integers(double a, float x) {
    if (a > -2147483649.0 && a < 2147483648.0)
        i((int)a), i((short)(int)a);
    if (a > -1 && a < 4294967296.0)
        i((int)(unsigned)a);
    if (a > -9.2e18 && a < 9.2e18)
        l((long long)a);
    if (a > -1 && a < 1.8e19)
        l((long long)(unsigned long long)a);
    if (x > -2147483648.f && x < 2147483648.f)
        i((int)x);
    if (x > -1 && x < 4294967296.f)
        i((int)(unsigned)x);
    if (x > -9e18f && x < 9e18f)
        l((long long)x);
    if (x > -1 && x < 1.8e19f)
        l((long long)(unsigned long long)x);
}

static void assignments(double a, float x, float y, int n, long long m) {
    double c = a;
    float z = x;
    c += x, c *= n, c -= m, c++, d(c--), d(c), d(--c);
    n += x > 0 && x < 1e6f ? x : 0, i(n);
    z /= y, z += 1, f(++z), f(z--), f(z);
    m = n, m *= 1.5, l(m);
}

int main(void) {
    for (int round = 0; round < 30; round++) {
        for (int turn = 0; turn < 40; turn++) {
            double a = random_double(), b = random_double();
            float x = random_single(), y = random_single();
            int n = (int)random_word();
            long long m = (long long)((unsigned long long)random_word() << 32 | random_word());
            arithmetic(a, b, x, y);
            comparisons(a, b, x, y);
            from_integers(n, m);
            to_integers(a, x);
            assignments(a, x, y, n, m);
        }
        printf("%08x\n", digest);
    }
}
