int main(void) {
    int x = 1 @ 2;
    int y = `3;
    return x \ y;
}
