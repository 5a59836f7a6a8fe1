static int limit = 3;
int table[4];
int clamp(int n) {
    if (n > limit)
        n = limit;
    return n;
}
int main(int argc, char **argv) {
    (void)argv;
    for (int i = 0; i < 4; i++)
        table[i] += clamp(i * argc);
    return table[3];
}
