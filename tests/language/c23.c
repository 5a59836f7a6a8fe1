// What of C23 is here: keywords, constants, attributes, #embed, empty initializers, labels before declarations.
#include <stdarg.h>
#include <stdio.h>

__attribute__((weak)) inline int weak_inline(void) { // which gcc warns of
    return 4;
}
#ifdef NEVER
#elifndef NEVER
enum { ELIFNDEF = 1 };
#endif
#ifdef NEVER
#elifdef __STDC_VERSION__
enum { ELIFDEF = 1 };
#endif
#if true && !false && __has_include(<stdio.h>) && !__has_include("nothing.h")
enum { HAS = 1 };
#endif
#if defined __has_c_attribute && __has_c_attribute(nodiscard) && __has_attribute(packed) && !__has_attribute(nonsense)
enum { ATTRIBUTES = 1 };
#endif
#if __has_builtin(__builtin_clz) && !__has_builtin(__builtin_nonsense)
enum { BUILTINS = 1 };
#endif

static_assert(true);
static_assert(sizeof(bool) == 1, "bool");
alignas(16) static char aligned[3];
static thread_local int in_thread = 1'000'000;

struct [[deprecated("old")]] old {
    [[maybe_unused]] int a;
    int b [[maybe_unused]];
};
enum color { RED [[deprecated]], GREEN };

[[noreturn]] static void leave(int status);
[[nodiscard]] static int checked([[maybe_unused]] int unused) {
    return 4;
}
[[gnu::noinline, gnu::aligned(8)]] static int gnu_style(int) {
    return 5;
}

static const unsigned char embedded[] = {
#embed "c23.c" limit(18)
};

static int falls(int n) {
    int sum = 0;
    switch (n) {
    case 1: sum++; [[fallthrough]];
    case 2: sum += 10; break;
    default: sum = 100;
    }
    return sum;
}


int main(void) {
    bool truth = true, lie = false;
    int *null = nullptr;
    int zero = {}, list[3] = {};
    [[maybe_unused]] int unused = 0b1010'1010;
    typeof_unqual(const int) plain = 3;
    plain++;
    printf("%d %d %d %d %d\n", truth, lie, null == nullptr, zero, list[2]);
    printf("%d %d %d %d %d\n", ELIFDEF, ELIFNDEF, HAS, ATTRIBUTES, BUILTINS);
    printf("%d %x %d %.2f\n", in_thread, 0xdead'beef, unused, 1'234.5'0);
    printf("%d %d %d\n", (int)(alignof(int)), (int)((unsigned)aligned % 16), plain);
    printf("%d %d %d\n", checked(1), gnu_style(2), _Generic(true, bool: 1, default: 2));
    printf("%d %d %d %ld\n", falls(1), falls(2), falls(3), __STDC_VERSION__);
    printf("%.*s %d\n", (int)sizeof embedded, (const char *)embedded, (int)sizeof embedded);
    __extension__ [[]] int extended = weak_inline() + 1;
    printf("%d\n", extended);
    leave(7);
}

static void leave(int status) {
    fflush(stdout);
    __builtin_exit(status);
}
