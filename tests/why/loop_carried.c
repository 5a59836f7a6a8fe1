// A cursor that a loop moves too far.
#include <stdio.h>

static int data[64];

int main(void) {
    int step = 3, *cursor = data;
    for (int i = 0; i < 1000; i++)
        step = step + step / 2 + 1 & 0xfffff;
    cursor += step * 16;
    for (int i = 0; i < 200; i++)
        cursor += step * 7;
    *cursor = 1;
    printf("%d\n", data[0]);
    return 0;
}
