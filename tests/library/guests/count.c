// Adds up numbers, prints sums and random numbers, echoes its input; exits with 7.
#include <stdio.h>
#include <unistd.h>

enum { GETRANDOM = 4353 };

unsigned random_word;
int total;
int values[2000];
char buffer[64];

int add(int i) {
    total += i;
    values[i * 50] = total;
    return total;
}

int main(int argc, char **argv) {
    for (int i = 0; i < 10; i++) {
        printf("%d\n", add(i));
        __syscall(GETRANDOM, &random_word, sizeof random_word, 0);
        fflush(stdout);
    }
    long got;
    while ((got = read(0, buffer, sizeof buffer)) > 0)
        write(1, buffer, (unsigned long)got);
    fprintf(stderr, "%d %s\n", argc, argv[argc - 1]);
    return 7;
}
