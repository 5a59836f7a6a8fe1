int main(int argc, char **argv) {
    int a[5];
    (void)argv;
    for (int i = 0; i <= 4 + argc; i++)
        a[i] = i; // !write
    return a[0];
}
