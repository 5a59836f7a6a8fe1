// Assignments that exchange the halves of a long long variable with themselves.
#include <stdio.h>

typedef unsigned long long u64;

static u64 rotate(u64 v) {
    v = v << 32 | v >> 32;
    return v;
}
static u64 swap(u64 v) {
    v = (v & 0xffffffff) << 32 | v >> 32;
    return v;
}
static u64 high_to_low(u64 v) { return v >>= 32, v; }
static u64 low_to_high(u64 v) { return v <<= 32, v; }
static long long sign(long long v) {
    v = v >> 32;
    return v;
}
static u64 through_words(u64 v) {
    unsigned low = (unsigned)v, high = (unsigned)(v >> 32);
    v = (u64)low << 32 | high;
    return v;
}

int main(void) {
    u64 v = 0x0123456789abcdefull;
    printf("%llx %llx %llx %llx\n", rotate(v), swap(v), rotate(rotate(v)), through_words(v));
    printf("%llx %llx %llx\n", high_to_low(v), low_to_high(v), (u64)sign((long long)(v << 8)));
    for (int i = 0; i < 5; i++)
        v = v << 32 | (v >> 32) * 3;
    printf("%llx\n", v);
    return 0;
}
