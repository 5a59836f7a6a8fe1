#include <stdio.h>
typedef int v4si __attribute__((vector_size(16)));
typedef unsigned v4ui __attribute__((vector_size(16)));
typedef short v8hi __attribute__((__vector_size__(16)));
typedef unsigned char v16qi __attribute__((vector_size(16)));
typedef float v4sf __attribute__((vector_size(16)));
typedef double v2df __attribute__((vector_size(16)));
typedef long long v2di __attribute__((vector_size(16)));
typedef short v2hi __attribute__((vector_size(4)));
typedef signed char v8qi __attribute__((vector_size(8)));

static v4si global = {1, -2, 3, -4}, more[2] = {{1}, {2, 3}};
static v4si calls;
static int count;
static v4si next(void) { count++; return global + count; }
static v4si *where(void) { count++; return &calls; }
static void show(const char *name, v4si v) { printf("%s %d %d %d %d\n", name, v[0], v[1], v[2], v[3]); }
static void showf(const char *name, v4sf v) { printf("%s %g %g %g %g\n", name, v[0], v[1], v[2], v[3]); }
static v4si sum(int n, ...) {
    __builtin_va_list list;
    v4si s = {0};
    __builtin_va_start(list, n);
    while (n-- > 0) s += __builtin_va_arg(list, v4si);
    __builtin_va_end(list);
    return s;
}
struct mixed { char c; v4si v; short s; };
union both { v4si v; int a[4]; unsigned char bytes[16]; };

int main(void) {
    v4si a = {10, 20, 30, 40}, b = {3, -7, 11, 0x7fffffff};
    volatile int i = 2;
    show("add", a + b); show("sub", a - b); show("mul", a * b); show("div", a / b); show("rem", a % b);
    show("and", a & b); show("or", a | b); show("xor", a ^ b);
    show("shl", a << (v4si){1, 2, 3, 4}); show("shr", b >> 1); show("scalar", 100 - a * 2);
    show("neg", -a); show("not", ~a); show("plus", +a);
    show("eq", a == b); show("lt", a < b); show("ge", a >= b); show("ne", a != (v4si){10, 1, 30, 1});
    v4ui u = {0xffffffff, 1, 2, 0x80000000};
    show("ugt", u > 5u); show("ushr", (v4si)(u >> 31));
    v4sf f = {1.5f, -2, 0.25f, 8}, g = f * 2.0f + 1;
    showf("f", g / f); show("fcmp", f < g); showf("fneg", -f);
    v2df d = {1.0, 3.0}; d /= 3; printf("%.17g %.17g\n", d[0], d[1]);
    v2di l = {1LL << 40, -5}; l = l * l + (l >> 2); printf("%lld %lld\n", l[0], l[1]);
    v16qi c = {250, 251, 252, 253, 254, 255, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
    c += 3; c = c / (v16qi){1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};
    for (int k = 0; k < 16; k++) printf("%d ", c[k]);
    v8hi h = {1, 2, 3, 4, 5, 6, 7, 8}; h = h * h - h; h[i] = 99; h[i + 1]++;
    for (int k = 0; k < 8; k++) printf("%d ", h[k]);
    puts("");
    a[i] = 7; a[3] += 5; show("element", a);
    *where() += a; (*where())++; show("update", calls); printf("%d\n", count);
    show("post", calls++); show("after", --calls);
    show("next", next() * next() + next()); printf("%d %d\n", count, next()[3]);
    show("array", more[1] + more[0]); more[i - 1] -= a; show("array", more[1]);
    show("sum", sum(3, a, b, global)); 
    struct mixed m = {'x', {1, 2, 3, 4}, 5}, n = m; n.v += m.v; show("member", n.v);
    printf("%zu %zu %zu %zu\n", sizeof m, __alignof__(v4si), __builtin_offsetof(struct mixed, v), sizeof(v2hi));
    union both x = {{1, 2, 3, 4}}; x.v <<= 8; printf("%d %d\n", x.a[3], x.bytes[1]);
    int word = 0x12345678; v2hi w = (v2hi)word; printf("%x %x\n", w[0], w[1]); w += 1; printf("%x\n", (int)w);
    v8hi bits = (v8hi)global; printf("%d %d\n", bits[2], bits[3]);
    show("choose", i ? a : b);
    v4si mask = {3, 2, 1, 0}; show("shuffle", __builtin_shuffle(a, mask)); show("two", __builtin_shuffle(a, b, (v4si){0, 4, 7, -1}));
    showf("convert", __builtin_convertvector(a, v4sf)); show("back", __builtin_convertvector(f, v4si));
    v4si *p = &a; (*p)[0] = 1; p[0][1] = 2; show("pointer", *p + 1); const v4si k = {5, 6, 7, 8}; show("const", k * k);
    int __attribute__((vector_size(8))) two = {1, 2}; two = two - 3; printf("%d %d\n", two[0], two[1]);
    v8qi q = {127, -128, 1}; q = q + q; printf("%d %d %d %d\n", q[0], q[1], q[2], q[7]);
    v8qi r = (q == 2) | (q < 0); printf("%d %d %d %d\n", r[0], r[1], r[2], r[3]);
    return 0;
}
