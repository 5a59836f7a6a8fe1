int main(void) {
    int x = 0, *p = &x;
    char *c = 0;
    return (p == c) + (p < x) + (p == 0) + (p != x) + (c > p);
}
