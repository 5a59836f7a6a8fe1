// switch: dense, sparse, negative, fallthrough, default in the middle, without default, nested, in loops, 64 bit, char.
#include <stdio.h>

static int dense(int x) {
    switch (x) {
    case 0: return 10;
    case 1: return 21;
    case 2: return 32;
    case 3: return 43;
    case 4: return 54;
    case 5: return 65;
    case 6: return 76;
    case 7: return 87;
    case 8: return 98;
    case 9: return 109;
    default: return -1;
    }
}
static int sparse(int x) {
    switch (x) {
    case -2147483647 - 1: return 1;
    case -1000000: return 2;
    case -1: return 3;
    case 7: return 4;
    case 1000: return 5;
    case 65536: return 6;
    case 2147483647: return 7;
    }
    return 0;
}
static int fall(int x) {
    int r = 0;
    switch (x) {
    case 1:
        r += 1;
    case 2:
        r += 10;
    default:
        r += 100;
    case 3:
        r += 1000;
        break;
    case 4:
    case 5:
    case 6: r += 10000;
    }
    return r;
}
static int wide(long long x) {
    switch (x) {
    case 0: return 1;
    case 0x100000000: return 2;
    case -1: return 3;
    case 0xffffffff: return 4;
    case 0x7fffffffffffffff: return 5;
    case 1: return 6;
    case 0x100000001: return 7;
    default: return 0;
    }
}
static int unsigned_(unsigned x) {
    switch (x) {
    case 0xffffffff: return 1;
    case 0x80000000: return 2;
    case 0x7fffffff: return 3;
    case 5: return 4;
    }
    return 0;
}
static int narrow(char c) {
    switch (c) {
    case 'a': return 1;
    case '\xff': return 2;
    case 'z': return 3;
    case '\0': return 4;
    }
    return 0;
}
static const char *nested(int a, int b) {
    switch (a) {
    case 1:
        switch (b) {
        case 1: return "1 1";
        case 2: break;
        default: return "1 x";
        }
        return "1 2";
    case 2: {
        int c = b * 2;
        switch (c)
        case 4: return "2 2";
        break;
    }
    }
    return "none";
}
static int two_ranges(int x) {
    int r = 1;
    switch (x * 2) {
    case 100: case 102: case 104: case 106: case 108: case 110: r = 2; break;
    case 1000: case 1002: case 1004: case 1006: r = 3; break;
    case -100: r = 4;
    }
    return r;
}

int main(void) {
    for (int i = -2; i < 12; i++)
        printf("%d ", dense(i));
    int keys[] = {-2147483647 - 1, -1000000, -1, 0, 7, 8, 1000, 65536, 65537, 2147483647};
    for (int i = 0; i < 10; i++)
        printf("%d", sparse(keys[i]));
    printf("\n");
    for (int i = 0; i < 8; i++)
        printf("%d ", fall(i));
    long long wides[] = {0, 0x100000000, -1, 0xffffffff, 0x7fffffffffffffff, 1, 0x100000001, 0x200000000, 2};
    for (int i = 0; i < 9; i++)
        printf("%d", wide(wides[i]));
    printf(" %d%d%d%d%d\n", unsigned_(-1), unsigned_(1u << 31), unsigned_(0x7fffffff), unsigned_(5), unsigned_(6));
    printf("%d%d%d%d%d\n", narrow('a'), narrow(255), narrow('z'), narrow(0), narrow('b'));
    printf("%s %s %s %s %s\n", nested(1, 1), nested(1, 2), nested(1, 3), nested(2, 2), nested(2, 3));
    for (int i = 48; i < 58; i++) printf("%d", two_ranges(i));
    for (int i = 498; i < 506; i++) printf("%d", two_ranges(i));
    printf("%d\n", two_ranges(-50));
    int count = 0;
    for (int i = 0; i < 20; i++) {
        switch (i % 5) {
        case 0: continue;
        case 3: break;
        case 4: if (i > 10) goto done;
        default: count += i;
        }
        count++;
    }
done:
    printf("%d\n", count);
    switch (count) { }
    switch (count) { default: printf("default\n"); }
    switch (3) { int skipped; case 3: skipped = 4; printf("%d\n", skipped); }
    switch (count++, count & 1) { case 0: printf("even\n"); break; case 1: printf("odd\n"); }
    enum { X, Y } e = Y;
    switch (e) { case X: printf("X\n"); break; case Y: printf("Y\n"); break; }
    return 0;
}
