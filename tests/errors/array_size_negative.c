int a[-1];
int b[0 - 5];
int main(void) {
    int c[1 - 2];
    return sizeof c;
}
