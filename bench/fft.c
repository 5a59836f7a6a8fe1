// fft [TIMES]: fast Fourier transforms of 1024 complex doubles and back; prints the largest error in
// units of 2^-52.
#include <stdio.h>
#include <stdlib.h>

enum { N = 1024 };

static double re[N], im[N], cosines[N / 2], sines[N / 2];

// Of all angles 2 pi k / N, by halves of angles and then sums of them.
static void make_roots(void) {
    double c = -1, s = 0; // of pi
    cosines[0] = 1;
    sines[0] = 0;
    for (int step = N / 4; step >= 1; step /= 2) {
        double half = __builtin_sqrt((1 + c) / 2);
        s = step == N / 4 ? 1 : __builtin_sqrt((1 - c) / 2);
        c = half;
        for (int k = step; k < N / 2; k += 2 * step) {
            cosines[k] = cosines[k - step] * c - sines[k - step] * s;
            sines[k] = sines[k - step] * c + cosines[k - step] * s;
        }
    }
}

static void transform(double sign) {
    for (int i = 1, j = 0; i < N; i++) {
        int bit = N / 2;
        for (; j & bit; bit /= 2)
            j ^= bit;
        j ^= bit;
        if (i < j) {
            double r = re[i], t = im[i];
            re[i] = re[j], im[i] = im[j];
            re[j] = r, im[j] = t;
        }
    }
    for (int length = 2; length <= N; length *= 2)
        for (int i = 0; i < N; i += length)
            for (int k = 0; k < length / 2; k++) {
                int p = i + k, q = p + length / 2;
                double c = cosines[k * (N / length)], s = sign * sines[k * (N / length)];
                double r = re[q] * c - im[q] * s, t = re[q] * s + im[q] * c;
                re[q] = re[p] - r, im[q] = im[p] - t;
                re[p] += r, im[p] += t;
            }
}

static double original(int i) {
    return (double)(i * 7919 % 1000) / 1000 - 0.5;
}

int main(int argc, char **argv) {
    int times = argc > 1 ? atoi(argv[1]) : 4;
    double worst = 0;
    make_roots();
    for (int i = 0; i < N; i++)
        re[i] = original(i);
    for (int t = 0; t < times; t++) {
        transform(-1);
        transform(1);
        for (int i = 0; i < N; i++)
            re[i] /= N, im[i] /= N;
    }
    for (int i = 0; i < N; i++) {
        double error = re[i] - original(i);
        if (error < 0)
            error = -error;
        if (error > worst)
            worst = error;
    }
    printf("%d\n", (int)(worst * 4503599627370496.0));
    return 0;
}
