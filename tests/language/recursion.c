// Recursion: Ackermann, mutual, deep, with arrays on the stack, Hanoi, permutations.
#include <stdio.h>

static int ackermann(int m, int n) { return m == 0 ? n + 1 : n == 0 ? ackermann(m - 1, 1) : ackermann(m - 1, ackermann(m, n - 1)); }
static int odd(unsigned n);
static int even(unsigned n) { return n == 0 ? 1 : odd(n - 1); }
static int odd(unsigned n) { return n == 0 ? 0 : even(n - 1); }
static long long fibonacci(int n) { return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2); }
static int deep(int n) {
    int local[16];
    for (int i = 0; i < 16; i++) local[i] = n + i;
    return n == 0 ? 0 : (deep(n - 1) + local[n % 16]) % 10007;
}
static int moves;
static void hanoi(int n, char from, char to, char via) {
    if (n == 0) return;
    hanoi(n - 1, from, via, to);
    if (moves++ < 8) printf("%c%c ", from, to);
    hanoi(n - 1, via, to, from);
}
static void permute(char *text, int k) {
    if (!text[k]) { printf("%s ", text); return; }
    for (int i = k; text[i]; i++) {
        char t = text[k]; text[k] = text[i], text[i] = t;
        permute(text, k + 1);
        t = text[k]; text[k] = text[i], text[i] = t;
    }
}
static unsigned gcd(unsigned a, unsigned b) { return b ? gcd(b, a % b) : a; }
static int depth(int *p) { int here; return p ? (p != &here) : depth(&here); }
static void binary(unsigned n) { if (n > 1) binary(n / 2); putchar('0' + n % 2); }
static int f(int), m(int);
static int f(int n) { return n ? n - m(f(n - 1)) : 1; }
static int m(int n) { return n ? n - f(m(n - 1)) : 0; }

int main(void) {
    printf("%d %d %d\n", ackermann(2, 3), ackermann(3, 3), ackermann(1, 100));
    printf("%d %d %lld\n", even(1000), odd(777), fibonacci(20));
    printf("%d\n", deep(2000));
    hanoi(7, 'A', 'C', 'B');
    printf("%d\n", moves);
    char text[] = "abcd";
    permute(text, 0);
    printf("\n%u %d\n", gcd(1071, 462), depth(0));
    binary(0xcafe);
    printf("\n");
    for (int i = 0; i < 20; i++) printf("%d,%d ", f(i), m(i));
    printf("\n");
    return 0;
}
