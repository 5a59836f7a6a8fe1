// Bit-fields: what they hold, how they are promoted, changed, initialized and laid out.
#include <stdio.h>
#include <string.h>

enum color { RED, GREEN, BLUE = 5 };
typedef unsigned aligned8 __attribute__((aligned(8)));

struct mixed {
    unsigned a : 3;
    int b : 5;
    unsigned c : 12;
    _Bool d : 1;
    enum color e : 3;
    int : 0;
    long long f : 40;
    unsigned long long g : 24;
    char h;
};
struct __attribute__((packed)) packed {
    char x : 3;
    int y : 17;
    long long z : 50;
    unsigned w : 32;
    char q;
    short r : 16;
};
struct crossing {
    char a;
    int b : 20;
    int c : 13;
    short d : 9;
    short e : 9;
    char f : 7;
    char g : 2;
};
struct unnamed {
    char a;
    int : 5;
    char b : 2;
    short : 0;
    char c;
    long long : 3;
};
struct over_aligned {
    char a;
    aligned8 b : 16;
    aligned8 c : 17;
    int d : 3 __attribute__((aligned(4)));
};
#pragma pack(2)
struct limited {
    char a;
    int b : 30;
    long long c : 33;
    int d;
};
#pragma pack()
union overlaid {
    unsigned all;
    struct {
        unsigned low : 4, : 8, high : 20;
    };
    signed char first : 7;
};

static void dump(const char *name, const void *bytes, unsigned count) {
    const unsigned char *byte = bytes;
    printf("%s", name);
    while (count-- > 0)
        printf(" %02x", *byte++);
    printf("\n");
}

static struct mixed global = {5, -3, 0xabc, 7, BLUE, -5, 77, 'x'};
static const struct packed constant = {1, -2, 3, 4, 5, .r = -6, .y = 70000};
static union overlaid overlaid = {.high = 0x12345, .low = 9};

static void layout(void) {
    printf("%u %u %u %u\n", (unsigned)sizeof(struct mixed), (unsigned)_Alignof(struct mixed),
           (unsigned)sizeof(struct packed), (unsigned)_Alignof(struct packed));
    printf("%u %u %u %u\n", (unsigned)sizeof(struct crossing), (unsigned)_Alignof(struct crossing),
           (unsigned)sizeof(struct unnamed), (unsigned)_Alignof(struct unnamed));
    printf("%u %u %u %u\n", (unsigned)sizeof(struct over_aligned),
           (unsigned)_Alignof(struct over_aligned), (unsigned)sizeof(struct limited),
           (unsigned)_Alignof(struct limited));
    dump("global", &global, sizeof global);
    dump("constant", &constant, sizeof constant);
    dump("overlaid", &overlaid, sizeof overlaid);
    static struct crossing crossing = {1, -2, 3, -4, 5, -6, 1};
    static struct unnamed unnamed = {1, -1, 2};
    static struct over_aligned over_aligned = {1, 2, 3, -1};
    static struct limited limited = {1, -2, 3, -4};
    dump("crossing", &crossing, sizeof crossing);
    dump("unnamed", &unnamed, sizeof unnamed);
    dump("over_aligned", &over_aligned, sizeof over_aligned);
    dump("limited", &limited, sizeof limited);
}

static void print_mixed(const struct mixed *m) {
    printf("%d %d %d %d %d %lld %lld %d\n", m->a, m->b, m->c, m->d, m->e, (long long)m->f,
           (long long)m->g, m->h);
}

static void print_packed(const struct packed *p) {
    printf("%d %d %lld %u %d %d\n", p->x, p->y, (long long)p->z, p->w, p->q, p->r);
}

static void operators(struct mixed *m) {
    printf("%d\n", m->a += 5);
    printf("%d\n", m->b--);
    printf("%d\n", --m->b);
    m->c <<= 3;
    m->d ^= 1;
    m->e = m->e == BLUE ? GREEN : RED;
    m->f *= 1000000;
    m->g |= 0xff0000;
    m->h = m->a = 15;
    print_mixed(m);
    m->d = 0x100;
    m->d += 1;
    m->f = m->f << 12 >> 3;
    m->g -= 0x1000000;
    print_mixed(m);
}

static void packed_operators(struct packed *p) {
    p->x = 7;
    p->y -= 100000;
    p->z = ~p->z << 40;
    p->w *= 0x12345;
    p->r++;
    print_packed(p);
    p->y++;
    ++p->z;
    p->w >>= 3;
    p->q = -1;
    print_packed(p);
    dump("packed", p, sizeof *p);
}

static struct packed returned(int x, int w) {
    return (struct packed){.x = x, .w = w, .z = w};
}

// Narrower than an int, a bit-field is an int; longer ones keep their own width.
static void promotions(void) {
    struct mixed m = {.a = 6, .g = 0xffffff, .f = -1};
    struct packed p = {.w = 1};
    printf("%d %d %d\n", m.a - 7 < 0, m.g - 0x1000000 < 0, p.w - 2 < 0);
    printf("%llx %llx\n", (unsigned long long)(m.g << 8), (long long)(m.f << 30));
    struct { unsigned long long u : 33, v : 40; } wide = {0x1ffffffffull, 0xffffffffffull};
    printf("%llx %llx %llx\n", (unsigned long long)(wide.u + 1), (unsigned long long)(wide.u + wide.v),
           (unsigned long long)(wide.v * wide.v + 1ull));
    printf("%d %d\n", wide.u + 1 == 0, -wide.v == 1);
    printf("%u %u\n", (unsigned)sizeof(+m.a), (unsigned)sizeof(m.a + 0ll));
}

int main(void) {
    struct mixed local = {5, -3, 0xabc, 7, BLUE, -5, 77, 'x'};
    struct packed packed = {1, -2, 3, 4, 5, -6};
    layout();
    printf("%d\n", memcmp(&local, &global, sizeof local));
    print_mixed(&local);
    operators(&local);
    print_packed(&packed);
    packed_operators(&packed);
    print_packed(&constant);
    packed = returned(-1, 99);
    print_packed(&packed);
    printf("%d %u %lld\n", returned(2, 3).x, returned(2, 3).w, (long long)returned(2, -3).z);
    promotions();
    volatile struct { unsigned v : 9, w : 9, x : 15; } device = {1, 2, 3};
    device.w = device.v++ + device.x;
    printf("%d %d %d\n", device.v, device.w, device.x);
    overlaid.first = -1;
    printf("%x %x %x\n", overlaid.all, overlaid.low, overlaid.high);
    return 0;
}
