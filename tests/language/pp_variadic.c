// Variadic macros: __VA_ARGS__ empty, stringified, forwarded, counted.
#include <stdio.h>

#define PRINT(...) printf(__VA_ARGS__)
#define LOG(format, ...) printf("log: " format "\n", __VA_ARGS__)
#define TEXT(...) #__VA_ARGS__
#define COUNT(...) COUNT_(__VA_ARGS__, 8, 7, 6, 5, 4, 3, 2, 1, 0)
#define COUNT_(a, b, c, d, e, f, g, h, n, ...) n
#define SECOND(a, b, ...) b
#define REST(a, ...) __VA_ARGS__
#define SUM(...) sum(COUNT(__VA_ARGS__), (int[]){__VA_ARGS__})
#define CALL(f, ...) f(__VA_ARGS__)
#define WRAP(...) CALL(__VA_ARGS__)
#define debug(...) fprintf(stdout, __VA_ARGS__)
#define showlist(...) puts(#__VA_ARGS__)
#define report(test, ...) ((test) ? puts(#test) : printf(__VA_ARGS__))

static int sum(int n, const int *p) { return n ? *p + sum(n - 1, p + 1) : 0; }
static int three(int a, int b, int c) { return a * 100 + b * 10 + c; }

int main(void) {
    PRINT("plain\n");
    PRINT("%d %s\n", 1, "two");
    LOG("%d,%d", 1, 2);
    printf("[%s] [%s] [%s]\n", TEXT(), TEXT(a, b ,c), TEXT("x", (y, z)));
    printf("%d %d %d\n", COUNT(a), COUNT(a, b, c), COUNT((a, b), c));
    printf("%d %d\n", SECOND(1, 2, 3), SUM(1, 2, 3, REST(0, 4, 5)));
    printf("%d %d\n", CALL(three, 1, 2, 3), WRAP(three, REST(1, 2, 3), 4));
    debug("Flag\n");
    int x = 3, y = 4;
    debug("X = %d\n", x);
    showlist(The first, second, and third items.);
    report(x > y, "x is %d but y is %d\n", x, y);
    return 0;
}
