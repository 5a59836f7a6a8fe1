volatile double seven = 7;
volatile float one = 1;
static double leaf(double p3, float p4) { return p3 * p4; }
static double chain(double p8, int n) {
    double k80 = p8 * 10;
    if (n <= 1)
        return leaf(3, 4) + k80;
    return n * chain(8, n - 1) + k80;
}
static double mixed(int p1, double p2, float p3, double p4, float p5, int p6) {
    double v5 = p2 + p3, v6 = p2 * p3, v7 = p5 + p2, v8 = v6 + p2, v9 = v7 + p2, v10 = p5 * 2, v11 = v6 + p5, v12 = v6 * p2;
    float v20 = p4 * p5;
    double sum = chain(8, 2);
    for (int i = 0; i < 2; i++)
        sum += leaf(3, 4) + v5 + v6 + v7 + v8 + v9 + v10 + v11 + v12 + p1;
    return sum + v20 + p6;
}
static double variadic(double p9, ...) { return leaf(3, 4) + p9; }
static float single(float p11, float p12) {
    float k23 = p11 + p12;
    double (*call)(double, float) = leaf;
    float sum = call(3, 4) + chain(8, 1);
    return sum * k23;
}
int main(void) {
    double v2 = one + 1, k14 = seven * 2;
    double sum = mixed(1, v2, 3, 4, 5, 6) + variadic(9, 1.5, 2) + single(11, 12);
    return sum + k14 > 1000;
}
