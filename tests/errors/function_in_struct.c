int f(void) { return 1; }
int f = 5;
int main(void) {
    int g(void) { return 1; }
    f = 3;
    return 0;
}
