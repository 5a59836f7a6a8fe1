// char and short: sign and zero extension, wrap-around on store, in arrays, globals, locals, fields, arguments.
#include <stdio.h>

static signed char sc[] = {0, 1, -1, 127, -128, 100};
static unsigned char uc[] = {0, 1, 127, 128, 255, 200};
static short ss[] = {0, 1, -1, 32767, -32768, 256};
static unsigned short us[] = {0, 1, 32767, 32768, 65535, 255};
static char pc[] = {0, 1, -1, 127, -128, 'A'};
struct Mix { char a; short b; unsigned char c; unsigned short d; char e; };
static struct Mix global = {-1, -2, 253, 65532, 5};

static signed char to_sc(int x) { return x; }
static unsigned char to_uc(int x) { return x; }
static short to_ss(int x) { return x; }
static unsigned short to_us(int x) { return x; }
static int take(signed char a, unsigned char b, short c, unsigned short d) { return a + b * 3 + c * 5 + d * 7; }

int main(void) {
    for (int i = 0; i < 6; i++)
        printf("%d %d %d %d %d\n", sc[i], uc[i], ss[i], us[i], pc[i]);
    int edges[] = {0, 1, -1, 127, 128, 129, 255, 256, -128, -129, 32767, 32768, 65535, 65536, 65537, -32769, 0x12345678};
    for (unsigned i = 0; i < sizeof edges / sizeof *edges; i++) {
        int x = edges[i];
        signed char a = x;
        unsigned char b = x;
        short c = x;
        unsigned short d = x;
        sc[1] = x, uc[2] = x, ss[3] = x, us[4] = x;
        printf("%d %d %d %d|%d %d %d %d|%d %d %d %d|%d %d\n", a, b, c, d, sc[1], uc[2], ss[3], us[4], to_sc(x), to_uc(x),
               to_ss(x), to_us(x), take(x, x, x, x), (x & 1) ? (char)x : (short)x);
    }
    for (int i = 0; i < 6; i++)
        printf("%d %d %d %d,", sc[i], uc[i], ss[i], us[i]);
    printf("\n");
    // Neighbours must survive a byte store.
    unsigned char bytes[12];
    for (int i = 0; i < 12; i++) bytes[i] = 0x11 * i;
    bytes[5] = 0xff;
    bytes[7] = 0;
    for (int i = 0; i < 12; i++) printf("%02x", bytes[i]);
    unsigned short halves[6] = {1, 2, 3, 4, 5, 6};
    halves[3] = 0xabcd;
    halves[2] = 0;
    for (int i = 0; i < 6; i++) printf(" %x", halves[i]);
    printf("\n");
    struct Mix local = global, *p = &local;
    p->a--, p->b -= 40000, p->c += 5, p->d += 10, p->e = p->a + p->c;
    printf("%d %d %d %d %d\n", local.a, local.b, local.c, local.d, local.e);
    printf("%d %d %d %d %d\n", global.a, global.b, global.c, global.d, global.e);
    unsigned char counter = 250;
    int steps = 0;
    while (counter++) steps++;
    signed char down = -120;
    while (down-- < 0) steps++;
    printf("%d %d %d\n", counter, down, steps);
    unsigned char x = 200, y = 100;
    printf("%d %d %d %d %d\n", x + y, (unsigned char)(x + y), x - y, y - x, (unsigned char)(y - x));
    short s = 300, t = 300;
    printf("%d %d %d\n", s * t, (short)(s * t), ~s);
    unsigned short w = 0xffff;
    printf("%d %d %x %x\n", w + 1, (unsigned short)(w + 1), w << 8, (unsigned short)(w << 8) >> 4);
    printf("%d %d\n", uc[0] - 1 < 0, (unsigned char)~uc[0] == 255);
    return 0;
}
