// calls N: N system calls that do nothing. calls -N: N pages touched for the first time.
#include <stdlib.h>
#include <unistd.h>

int main(int argc, char **argv) {
    int count = argc > 1 ? atoi(argv[1]) : 1000;
    if (count < 0) {
        char *pages = malloc((unsigned)-count * 4096);
        for (int i = 0; i < -count; i++)
            *(int *)(void *)(pages + i * 4096) = i;
    }
    for (int i = 0; i < count; i++)
        getpid();
    return 0;
}
