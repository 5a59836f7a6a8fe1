static char first[4];
static char second[4];
int main(int argc, char **argv) {
    (void)argv;
    first[0] = 1;
    second[-argc] = 1; // !write
    return 0;
}
