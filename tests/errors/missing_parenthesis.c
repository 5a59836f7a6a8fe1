int f(int x) { return x; }
int main(void) {
    if (f(1) {
        return 2;
    }
    return 0;
}
