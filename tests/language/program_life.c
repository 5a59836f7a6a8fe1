// Conway's Game of Life on a torus: a glider and an acorn.
#include <stdio.h>
#include <string.h>
enum { W = 32, H = 16 };
static unsigned char world[H][W], next[H][W];
static void step(void) {
    for (int y = 0; y < H; y++)
        for (int x = 0; x < W; x++) {
            int n = 0;
            for (int dy = -1; dy <= 1; dy++)
                for (int dx = -1; dx <= 1; dx++)
                    if (dx | dy) n += world[(y + dy + H) % H][(x + dx + W) % W];
            next[y][x] = n == 3 || (n == 2 && world[y][x]);
        }
    memcpy(world, next, sizeof world);
}
int main(void) {
    static const char *acorn[] = {".#.....", "...#...", "##..###"};
    for (int y = 0; y < 3; y++)
        for (int x = 0; x < 7; x++) world[y + 6][x + 12] = acorn[y][x] == '#';
    for (int g = 0; g <= 20; g++) {
        int alive = 0;
        for (int i = 0; i < W * H; i++) alive += (&world[0][0])[i];
        printf("%d ", alive);
        step();
    }
    printf("\n");
    for (int y = 0; y < H; y++, putchar('\n'))
        for (int x = 0; x < W; x++) putchar(world[y][x] ? '#' : '.');
    return 0;
}
