// lu [TIMES]: solves systems of 100 linear equations by LU decomposition with pivots, in doubles.
// Prints the largest error of a solution in units of 2^-52.
#include <stdio.h>
#include <stdlib.h>

enum { N = 100 };

static double a[N][N], right[N];

static unsigned state = 1;

static double random_number(void) {
    state = state * 1664525u + 1013904223u;
    return (double)(int)state * 0x1p-31;
}

// All solutions are 1.
static void make(void) {
    for (int i = 0; i < N; i++) {
        right[i] = 0;
        for (int j = 0; j < N; j++)
            right[i] += a[i][j] = random_number();
    }
}

static double magnitude(double x) {
    return x < 0 ? -x : x;
}

static void exchange(int i, int j) {
    double t = right[i];
    right[i] = right[j], right[j] = t;
    for (int k = 0; k < N; k++)
        t = a[i][k], a[i][k] = a[j][k], a[j][k] = t;
}

static void solve(void) {
    for (int k = 0; k < N; k++) {
        int pivot = k;
        for (int i = k + 1; i < N; i++)
            if (magnitude(a[i][k]) > magnitude(a[pivot][k]))
                pivot = i;
        exchange(k, pivot);
        for (int i = k + 1; i < N; i++) {
            double factor = a[i][k] / a[k][k];
            right[i] -= factor * right[k];
            for (int j = k + 1; j < N; j++)
                a[i][j] -= factor * a[k][j];
        }
    }
    for (int i = N - 1; i >= 0; i--) {
        for (int j = i + 1; j < N; j++)
            right[i] -= a[i][j] * right[j];
        right[i] /= a[i][i];
    }
}

int main(int argc, char **argv) {
    int times = argc > 1 ? atoi(argv[1]) : 2;
    double worst = 0;
    for (int t = 0; t < times; t++) {
        make();
        solve();
        for (int i = 0; i < N; i++)
            if (magnitude(right[i] - 1) > worst)
                worst = magnitude(right[i] - 1);
    }
    printf("%d\n", (int)(worst * 4503599627370496.0));
    return 0;
}
