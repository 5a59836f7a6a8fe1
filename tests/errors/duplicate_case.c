int main(int argc, char **argv) {
    switch (argc) {
    case 1: return 1;
    case 2: return 2;
    case 1: return 3;
    default: return 4;
    default: return 5;
    }
}
