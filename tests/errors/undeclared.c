int main(void) {
    int a = 1;
    b = a;
    return a + b + missing[2];
}
