#include <stdio.h>
int mean(int sum, int count) {
    return sum / count;
}
int main(int argc, char **argv) {
    (void)argv;
    printf("%d\n", mean(10, argc - 1));
    return 0;
}
