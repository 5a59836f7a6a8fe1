// Shapes with functions of their own, called through pointers.
#include <stdio.h>
#include <stdlib.h>

struct shape {
    unsigned (*area)(const struct shape *shape);
    unsigned (*grow)(struct shape *shape, unsigned by);
    unsigned a, b;
};

static unsigned square_area(const struct shape *s) { return s->a * s->a; }
static unsigned box_area(const struct shape *s) { return s->a * s->b; }
static unsigned frame_area(const struct shape *s) { return s->a * s->b - (s->a / 2) * (s->b / 2); }
static unsigned grow_both(struct shape *s, unsigned by) { return s->a += by, s->b += by, s->a; }
static unsigned grow_one(struct shape *s, unsigned by) { return s->a = (s->a ^ by) % 1000, s->b; }

int main(int argc, char **argv) {
    static struct shape shapes[256];
    int rounds = argc > 1 ? atoi(argv[1]) : 1000;
    unsigned random = 1, sum = 0;
    for (int i = 0; i < 256; i++) {
        random = random * 1103515245 + 12345;
        shapes[i].a = random >> 20, shapes[i].b = random >> 24;
        shapes[i].area = random >> 16 & 1 ? square_area : random >> 17 & 1 ? box_area : frame_area;
        shapes[i].grow = random >> 18 & 1 ? grow_both : grow_one;
    }
    for (int round = 0; round < rounds; round++)
        for (int i = 0; i < 256; i++)
            sum += shapes[i].area(&shapes[i]) ^ shapes[i].grow(&shapes[i], sum & 7);
    printf("%u\n", sum);
    return 0;
}
