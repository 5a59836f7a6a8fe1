// Doubles and floats have their values told as people write them.
static double area(double width, float height, int depth) {
    double product = width * height;
    float tiny = 1e-30f, none = 0;
    if (depth == 0)
        *(volatile int *)8 = (int)product;
    return area(width / 3, height * 1.5f, depth - 1) + product + tiny + none;
}
int main(void) { return (int)area(2, 2.5f, 2); }
