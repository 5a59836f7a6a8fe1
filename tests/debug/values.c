#include <stdio.h>
#include <string.h>
volatile int seven = 7;
static int one(void) { return seven - 6; }
static int leaf(int p3, int p4) { return p3 * p4; }
static int chain(int n) {
    if (n <= 1)
        return 1;
    return n * chain(n - 1);
}
static int mutual(int p5, int n);
static int back(int n, int p6) {
    int v60 = p6 * 10;
    if (n == 0)
        return leaf(3, 4) + v60;
    int r = mutual(5, n - 1);
    return r + p6;
}
static int mutual(int p5, int n) {
    int v50 = p5 * 10 * one();
    int r = back(n, 6);
    return r + v50 + p5;
}
static int late(int p11) {
    int v12 = p11 + one();
    int v13 = v12 + one();
    return v13;
}
static long long wide(long long p21, int p22, long long p23) {
    long long v44 = p21 + p23;
    int v66 = p22 * 3;
    v66 += leaf(3, 4) * 0;
    return v44 + v66 + late(11);
}
static int many(int p1, int p2, int p3, int p4, int p5, int p6) {
    int (*call)(int, int) = leaf;
    int v10 = p1 + p2 + p3 + p4, v20 = v10 * 2, v30 = v10 * 3, v40 = v10 * 4, v50 = v10 * 5, v70 = v10 * 7, v80 = v10 * 8;
    int v90 = v10 * 9;
    int sum = call(3, 4);
    for (int i = 0; i < 2; i++)
        sum += call(3, 4) + leaf(p3, p4) + p5 + p6 + v20 + v30;
    return sum + v40 + v50 + v70 + v80 + v90;
}
static int early(const char *s, int p9) {
    int i;
    for (i = 0; s[i]; i++) {
        if (s[i] == 'x')
            return late(11) + p9;
        if (s[i] == 'y') {
            int v100 = p9 + 91 * one();
            if (late(11) != 13)
                return -1;
            return v100;
        }
        int v19 = p9 + 10 * one();
        if (leaf(3, 4) == v19)
            return v19;
    }
    return i + p9;
}
static int large(int p8) {
    int words[20000];
    for (int i = 0; i < 4; i++)
        words[i * 4999] = leaf(3, 4);
    return words[4999] + p8;
}
struct pair { int a, b; };
struct five { int a, b, c, d, e; };
static int records(struct pair pair, int p31, struct five five, int p32) {
    int v63 = p31 + p32, sum = 0;
    for (int i = 0; i < 2; i++)
        sum += pair.a + late(11) + five.e;
    return sum + v63;
}
static int addresses(int p41, int p42, char p43) {
    int *pointer = &p41;
    int v84 = p41 + p43;
    chain(2);
    return *pointer + v84 + p42;
}
static inline int twice(int p2) {
    int v14 = 7 * p2 * one();
    return v14 + leaf(3, 4);
}
static inline int plus(int p51, int v) {
    int v52 = p51 + 1;
    return v52 + v;
}
static int zero(void) { // too large to be inlined
    int n = 0;
    for (int i = 0; i < seven - 6; i++)
        n += chain(1) - early("", 9) + early("", 9) - chain(1) + chain(2) - 2 * one();
    return seven == 8 ? n - early("", 9) : n + seven == 9 ? n + early("", 9) : n + 1;
}
static int slots(int p61, int p62) { // what goes before a call ends up in its delay slot
    int k123 = p61 + p62;
    int first = zero();
    int v115 = plus(51, p62 + first);
    int second = zero();
    int sum = 0;
    for (int i = 0; i < 2; i++) {
        int inner = i * p61 + second;
        sum += inner;
        zero();
    }
    {
        int inner = sum * p62;
        sum += inner;
    }
    return zero() * k123 + v115 + sum;
}
static int choose(int k, int p7) {
    switch (k) {
    case 0: return late(11);
    case 1: {
        int v70 = p7 * 10 * one();
        late(11);
        return v70;
    }
    case 2: return leaf(3, 4) + p7;
    case 3: return twice(2) + p7;
    case 4: {
        int v71 = p7 * 10 + 1;
        return twice(2) + twice(2) + v71;
    }
    default: return p7;
    }
}
int main(void) {
    char text[40];
    int sum = chain(4) + back(3, 6) + late(11) + (int)wide(21, 22, 23);
    sum += many(1, 2, 3, 4, 5, 6);
    sum += early("abc", 9) + early("ax", 9) + early("y", 9);
    sum += large(8);
    for (int k = 0; k < 6; k++)
        sum += choose(k, 7);
    sum += records((struct pair){1, 2}, 31, (struct five){1, 2, 3, 4, 5}, 32) + addresses(41, 42, 43);
    sum += twice(2) + slots(61, 62);
    sprintf(text, "%d %s %x", sum, "text", 77);
    printf("%s %d\n", text, (int)strlen(text));
    return 0;
}
