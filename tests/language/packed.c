// Layouts by #pragma pack and the attributes packed and aligned, and accesses to what is not aligned.
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#define SHOW(type, member) printf(#type " %d %d %d\n", (int)sizeof(type), (int)_Alignof(type), (int)offsetof(type, member))

#pragma pack(push, 1)
struct one { char a; int b; short c; long long d; char e[3]; int f[2]; };
#pragma pack(2)
struct two { char a; int b; long long c; char d; };
#pragma pack(pop)
struct none { char a; int b; };
#define PACK(n) _Pragma(#n)
PACK(pack(push, saved, 4))
struct four { char a; long long b; };
PACK(pack(pop, saved))
struct eight { char a; long long b; };

struct __attribute__((packed)) inner { char a; short b; unsigned c; };
struct outer { char a; struct inner in[3]; int *p; } __attribute__((__packed__));
struct natural { int x; short y; };
struct holder { char a; struct natural n; } __attribute__((packed));
struct member { char a; int b __attribute__((packed)); int c; };
struct aligned { char a; int b __attribute__((aligned(16))); } __attribute__((aligned));
typedef int wide_int __attribute__((aligned(8)));
typedef int free_int __attribute__((aligned(1)));
struct typed { char a; wide_int b; char c; free_int d; };
union both { char a; struct one o; int b; } __attribute__((packed));

int buffer __attribute__((aligned(64)));
static struct one global = {1, -2, -3, -4000000000000, "xyz", {5, 6}};
static struct outer outer = {1, {{2, -3, 4}, {5, 6, 7}, {8, 9, 10}}, &buffer};
static struct holder holder = {1, {0x01020304, -5}};


static long long sum(struct one s) { return s.a + s.b + s.c + s.d + s.f[1]; }

static struct inner make(int n) {
    struct inner in = {(char)n, (short)-n, (unsigned)n * 70000};
    return in;
}

static void change(struct one *o, int n) {
    o->b += n;
    o->c -= (short)n;
    o->d <<= 2;
    o->d++;
    o->f[n & 1] *= n;
    o->f[0]--;
    printf("%d %d %lld %d %d %d\n", o->b, o->c, o->d, o->f[0], o->f[1], o->b++);
}

int main(void) {
    SHOW(struct one, f), SHOW(struct two, c), SHOW(struct none, b), SHOW(struct four, b), SHOW(struct eight, b);
    SHOW(struct inner, c), SHOW(struct outer, p), SHOW(struct holder, n), SHOW(struct member, c);
    SHOW(struct aligned, b), SHOW(struct typed, d), SHOW(union both, o);
    printf("%d %d\n", (int)_Alignof(wide_int), (int)_Alignof(free_int));
    change(&global, 3);
    struct one local = global;
    change(&local, -7);
    printf("%lld %d\n", sum(local), memcmp(&local, &global, sizeof local) != 0);
    for (int i = 0; i < 3; i++) {
        outer.in[i] = make(i + 100);
        outer.in[i].c |= 1;
        printf("%d %d %u %d\n", outer.in[i].a, outer.in[i].b, outer.in[i].c, *outer.p);
    }
    struct natural copy = holder.n;
    holder.n.x ^= 0x1000;
    holder.n.y = (short)(holder.n.x + copy.y);
    printf("%x %d %d\n", (unsigned)holder.n.x, holder.n.y, copy.y);
    free_int *p = (free_int *)((char *)&local + 1);
    p[0] = 0x11223344;
    p[1] += 5;
    printf("%x %d\n", (unsigned)local.b, local.c);
    union both b = {.o = {.d = 77}};
    b.o.e[1] = 1;
    struct one *volatile q = &b.o;
    q->d = q->d ? q->d + 1 : 0;
    printf("%lld %d\n", b.o.d, b.b);
    static const struct __attribute__((packed)) { char c; const char *s; } text = {'c', "text"};
    printf("%c %s %d\n", text.c, text.s, (int)((unsigned)&buffer % 64));
    return 0;
}
