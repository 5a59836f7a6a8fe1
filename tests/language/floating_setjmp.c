// Doubles that live in registers saved by callees come back by longjmp as they were.
#include <setjmp.h>
#include <stdio.h>

static jmp_buf place;
static double sink;

static double use(double a, double b, double c) {
    double x = a * b, y = b * c, z = a * c;
    for (int i = 0; i < 3; i++) {
        sink = x + y;
        x = x * 2 + z;
        y = y - x;
    }
    return x + y + z;
}

static void leave(int n, double a) {
    double x = a + 1, y = a * 3, z = use(x, y, a);
    if (n == 0)
        longjmp(place, 7);
    leave(n - 1, use(x, y, z));
    sink = x + y + z;
}

static int jump(double a) {
    double x = a / 3, y = a - 0.5, z = a * a;
    int result = setjmp(place);
    if (result == 0) {
        sink = use(x, y, z);
        leave(3, a);
    }
    union {
        double number;
        unsigned words[2];
    } u[3] = {{x}, {y}, {z}};
    for (int i = 0; i < 3; i++)
        printf("%08x%08x\n", u[i].words[1], u[i].words[0]);
    return result;
}

int main(void) {
    double before = sink + 1.25, other = before * 7;
    int result = jump(10);
    printf("%d %d\n", result, before * 7 == other);
}
