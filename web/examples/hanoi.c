#include <stdio.h>

static int moves;

static void move(int disks, char from, char to, char via) {
    if (disks == 0)
        return;
    move(disks - 1, from, via, to);
    moves++;
    printf("%c -> %c\n", from, to);
    move(disks - 1, via, to, from);
}

int main(void) {
    move(4, 'A', 'C', 'B');
    printf("%d moves\n", moves);
    return 0;
}
