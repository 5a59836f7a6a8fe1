// A divisor that is a difference of two numbers of the input.
#include <stdio.h>

static int read_number(void) {
    int number = 0, c;
    while ((c = getchar()) >= '0' && c <= '9')
        number = number * 10 + (c - '0');
    return number;
}

static int ratio(int width, int left, int right) {
    return width / (right - left);
}

int main(void) {
    int left = read_number(), right = read_number();
    printf("%d\n", ratio(1000, left, right));
    return 0;
}
