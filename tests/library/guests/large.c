// Touches more memory than it has.
char bytes[1 << 20];

int main(void) {
    for (int i = 0; i < 1 << 20; i += 4096)
        bytes[i] = 1;
    return 0;
}
