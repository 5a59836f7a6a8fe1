// Multiplication of matrices of words.
#include <stdio.h>
#include <stdlib.h>

enum { N = 64 };
static int a[N][N], b[N][N], c[N][N];

int main(int argc, char **argv) {
    int rounds = argc > 1 ? atoi(argv[1]) : 4;
    for (int i = 0; i < N; i++)
        for (int j = 0; j < N; j++)
            a[i][j] = i + j, b[i][j] = i - j;
    for (int r = 0; r < rounds; r++) {
        for (int i = 0; i < N; i++)
            for (int j = 0; j < N; j++) {
                int sum = 0;
                for (int k = 0; k < N; k++)
                    sum += a[i][k] * b[k][j];
                c[i][j] = sum;
            }
        a[r % N][r / N % N] += c[r % N][3] % 7;
    }
    printf("%d %d\n", c[1][2], c[N - 1][N - 1]);
    return 0;
}
