int main(int argc, char **argv) {
    return argc / 0 + argc % 0;
}
