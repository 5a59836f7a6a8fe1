int main(int argc, char **argv) {
    int a[argc];
    return sizeof a;
}
