// Floating constants as arguments and results of functions that compute nothing floating
// themselves.
#include <stdio.h>

static void show(double x, float y) {
    printf("%g %g\n", x, y);
}

static void pass(void) {
    show(1, 2.5f);
}

static double half(void) {
    return 0.5;
}

static float quarter(void) {
    return 0.25f;
}

static int ignores(float x, double y) {
    return 7;
}

int main(void) {
    printf("%d\n", ignores(1.5f, 2));
    pass();
    show(half(), quarter());
    return 0;
}
