static char name[10];
int main(int argc, char **argv) {
    (void)argv;
    return name[9 + argc] == 12345; // !read
}
