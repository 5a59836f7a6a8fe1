static double half(double x) { return x / 2; }
int main(void) {
    return (int)half(5.0);
}
