#include <stdio.h>

struct {
    int squares[8];
    int guard;
} table = {{0}, 1234};

void fill(void) {
    for (int i = 0; i < 8; i++)
        table.squares[i] = i * i;
}

int main(void) {
    fill();
    printf("guard is %d\n", table.guard);
    return 0;
}
