int main(void) {
    int x = 1;
    void *v = &x;
    return *x + x[0] + *v;
}
