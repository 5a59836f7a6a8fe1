int main(int argc, char **argv) {
    int n = argc + 5, table[n];
    (void)argv;
    for (int i = 1; i < n; i++)
        table[i] = i;
    for (int i = 0; i < n; i++)
        if (table[i] > 100) // !branch
            return 1;
    return 0;
}
