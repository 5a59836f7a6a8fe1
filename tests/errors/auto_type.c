__auto_type a;
__auto_type b = 3, c = 4;
__auto_type *d = &b;
struct flexible {
    int n;
    int a[];
};
struct nested {
    struct flexible f;
} n = {{1, {2}}};
struct {
    unsigned f : 3;
} bits;
typeof(bits.f) e;
void f(int v) {
    struct flexible l = {1, {2}};
    __auto_type g = bits.f;
    _Thread_local int tl;
    v = __builtin_clz();
    v = __builtin_clz(1, 2);
    v = __builtin_add_overflow(1, 2, 3);
    v = __builtin_mul_overflow(1, 2, &l);
    v = __builtin_sub_overflow(1.0, 2, &v);
    v = __builtin_choose_expr(v, 1, 2);
    v = __sync_fetch_and_add(v, 1);
    v = __builtin_expect(1);
    int q __attribute__((mode(SF)));
}
