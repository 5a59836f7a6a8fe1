int main(int argc, char **argv) {
    switch (argc) {
    case argc: return 1;
    }
    switch (argv) {
    case 0: return 1;
    }
    return 0;
}
