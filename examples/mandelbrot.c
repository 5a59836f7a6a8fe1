// mandelbrot [LINES]: which complex numbers stay near 0 when they are squared and added again and again.
#include <complex.h>
#include <stdio.h>
#include <stdlib.h>

enum { ROUNDS = 200 };

static int rounds(double complex c) {
    double complex z = 0;
    int n = 0;
    while (n < ROUNDS && creal(z) * creal(z) + cimag(z) * cimag(z) < 4) {
        z = z * z + c;
        n++;
    }
    return n;
}

int main(int argc, char **argv) {
    static const char shades[] = " .:-=+*%#@";
    int lines = argc > 1 ? atoi(argv[1]) : 15;
    for (int y = 0; y < lines; y++) {
        for (int x = 0; x < 4 * lines; x++) {
            double complex c = CMPLX(x * 3.0 / (4 * lines) - 2.2, y * 2.4 / (lines - 1) - 1.2);
            int n = rounds(c);
            putchar(shades[n == ROUNDS ? 9 : n < 20 ? n / 3 : 7]);
        }
        putchar('\n');
    }
    return 0;
}
