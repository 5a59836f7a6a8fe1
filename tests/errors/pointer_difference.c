int main(void) {
    int x, *p = &x;
    char *c = 0;
    x = p - c;
    x = 5 - p;
    p = p - p;
    return x;
}
