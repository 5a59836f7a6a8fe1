// -Wformat, as gcc 12 has it: what conversions expect, widths, places in strings with escapes and of several literals.
#include <stddef.h>
#include <stdio.h>
#include <stdarg.h>
void report(int level, const char *format, ...) __attribute__((format(printf, 2, 3)));
int check(int n);
int main(void) { return check(1); }
void report(int level, const char *format, ...) { (void)level, (void)format; }
int check(int n) {
    unsigned u = 0;
    long l = 0;
    long long ll = 0;
    double d = 0;
    char text[8];
    const char *s = text;
    printf("\t%d\x41%s\101%ld\n", s, n, n);
    printf("%d"
           "%s\n",
           n, n);
    printf("%*d %.*f\n", d, n, s, d);
    printf("%hhd %hd %d %u %x %c\n", n, n, u, n, n, n);
    printf("%ld %lu %lld %jd %zu %td\n", n, l, n, ll, l, n);
    printf("%Lf %f %e %g\n", d, n, s, 1.0f);
    printf("%p %p %s %n\n", s, n, (void *)s, text);
    printf("%d %d\n", n);
    printf("%d\n", n, n);
    printf("5%% %-5d|%+d|% d|%#x\n", n, n, n, n);
    printf("%y\n", n);
    printf("%l");
    printf("100%");
    printf("");
    printf("%1$d %1$d\n", n);
    scanf("%d %s %c %lf %f", n, &text, text, &d, &d);
    scanf("%*d %ld %hhd %[a-z]", &n, &n, &n);
    scanf("%u %p %lld", &n, &s, &l);
    report(1, "%d\n", s);
    report(1, "%s %s\n", s);
    sprintf(text, "%s", n);
    snprintf(text, 8, "%d", s);
    fprintf(stderr, "%d\n");
    return 0;
}
