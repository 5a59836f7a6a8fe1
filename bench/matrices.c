// matrices [TIMES [d or f]]: products of matrices of doubles, and of floats, or only of one of them. Prints
// sums of their elements.
#include <stdio.h>
#include <stdlib.h>

enum { N = 64 };

static double a[N][N], b[N][N], c[N][N];
static float x[N][N], y[N][N], z[N][N];

static void multiply_doubles(void) {
    for (int i = 0; i < N; i++)
        for (int j = 0; j < N; j++) {
            double sum = 0;
            for (int k = 0; k < N; k++)
                sum += a[i][k] * b[k][j];
            c[i][j] = sum;
        }
}

static void multiply_floats(void) {
    for (int i = 0; i < N; i++)
        for (int j = 0; j < N; j++) {
            float sum = 0;
            for (int k = 0; k < N; k++)
                sum += x[i][k] * y[k][j];
            z[i][j] = sum;
        }
}

int main(int argc, char **argv) {
    int times = argc > 1 ? atoi(argv[1]) : 2;
    char only = argc > 2 ? *argv[2] : 0;
    double sum = 0;
    for (int i = 0; i < N; i++)
        for (int j = 0; j < N; j++) {
            a[i][j] = 1.0 / (i + j + 1);
            b[i][j] = (i - j) * 0.125;
            x[i][j] = (float)a[i][j];
            y[i][j] = (float)b[i][j];
        }
    for (int t = 0; t < times; t++) {
        if (only != 'f')
            multiply_doubles();
        if (only != 'd')
            multiply_floats();
        for (int i = 0; i < N; i++) {
            sum += c[i][i] + z[i][i];
            a[i][t % N] += 0.001;
        }
    }
    printf("%d\n", (int)(sum * 1000));
    return 0;
}
