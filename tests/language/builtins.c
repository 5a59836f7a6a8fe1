// The functions __builtin_…: bits, overflow, hints and questions, those of the library.
#include <stdio.h>

typedef unsigned long long u64;
typedef long long s64;

static const unsigned words[] = {0, 1, 2, 3, 0x80000000u, 0xffffffffu, 0x00f0f000u, 0x12345678u};
static const u64 longs[] = {1, 0x100000000ull, 0x8000000000000000ull, ~0ull, 0x0123456789abcdefull};

static void bits(void) {
    for (unsigned i = 0; i < sizeof words / sizeof *words; i++) {
        unsigned w = words[i];
        printf("%08x: popcount %d parity %d ffs %d clrsb %d bswap %08x %04x", w, __builtin_popcount(w),
               __builtin_parity(w), __builtin_ffs((int)w), __builtin_clrsb((int)w),
               (unsigned)__builtin_bswap32(w), (unsigned)__builtin_bswap16((unsigned short)w));
        if (w != 0)
            printf(" clz %d ctz %d", __builtin_clz(w), __builtin_ctzl(w));
        printf("\n");
    }
    for (unsigned i = 0; i < sizeof longs / sizeof *longs; i++) {
        u64 w = longs[i];
        printf("%016llx: popcount %d parity %d ffs %d clrsb %d bswap %016llx clz %d ctz %d\n", w,
               __builtin_popcountll(w), __builtin_parityll(w), __builtin_ffsll((s64)w),
               __builtin_clrsbll((s64)w), (u64)__builtin_bswap64(w), __builtin_clzll(w), __builtin_ctzll(w));
    }
}

enum { FOLDED = __builtin_popcount(0xff) + __builtin_clz(1) + __builtin_ctzll(1ull << 40) };
static const unsigned constant = __builtin_bswap32(0x11223344);
static char sized[__builtin_strlen("seven..") + __builtin_ffs(8)];

#define TRY(type, a, b)                                                                          \
    do {                                                                                         \
        type r_;                                                                                 \
        int o_ = __builtin_add_overflow(a, b, &r_);                                              \
        printf(#type " %d %lld", o_, (s64)r_);                                                   \
        o_ = __builtin_sub_overflow(a, b, &r_);                                                  \
        printf(" | %d %lld", o_, (s64)r_);                                                       \
        o_ = __builtin_mul_overflow(a, b, &r_);                                                  \
        printf(" | %d %lld | %d\n", o_, (s64)r_, __builtin_mul_overflow_p(a, b, (type)0));       \
    } while (0)
#define TRY_ALL(a, b)                                                                            \
    do {                                                                                         \
        TRY(signed char, a, b);                                                                  \
        TRY(unsigned short, a, b);                                                               \
        TRY(int, a, b);                                                                          \
        TRY(unsigned, a, b);                                                                     \
        TRY(s64, a, b);                                                                          \
        TRY(u64, a, b);                                                                          \
    } while (0)

static void overflow(void) {
    static const int ints[] = {0, 1, -1, 127, 70000, -2147483647 - 1, 2147483647};
    static const u64 others[] = {0, 2, 0xffffffffu, 0x8000000000000000ull, ~0ull};
    for (unsigned i = 0; i < sizeof ints / sizeof *ints; i++)
        for (unsigned k = 0; k < sizeof others / sizeof *others; k++) {
            TRY_ALL(ints[i], (int)others[k]);
            TRY_ALL(ints[i], (unsigned)others[k]);
            TRY_ALL(ints[i], others[k]);
            TRY_ALL((u64)ints[i], (s64)others[k]);
        }
    int sum;
    long long wide;
    unsigned product;
    printf("%d %d\n", __builtin_sadd_overflow(2147483647, 1, &sum), sum);
    printf("%d %lld\n", __builtin_smulll_overflow(1ll << 40, 1 << 20, &wide), wide);
    printf("%d %u\n", __builtin_umul_overflow(65536, 65535, &product), product);
}

static int calls;
static int count(int n) {
    calls++;
    return n;
}

struct object {
    char name[10];
    int numbers[4];
};

static void questions(int n) {
    static struct object object;
    printf("%d %d %d\n", __builtin_constant_p(3 + 4), __builtin_constant_p(count(2)), __builtin_constant_p("x"));
    printf("%d %d %d\n", __builtin_types_compatible_p(int, const int), __builtin_types_compatible_p(int, long),
           __builtin_types_compatible_p(int[], int[5]));
    printf("%s\n", __builtin_choose_expr(1, "chosen", n));
    printf("%ld %d\n", __builtin_expect(n == 3, 1), __builtin_expect(count(5), count(6)) == 5);
    printf("%d calls\n", calls);
    printf("%u %u %u\n", (unsigned)__builtin_object_size(&object, 0), (unsigned)__builtin_object_size(object.name + 3, 0),
           (unsigned)__builtin_object_size(&object.numbers[1], 0));
    __builtin_prefetch(&object + count(0), 1, 3);
    if (n < 0)
        __builtin_unreachable();
    printf("%d\n", __builtin_frame_address(0) != (void *)0 && __builtin_return_address(0) != (void *)0);
}

static void atomic(void) {
    int n = 5, expected = 9;
    printf("%d %d\n", __sync_fetch_and_add(&n, 3), __sync_sub_and_fetch(&n, 1));
    printf("%d %d\n", __sync_bool_compare_and_swap(&n, 7, 20), __sync_val_compare_and_swap(&n, 7, 30));
    printf("%d %d\n", __atomic_fetch_or(&n, 3, 5), __atomic_load_n(&n, 0));
    printf("%d %d\n", __atomic_compare_exchange_n(&n, &expected, 1, 0, 5, 5), expected);
    printf("%d %d\n", __atomic_compare_exchange_n(&n, &expected, 1, 0, 5, 5), n);
    __atomic_store_n(&n, 77, 5);
    printf("%d %d\n", __atomic_exchange_n(&n, 8, 5), __sync_lock_test_and_set(&n, 9));
    __sync_lock_release(&n);
    __sync_synchronize();
    printf("%d\n", n);
}

int main(void) {
    char text[20];
    bits();
    printf("%d %x %d\n", FOLDED, constant, (int)sizeof sized);
    overflow();
    questions(3);
    atomic();
    __builtin_memcpy(text, "built", 6);
    __builtin_strcat(text, "in");
    __builtin_printf("%s %u %d\n", text, (unsigned)__builtin_strlen(text), __builtin_memcmp(text, "built", 5));
    int (*compare)(const char *, const char *) = __builtin_strcmp;
    __builtin_printf("%d %d\n", compare(text, "builtin"), __builtin_abs(-4));
    __builtin_exit(0);
}
