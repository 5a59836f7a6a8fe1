// What attributes mean where they stand.
struct {
    int a;
} __attribute__((unavailable("use y"))) unavailable;
__typeof__(unavailable) other;
typedef int no_struct __attribute__((designated_init));
union u {
    int a;
} __attribute__((designated_init));
struct s {
    int a;
} __attribute__((designated_init));
void sections(void) __attribute__((section("one"), section("two")));
void section(void) __attribute__((section("one"), section("one")));

int falls(int x) {
    __attribute__((fallthrough));
    switch (x) {
    case 1: x++; __attribute__((fallthrough));
    case 2: x++; [[fallthrough]];
    default: x++;
    }
    [[fallthrough]];
    return x;
}
