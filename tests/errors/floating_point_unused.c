static double unused(double x) { return x * 0.5; }
int main(void) { return 0; }
