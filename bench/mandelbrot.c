// mandelbrot [SIZE]: the set in SIZE times SIZE points; double precision, comparisons. Prints how many
// points are in it, and the iterations that it took.
#include <stdio.h>
#include <stdlib.h>

enum { ITERATIONS = 100 };

int main(int argc, char **argv) {
    int size = argc > 1 ? atoi(argv[1]) : 100;
    unsigned inside = 0, total = 0;
    for (int row = 0; row < size; row++) {
        for (int column = 0; column < size; column++) {
            double cr = 2.0 * column / size - 1.5, ci = 2.0 * row / size - 1.0;
            double zr = 0, zi = 0, r = 0, i = 0;
            int n = 0;
            while (n < ITERATIONS && r + i <= 4.0) {
                zi = 2.0 * zr * zi + ci;
                zr = r - i + cr;
                r = zr * zr;
                i = zi * zi;
                n++;
            }
            inside += n == ITERATIONS;
            total += (unsigned)n;
        }
    }
    printf("%u %u\n", inside, total);
    return 0;
}
