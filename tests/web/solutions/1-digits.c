#include <stdio.h>

unsigned digits(unsigned number) {
    unsigned sum = 0;
    for (; number > 0; number /= 10)
        sum += number % 10;
    return sum;
}

int main(void) {
    printf("%u\n", digits(1984));
    return 0;
}
