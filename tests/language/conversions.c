// Every conversion between integer types: casts, assignments, in all directions.
#include <stdio.h>

static const unsigned long long patterns[] = {0, 1, 0x7f, 0x80, 0xff, 0x100, 0x7fff, 0x8000, 0xffff, 0x10000, 0x7fffffff,
                                              0x80000000, 0xffffffff, 0x100000000, 0x7fffffffffffffff,
                                              0x8000000000000000, 0xffffffffffffffff, 0x123456789abcdef0};
enum { COUNT = sizeof patterns / sizeof patterns[0] };

#define FROM(T)                                                                                    \
    for (int i = 0; i < COUNT; i++) {                                                              \
        T x = (T)patterns[i];                                                                      \
        char a = x;                                                                                \
        signed char b = x;                                                                         \
        unsigned char c = x;                                                                       \
        short d = x;                                                                               \
        unsigned short e = x;                                                                      \
        int f = x;                                                                                 \
        unsigned g = x;                                                                            \
        long h = x;                                                                                \
        unsigned long j = x;                                                                       \
        long long k = x;                                                                           \
        unsigned long long l = x;                                                                  \
        _Bool m = x;                                                                               \
        printf("%d %d %d %d %d %d %u %ld %lx %lld %llx %d|", a, b, c, d, e, f, g, h, j, k, l, m);   \
        printf("%d %d %d %d %d %u %lld %d\n", (signed char)x, (unsigned char)x, (short)x,          \
               (unsigned short)x, (int)x, (unsigned)x, (long long)x, (_Bool)x);                    \
    }                                                                                              \
    printf("-- " #T "\n");

int main(void) {
    FROM(char)
    FROM(unsigned char)
    FROM(short)
    FROM(unsigned short)
    FROM(int)
    FROM(unsigned)
    FROM(long)
    FROM(unsigned long)
    FROM(long long)
    FROM(unsigned long long)
    FROM(_Bool)
    int n = -1;
    printf("%lld %lld %lld\n", (long long)(unsigned)n, (long long)n, (long long)(unsigned char)n);
    printf("%x %x %x\n", (unsigned)(short)0x18000, (unsigned)(signed char)0x180, (unsigned)(unsigned short)-1);
    printf("%d %d\n", (int)(char)(short)(long long)0x1234567890LL, (int)(unsigned char)(signed char)-1);
    return 0;
}
