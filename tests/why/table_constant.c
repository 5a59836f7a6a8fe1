// A table of offsets has a wrong number in it.
#include <stdio.h>

static const int offsets[] = {0, 4, 8, 12000000, 16};
static char data[32];

static int fetch(int number) {
    return data[offsets[number]];
}

int main(void) {
    for (int i = 0; i < 5; i++)
        printf("%d\n", fetch(i));
    return 0;
}
