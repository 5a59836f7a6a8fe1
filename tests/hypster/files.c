// files [LIMIT]: sets its limit of open files, opens as many as it can, reads from each, prints how many, and why there are
// no more.
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "../../lib/syscall.h"

enum { FILES = 5, MAX = 3000 };
static int numbers[MAX];

int main(int argc, char **argv) {
    unsigned limit[2], count = 0, bad = 0;
    char c;
    bad += __syscall(4076, FILES, limit) != 0;
    if (argc > 1) {
        limit[0] = (unsigned)atoi(argv[1]);
        int result = __syscall(4075, FILES, limit);
        if (result != 0)
            printf("limit %s: error %d\n", argv[1], -result);
        bad += __syscall(4076, FILES, limit) != 0;
    }
    while (count < MAX && (numbers[count] = __syscall(4005, argv[0], O_RDONLY, 0)) >= 0)
        count++;
    for (int round = 0; round < 2; round++)
        for (unsigned i = 0; i < count; i++)
            bad += lseek(numbers[i], 1, SEEK_SET) != 1 || read(numbers[i], &c, 1) != 1 || c != 'E';
    printf("limit %u: %u files, error %d, %u bad\n", limit[0], count, -numbers[count], bad);
    return 0;
}
