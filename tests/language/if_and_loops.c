// if, while, do, for in every shape, dangling else, empty parts, break and continue, declarations in for.
#include <stdio.h>

static int collatz(unsigned n) {
    int steps = 0;
    while (n != 1)
        if (n % 2)
            n = 3 * n + 1, steps++;
        else
            n /= 2, steps++;
    return steps;
}

static const char *classify(int x) {
    if (x < 0)
        if (x < -100) return "very negative";
        else return "negative";
    else if (x == 0)
        return "zero";
    else if (x < 10)
        ;
    else if (x < 100)
        return "medium";
    else {
        if (x & 1)
            return "large odd";
    }
    return "other";
}

int main(void) {
    int values[] = {-500, -5, 0, 5, 50, 500, 501};
    for (int i = 0; i < 7; i++)
        printf("%s, ", classify(values[i]));
    printf("\n%d %d %d\n", collatz(27), collatz(1), collatz(97));
    int n = 0;
    do
        n += 3;
    while (n < 10);
    printf("%d\n", n);
    do { n--; if (n == 7) continue; if (n == 5) break; } while (n);
    printf("%d\n", n);
    for (;;) {
        if (++n > 20)
            break;
        if (n % 3)
            continue;
        printf("%d ", n);
    }
    for (int i = 0, j = 10, *p = &i; i < j; *p += 2, j--)
        printf("(%d %d)", i, j);
    printf("\n");
    for (int i = 0; i < 3; i++)
        for (int i = 5; i < 7; i++) {
            int i = 9;
            printf("%d", i++);
        }
    printf("\n");
    int outer, inner, found = 0;
    for (outer = 2; outer < 50 && !found; outer++)
        for (inner = 2; inner <= outer; inner++)
            if (inner * outer == 221) {
                found = inner;
                break;
            }
    printf("%d %d\n", found, outer);
    int total = 0;
    for (int i = 0; i < 10; i++) {
        if (i == 3) continue;
        for (int j = 0;; j++) {
            if (j > i) break;
            if (j % 2) continue;
            total += i * j;
        }
        if (i == 8) break;
    }
    printf("%d\n", total);
    for (unsigned char c = 250; c; c++) total++;
    for (char c = 'a'; c <= 'e'; c++) printf("%c", c);
    for (long long l = 1; l < 1000000000000; l *= 10) total++;
    for (unsigned u = 3; u-- > 0;) total += u;
    printf(" %d\n", total);
    while (0) printf("never\n");
    do printf("once\n"); while (0);
    for (; 0;) printf("never\n");
    if (0) printf("never\n"); else printf("always\n");
    if (1) { } else printf("never\n");
    if (total, 0) ; else ;
    int i = 10;
    while (i --> 0) if (i == 4) break;
    printf("%d\n", i);
    { ; ; { } }
    return 0;
}
