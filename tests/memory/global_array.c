static int table[4];
int other[4];
int main(int argc, char **argv) {
    (void)argv;
    table[3 + argc] = 1; // !write
    return other[0];
}
