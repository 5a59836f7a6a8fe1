// <limits.h>, <stdint.h>, <inttypes.h>, <stddef.h>, <stdbool.h>: values and sizes for the o32 ABI.
#include <inttypes.h>
#include <iso646.h>
#include <limits.h>
#include <stdalign.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

struct shape {
    char a;
    long long b;
    short c;
    int d;
};

int main(void) {
    printf("%d %d %d %d %d %d\n", CHAR_BIT, SCHAR_MIN, SCHAR_MAX, UCHAR_MAX, CHAR_MIN, CHAR_MAX);
    printf("%d %d %d %d %d %u\n", SHRT_MIN, SHRT_MAX, USHRT_MAX, INT_MIN, INT_MAX, UINT_MAX);
    printf("%ld %ld %lu %lld %lld %llu\n", LONG_MIN, LONG_MAX, ULONG_MAX, LLONG_MIN, LLONG_MAX,
           ULLONG_MAX);
    printf("%d %d %d %d %d %u\n", INT8_MIN, INT8_MAX, UINT8_MAX, INT16_MIN, INT16_MAX, UINT16_MAX);
    printf("%" PRId32 " %" PRIi32 " %" PRIu32 " %" PRIo32 " %" PRIx32 " %" PRIX32 "\n", INT32_MIN,
           INT32_MAX, UINT32_MAX, UINT32_MAX, UINT32_MAX, UINT32_MAX);
    printf("%" PRId64 " %" PRIi64 " %" PRIu64 " %" PRIo64 " %" PRIx64 " %" PRIX64 "\n", INT64_MIN,
           INT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX);
    printf("%" PRIdMAX " %" PRIuMAX " %" PRIdPTR " %" PRIuPTR "\n", INTMAX_MIN, UINTMAX_MAX,
           INTPTR_MIN, UINTPTR_MAX);
    printf("%u %d %d\n", (unsigned)SIZE_MAX, PTRDIFF_MIN, PTRDIFF_MAX);
    printf("%" PRId64 " %" PRIu64 " %u\n", INT64_C(-9000000000), UINT64_C(18000000000000000000),
           UINT32_C(4000000000));
    printf("%zu %zu %zu %zu %zu %zu\n", sizeof(int8_t), sizeof(int16_t), sizeof(int32_t),
           sizeof(int64_t), sizeof(intptr_t), sizeof(intmax_t));
    printf("%zu %zu %zu %zu %zu %zu\n", sizeof(char), sizeof(short), sizeof(int), sizeof(long),
           sizeof(long long), sizeof(void *));
    printf("%zu %zu %zu\n", sizeof(size_t), sizeof(ptrdiff_t), sizeof(wchar_t));
    printf("%zu %zu %zu %zu\n", offsetof(struct shape, a), offsetof(struct shape, b),
           offsetof(struct shape, c), offsetof(struct shape, d));
    printf("%zu %zu %zu\n", sizeof(struct shape), alignof(struct shape), alignof(long long));
    bool yes = 256;
    printf("%d %d %d\n", yes, true, false);
    printf("%d %d %d\n", 1 and 0, not 1, 6 bitand 3);
    int8_t a;
    uint16_t b;
    int32_t c;
    uint64_t d;
    intmax_t e;
    int n = sscanf("-100 60000 -5 18446744073709551615 -7",
                   "%" SCNd8 "%" SCNu16 "%" SCNd32 "%" SCNu64 "%" SCNdMAX, &a, &b, &c, &d, &e);
    printf("%d: %d %u %" PRId32 " %" PRIu64 " %" PRIdMAX "\n", n, a, b, c, d, e);
    imaxdiv_t parts = imaxdiv(-7, 2);
    printf("%" PRIdMAX " %" PRIdMAX " %" PRIdMAX "\n", imaxabs(-5), parts.quot, parts.rem);
    return 0;
}
