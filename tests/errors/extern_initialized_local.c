int main(void) {
    extern int x = 5;
    static int y = 1, z = y;
    return x + z;
}
