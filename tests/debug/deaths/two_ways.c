// The pointer comes from one of two loads: nothing is said about where from.
struct pair {
    int *left;
    int *right;
};
struct pair pairs[2];
int read(int n, int side) {
    int *p = pairs[n].left;
    if (side)
        p = pairs[n].right;
    return *p;
}
int main(int argc, char **argv) {
    (void)argv;
    return read(argc, argc - 1);
}
