// Expressions of #if: all operators, intmax_t arithmetic, unsigned, macros inside, short circuits.
#include <limits.h>
#include <stdio.h>

#define CHECK(n) printf("%d ", n);
#define PLUS(a, b) ((a) + (b))
#define FUNCTION(x) x
#define EMPTY

int main(void) {
#if 1 + 2 * 3 == 7 && (1 + 2) * 3 == 9
    CHECK(1)
#endif
#if -1 < 0 && -1 > 0u
    CHECK(2)
#endif
#if 0xffffffff + 1 == 0x100000000
    CHECK(3)
#endif
#if (-7 / 2 == -3) && (-7 % 2 == -1) && (7 >> 1 == 3) && (-8 >> 1 == -4) && 1 << 40 == 0x10000000000
    CHECK(4)
#endif
#if (5 & 3) == 1 && (5 | 3) == 7 && (5 ^ 3) == 6 && ~5 == -6 && !5 == 0 && -(-5) == +5
    CHECK(5)
#endif
#if 1 ? 2 ? 0 : 5 : 1
#else
    CHECK(6)
#endif
#if 0 && 1 / 0 || 1 || 1 % 0
    CHECK(7)
#endif
#if PLUS(PLUS(1, 2), FUNCTION(3)) == 6 EMPTY
    CHECK(8)
#endif
#if FUNCTION == 0 && undefined_thing == 0 && int == 0
    CHECK(9)
#endif
#if INT_MAX == 2147483647 && INT_MIN < 0 && UINT_MAX > INT_MAX && LLONG_MAX == 9223372036854775807 && ULLONG_MAX == -1
    CHECK(10)
#endif
#if 'A' == 65 && '\377' < 0 && '\x41' == 'A' && L'a' == 97
    CHECK(11)
#endif
#if (2) == 2 || 1
    CHECK(12)
#endif
#if 10 >= 10 && 10 <= 10 && 9 != 10 && 0x7fffffffffffffff > 0 && 0x8000000000000000 > 0
    CHECK(13)
#endif
#if 010 == 8
    CHECK(14)
#endif
#if 1u - 2 > 0 && 1 - 2 < 0 && (2 || 3) == 1 && (0 ? -1 : 0u) == 0 && (1 ? -1 : 0u) > 0
    CHECK(15)
#endif
#define defined_value defined(EMPTY)
#if 18446744073709551615u == -1 && 9223372036854775807 + 0u < 18446744073709551615u
    CHECK(16)
#endif
#if __STDC__ == 1 && __STDC_VERSION__ >= 201112L && __STDC_HOSTED__
    CHECK(17)
#endif
#if !(1 - 1) + !!7 == 2 && - - 1 == 1 && 1 - -1 == 2
    CHECK(18)
#endif
    printf("\n");
    return 0;
}
