// typeof, __auto_type, _Atomic, _Thread_local, asm labels, attribute mode, gnu_inline, predefined types.
#include <stdio.h>

#define SWAP(a, b)             \
    do {                       \
        typeof(a) kept_ = (a); \
        (a) = (b);             \
        (b) = kept_;           \
    } while (0)
#define MAX(a, b)                          \
    ({                                     \
        __auto_type a_ = (a);              \
        __auto_type b_ = (b);              \
        a_ > b_ ? a_ : b_;                 \
    })

static int table[5];
typeof(table) other = {1, 2, 3};
typeof(int (*)(int)) pointer;
__typeof__(sizeof 0) size = sizeof(typeof(table[0]) *);
__typeof(*"text") character = 'c';
extern typeof(table) table;
_Atomic int counter = 3;
_Atomic(unsigned short) wide = 1u << 14;
int *_Atomic shared = &table[1];
_Thread_local int in_thread = 5;
static __thread char text[4] = "abc";
extern _Thread_local int in_thread;

typedef int byte __attribute__((mode(QI)));
typedef unsigned int quad __attribute__((__mode__(__DI__)));
int half __attribute__((mode(HI))) = -3;
struct modes {
    unsigned b __attribute__((mode(__byte__)));
    int d __attribute__((mode(DI)));
};

extern int renamed(int) __asm__("original");
int original(int n) {
    return n + 1000;
}
int variable asm("its_other_name") = 77;

extern inline __attribute__((gnu_inline)) int both(int n) {
    return n + 1;
}
int both(int n) {
    return n + 1;
}

static int square(int n) {
    return n * n;
}

__auto_type deduced = 3000000000u;

int main(void) {
    int a = 3, b = 4;
    double x = 1.5, y = 2.5;
    const char *s = "first", *t = "second";
    SWAP(a, b);
    SWAP(x, y);
    SWAP(s, t);
    printf("%d %d %.1f %.1f %s %s\n", a, b, x, y, s, t);
    printf("%d %lld %.1f\n", MAX(a, b), MAX(3ll << 33, 2), MAX(x, 2));
    pointer = square;
    printf("%d %u %c %d\n", pointer(5), (unsigned)size, character, (int)(sizeof other / sizeof *other));
    counter++;
    counter += 2;
    wide *= 2;
    shared++;
    printf("%d %d %d\n", counter, wide, (int)(shared - table));
    in_thread++;
    static _Thread_local int inner = 1;
    inner += in_thread;
    printf("%d %d %s\n", in_thread, inner, text);
    printf("%d %d %d %d %d\n", (int)sizeof(byte), (int)sizeof(quad), (int)sizeof half, (int)sizeof(struct modes), half);
    printf("%d %d %d\n", renamed(1), variable, both(1));
    printf("%u %d\n", deduced, _Generic(deduced, unsigned: 1, default: 2));
    __auto_type const p = &a;
    struct { unsigned f : 5; } bits = {17};
    __auto_type field = +bits.f;
    printf("%d %d %d\n", *p, field, _Generic(field, int: 1, default: 2));
    const int fixed = 1;
    typeof(fixed) *to_fixed = &fixed;
    printf("%d %d\n", _Generic(to_fixed, const int *: 1, int *: 2), *to_fixed);
    __INT8_TYPE__ i8 = -1;
    __UINT64_TYPE__ u64 = __UINT64_MAX__;
    __INT_FAST16_TYPE__ fast = __INT_FAST16_MAX__;
    printf("%d %llx %d %d %d\n", i8, u64, fast, __SIZEOF_LONG_LONG__, __INT32_C(5) + __CHAR_BIT__);
    printf("%d %d %d\n", __LONG_WIDTH__, __FLT_RADIX__, __DBL_MANT_DIG__);
    return 0;
}
