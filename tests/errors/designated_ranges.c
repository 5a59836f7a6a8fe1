int main(void) {
    int a[5] = {[0 ... 5] = 1};
    int b[5] = {[3 ... 1] = 1};
    return a[0] + b[0];
}
