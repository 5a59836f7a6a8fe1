// An index that is read from the input and not checked.
#include <stdio.h>

static int table[16];

static int read_number(void) {
    int number = 0, c;
    while ((c = getchar()) != EOF && c != '\n')
        number = number * 10 + (c - '0');
    return number;
}

int main(void) {
    int first = read_number();
    table[first] = 1;
    int index = read_number();
    table[index] = 2;
    printf("%d\n", table[first]);
    return 0;
}
