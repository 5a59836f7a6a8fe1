// Products and quotients of complex numbers with infinities, NaNs, zeros and the ends of the range:
// as gcc's.
#include <stdio.h>
#include <string.h>
typedef unsigned long long u64;
typedef unsigned u32;
static u64 state = 88172645463325252ull;
static u64 rnd(void) {
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state;
}
static double d_of(u64 b) {
    double d;
    memcpy(&d, &b, 8);
    return d;
}
static u64 b_of(double d) {
    u64 b;
    memcpy(&b, &d, 8);
    return d != d ? 0x7ff4444444444444ull : b;
}
static float f_of(u32 b) {
    float d;
    memcpy(&d, &b, 4);
    return d;
}
static u32 fb_of(float d) {
    u32 b;
    memcpy(&b, &d, 4);
    return d != d ? 0x7fc44444 : b;
}
static double pick(void) {
    static const u64 sp[] = {0,
                             1ull << 63,
                             0x7ff0000000000000,
                             0xfff0000000000000,
                             0x7ff7ffffffffffff,
                             0x3ff0000000000000,
                             0xbff0000000000000,
                             1,
                             0x000fffffffffffff,
                             0x0010000000000000,
                             0x7fefffffffffffff,
                             0xffefffffffffffff,
                             0x7fdfffffffffffff,
                             0x7fe0000000000000,
                             0x3cb0000000000000,
                             0x4330000000000000,
                             0x7ca0000000000000};
    u64 r = rnd();
    if (r % 3 == 0)
        return d_of(sp[rnd() % (sizeof sp / 8)]);
    if (r % 3 == 1)
        return d_of(rnd());
    return d_of((rnd() & ~(0x7ffull << 52)) | (1023 - 20 + rnd() % 40) << 52);
}
static float fpick(void) {
    static const u32 sp[] = {0,          1u << 31, 0x7f800000, 0xff800000, 0x7fbfffff, 0x3f800000,
                             0xbf800000, 1,        0x007fffff, 0x00800000, 0x7f7fffff, 0xff7fffff};
    u64 r = rnd();
    if (r % 3 == 0)
        return f_of(sp[rnd() % (sizeof sp / 4)]);
    if (r % 3 == 1)
        return f_of((u32)rnd());
    return f_of(((u32)rnd() & ~(0xffu << 23)) | (u32)(127 - 20 + rnd() % 40) << 23);
}
__attribute__((noinline)) double _Complex mul(double _Complex a, double _Complex b) {
    return a * b;
}
__attribute__((noinline)) double _Complex dv(double _Complex a, double _Complex b) {
    return a / b;
}
__attribute__((noinline)) double _Complex rdv(double a, double _Complex b) {
    return a / b;
}
__attribute__((noinline)) double _Complex rmul(double a, double _Complex b) {
    return a * b;
}
__attribute__((noinline)) double _Complex rsub(double a, double _Complex b) {
    return a - b;
}
__attribute__((noinline)) float _Complex fmul(float _Complex a, float _Complex b) {
    return a * b;
}
__attribute__((noinline)) float _Complex fdv(float _Complex a, float _Complex b) {
    return a / b;
}
// Of 50 cases of an operation one line: a number that each result changes.
enum { OPERATIONS = 7, CASES = 2000, LINE = 50 };
static u64 sums[OPERATIONS];
static void note(int operation, u64 real, u64 imaginary) {
    u64 sum = (sums[operation] ^ real) * 0x100000001b3;
    sums[operation] = (sum ^ (sum >> 29) ^ imaginary) * 0x100000001b3;
}
static void pr(int operation, double _Complex z) {
    note(operation, b_of(__real__ z), b_of(__imag__ z));
}
static void fpr(int operation, float _Complex z) {
    note(operation, fb_of(__real__ z), fb_of(__imag__ z));
}
int main(void) {
    for (int i = 1; i <= CASES; i++) {
        double _Complex a, b;
        float _Complex fa, fb;
        __real__ a = pick();
        __imag__ a = pick();
        __real__ b = pick();
        __imag__ b = pick();
        __real__ fa = fpick();
        __imag__ fa = fpick();
        __real__ fb = fpick();
        __imag__ fb = fpick();
        pr(0, mul(a, b));
        pr(1, dv(a, b));
        pr(2, rdv(__real__ a, b));
        pr(3, rmul(__real__ a, b));
        pr(4, rsub(__real__ a, b));
        fpr(5, fmul(fa, fb));
        fpr(6, fdv(fa, fb));
        for (int j = 0; j < OPERATIONS && i % LINE == 0; j++)
            printf(j < OPERATIONS - 1 ? "%016llx " : "%016llx\n", sums[j]);
    }
    return 0;
}
