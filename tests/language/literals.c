// Integer constants: bases, suffixes in every spelling, type by value.
#include <stdio.h>

int main(void) {
    printf("%d %d %d %d\n", 0, 00, 0x0, 0X0);
    printf("%d %d %d %d\n", 10, 010, 0x10, 0XfF);
    printf("%u %u %u %u\n", 10u, 10U, 0x10u, 017U);
    printf("%ld %ld %ld\n", 10l, 10L, 0xabcdefL);
    printf("%lu %lu %lu %lu %lu %lu\n", 1ul, 2uL, 3Ul, 4UL, 5lu, 6LU);
    printf("%lld %lld %llu %llu %llu %llu\n", 1ll, 2LL, 3ull, 4ULL, 5llu, 6LLU);
    printf("%lld %lld %lld\n", 2147483648, 4294967296, 9223372036854775807);
    printf("%x %llx %llx\n", 0xffffffff, 0xffffffffff, 0xffffffffffffffff);
    printf("%o %llo\n", 037777777777, 0777777777777);
    printf("%llu\n", 18446744073709551615u);
    printf("%d %d %d %d %d %d %d\n", (int)sizeof 1, (int)sizeof 1l, (int)sizeof 1ll, (int)sizeof 2147483647,
           (int)sizeof 2147483648, (int)sizeof 0xffffffff, (int)sizeof 0x100000000);
    printf("%d %d %d\n", 0x80000000 > 0, -1 < 0x7fffffff, -1 < 0x80000000);
    printf("%d %d\n", -2147483648 < 0, -2147483647 - 1 < 0);
    printf("%d %d %d %d\n", 'a', '0', ' ', '\0');
    printf("%d %d\n", 0xe +1, 0x1f-0xf);
    printf("%d\n", 1 - -1);
    printf("%d %d\n", - - -5, ~~7);
    return 0;
}
