// Two arguments of the same kind are swapped.
#include <stdio.h>

static char screen[80 * 25];

static void put(char *at, long width, long text) {
    (void)width;
    *(char *)text = *at;
}

static void draw(char *text, long column) {
    put(screen, column, (long)text);
}

int main(void) {
    char letter = 'a';
    draw((char *)12L, (long)&letter); // the mistake: should be (&letter, 12)
    printf("%c\n", letter);
    return 0;
}
