// in_root PATH: opens PATH below standard input, which is a directory, and below ".".
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

static int open_in(int root, const char *path) {
    unsigned words[4] = {(unsigned)path, O_RDONLY, 0, 0};
    return __syscall(__NR_in_root, root, __NR_open, words);
}

int main(int argc, char **argv) {
    unsigned none[4] = {0, 0, 0, 0};
    int here = open(".", O_RDONLY | O_DIRECTORY);
    int file = open_in(0, argv[1]);
    printf("%d %d %d", file < 0 ? file : 0, open_in(here, argv[1]) >= 0, open_in(here, "../../outside/secret") < 0);
    printf(" %d %d %d %d\n", open_in(77, "file"), __syscall(__NR_in_root, here, __NR_read, none), __syscall(__NR_in_root, here, __NR_open, 1),
           __syscall(__NR_in_root, here, __NR_open, none));
    return 0;
}
