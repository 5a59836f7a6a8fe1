// Adds up numbers, prints sums, echoes its input; exits with 7.
#include <stdio.h>
#include <unistd.h>

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
        fflush(stdout);
    }
    long got;
    while ((got = read(0, buffer, sizeof buffer)) > 0)
        write(1, buffer, (unsigned long)got);
    fprintf(stderr, "%d %s\n", argc, argv[argc - 1]);
    return 7;
}
