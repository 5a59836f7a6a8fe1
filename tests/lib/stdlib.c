// <stdlib.h>: the rest: arithmetic, pseudo-random numbers, environment, multibyte characters.
#include <errno.h>
#include <limits.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(void) {
    printf("%d %d %ld %lld\n", abs(-5), abs(7), labs(-2147483647), llabs(-9223372036854775807LL));
    for (int sign = 0; sign < 4; sign++) {
        int a = sign % 2 ? -17 : 17;
        int b = sign / 2 ? -5 : 5;
        div_t d = div(a, b);
        ldiv_t l = ldiv(a, b);
        lldiv_t ll = lldiv(a * 10000000000LL, b * 3000000000LL);
        printf("%d %d %ld %ld %lld %lld\n", d.quot, d.rem, l.quot, l.rem, ll.quot, ll.rem);
    }
    srand(42);
    int first[20];
    int good = 1;
    unsigned buckets[8] = {0};
    for (int i = 0; i < 20; i++) {
        first[i] = rand();
    }
    srand(42);
    for (int i = 0; i < 20; i++) {
        good = good && rand() == first[i];
    }
    for (int i = 0; i < 8000; i++) {
        int value = rand();
        good = good && value >= 0 && value <= RAND_MAX;
        buckets[value / (RAND_MAX / 8 + 1)]++;
    }
    for (int i = 0; i < 8; i++) {
        good = good && buckets[i] > 800 && buckets[i] < 1200;
    }
    printf("rand %d %d\n", good, RAND_MAX >= 32767);
    printf("%d %d\n", getenv("NO_SUCH_VARIABLE_HERE") == NULL, getenv("") == NULL);
    printf("%d %d\n", EXIT_SUCCESS, EXIT_FAILURE);
    wchar_t wide[8];
    char text[8];
    printf("%d %d %d\n", mblen("a", 1), mblen("", 1), mblen(NULL, 0));
    printf("%d", mbtowc(wide, "x", 1));
    printf(" %d", (int)wide[0]);
    errno = 0;
    printf(" %d", mbtowc(wide, "\xe9", 1));
    printf(" %d\n", errno == EILSEQ);
    printf("%d", (int)mbstowcs(wide, "hello", 8));
    printf(" %d", (int)wcstombs(text, wide, 8));
    printf(" %s %d", text, (int)mbstowcs(NULL, "four", 0));
    printf(" %d\n", wctomb(text, L'z'));
    printf("%s %s %d\n", setlocale(LC_ALL, "C"), localeconv()->decimal_point,
           setlocale(LC_ALL, "xx_YY") == NULL);
    return 0;
}
