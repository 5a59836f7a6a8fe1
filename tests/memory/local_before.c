int main(int argc, char **argv) {
    short table[5] = {0}, other[5] = {0};
    (void)argv;
    return table[-argc] + other[0] == 12345; // !read
}
