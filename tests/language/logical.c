// && || !: short circuits, order, values 0 and 1, every operand type, as conditions and as values.
#include <stdio.h>

static char log_[100];
static int length;
static int yes(char c) { log_[length++] = c; return 5; }
static int no(char c) { log_[length++] = c; return 0; }
static void show(int value) {
    log_[length] = 0;
    printf("%d %s\n", value, log_);
    length = 0;
}
static int in_range(int x, int low, int high) { return x >= low && x <= high; }

int main(void) {
    show(yes('a') && yes('b'));
    show(yes('a') && no('b'));
    show(no('a') && yes('b'));
    show(yes('a') || yes('b'));
    show(no('a') || yes('b'));
    show(no('a') || no('b'));
    show(no('a') && yes('b') || yes('c') && yes('d'));
    show(yes('a') || no('b') && no('c'));
    show((no('a') || yes('b')) && (no('c') || no('d')));
    show(!(yes('a') && !no('b')) || !yes('c'));
    show(!yes('a') + !no('b') * 2);
    show((yes('a') && yes('b')) + (no('c') || yes('d')) * 10);
    if (yes('a') && !no('b') && (no('c') || yes('d'))) show(100);
    if (no('a') || (yes('b') && no('c'))) show(1); else show(200);
    int n = 0;
    while (n < 10 && yes('0' + n) && n != 4) n++;
    show(n);
    do n--; while (n > 0 && !no('0' + n));
    show(n);
    for (n = 0; n < 3 || no('x'); n++) yes('f');
    show(n);
    char c = 0;
    short s = -256;
    unsigned u = 0x80000000;
    long long l = 0x100000000, z = 0;
    void *p = &n, *q = 0;
    printf("%d%d%d%d%d%d%d%d\n", c && s, c || s, s && u, u && l, l && z, l || z, p && q, p || q);
    printf("%d%d%d%d%d%d%d%d\n", !c, !s, !u, !l, !z, !p, !q, !!l);
    printf("%d%d%d\n", !&n, !main, main && 1);
    for (int x = -1; x < 12; x += 3)
        printf("%d%d ", in_range(x, 0, 9), !in_range(x, 3, 5));
    int a = 1, b = 0, d = 3;
    printf("\n%d %d %d\n", a && b || d, a & b | d, (a || b) == (d && a));
    int x = a > b && (b = 7) && b > d;
    printf("%d %d\n", x, b);
    int *null = 0;
    printf("%d\n", null && *null == 5 || null == 0);
    printf("%d %d %d\n", 0 && 1 / (a - a + 1), 1 || yes('z'), 2 && 3);
    show(-1);
    return 0;
}
