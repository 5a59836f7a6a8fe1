// spectral [SIZE]: the spectral norm of a matrix given by a formula, by ten steps of the power
// method; divisions. Prints it in units of 10^-9.
#include <stdio.h>
#include <stdlib.h>

enum { MOST = 2000 };

static double u[MOST], v[MOST], between[MOST];

static double element(int i, int j) {
    return 1.0 / ((i + j) * (i + j + 1) / 2 + i + 1);
}

static void multiply(int size, const double *from, double *to) {
    for (int i = 0; i < size; i++) {
        double sum = 0;
        for (int j = 0; j < size; j++)
            sum += element(i, j) * from[j];
        to[i] = sum;
    }
}

static void multiply_transposed(int size, const double *from, double *to) {
    for (int i = 0; i < size; i++) {
        double sum = 0;
        for (int j = 0; j < size; j++)
            sum += element(j, i) * from[j];
        to[i] = sum;
    }
}

int main(int argc, char **argv) {
    int size = argc > 1 ? atoi(argv[1]) : 100;
    double product = 0, square = 0;
    if (size > MOST)
        size = MOST;
    for (int i = 0; i < size; i++)
        u[i] = 1;
    for (int step = 0; step < 10; step++) {
        multiply(size, u, between);
        multiply_transposed(size, between, v);
        multiply(size, v, between);
        multiply_transposed(size, between, u);
    }
    for (int i = 0; i < size; i++) {
        product += u[i] * v[i];
        square += v[i] * v[i];
    }
    printf("%d\n", (int)(__builtin_sqrt(product / square) * 1e9));
    return 0;
}
