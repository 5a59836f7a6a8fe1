// Designated initialisers: arrays, members, chains, ranges of nesting, overrides, continuation, sizes.
#include <stdio.h>

struct Point { int x, y; };
struct Shape { char kind; struct Point points[3]; union { int radius; char text[8]; } extra; int tail; };

static int sparse[] = {[5] = 50, 60, [1] = 10, 20, [9] = 90};
static int override_[4] = {1, 2, 3, 4, [1] = 22, 33, [0] = 11};
static struct Point point = {.y = 2, .x = 1}, again = {.x = 1, .y = 2, .x = 3};
static struct Shape shape = {.kind = 's', .points[1].y = 5, .points[0] = {1, 2}, .extra.text = "text", .tail = 9};
static struct Shape shapes[3] = {[1].points[2].x = 7, [1].tail = 8, [0] = {'z', .points = {[2] = {3, 4}}, .extra = {.radius = 6}},
                                 [2] = {.points = {{1, 2}, 3, 4}, {5}, 6}};
static int matrix[3][3] = {[0][0] = 1, [1] = {[1] = 1}, [2][2] = 1, };
static const char *names['e' - 'a' + 1] = {['c' - 'a'] = "see", [0] = "ay"};
static struct { int a; struct { int b[2], c; } d[2]; int e; } chain = {.d[1].b[1] = 1, 2, .d[0].c = 3, .e = 4, .a = 5};
enum { RED, GREEN, BLUE, COLORS };
static const int colors[COLORS] = {[RED] = 0xff0000, [GREEN] = 0xff00, [BLUE] = 0xff};
static struct { unsigned char length; const char *text; } table[] = {
    [2] = {.text = "two", .length = 3}, [0] = {4, "zero"}, [1] = {.length = 3, "one"}};

static void show(const void *data, int n) {
    for (const int *p = data; n--; p++)
        printf("%d ", *p);
    printf("\n");
}

static void show_shape(const struct Shape *s) {
    printf("%d ", s->kind);
    show(s->points, 6);
    printf("  %d %d\n", s->extra.radius, s->tail);
}

int main(void) {
    show(sparse, sizeof sparse / sizeof *sparse);
    show(override_, 4);
    show(&point, 2);
    show(&again, 2);
    show_shape(&shape);
    for (int i = 0; i < 3; i++)
        show_shape(&shapes[i]);
    show(matrix, 9);
    for (int i = 0; i < 5; i++)
        printf("%s ", names[i] ? names[i] : "-");
    printf("\n");
    show(&chain, sizeof chain / 4);
    show(colors, COLORS);
    for (int i = 0; i < 3; i++)
        printf("%d %s ", table[i].length, table[i].text);
    printf("\n");
    int n = 3;
    int local[8] = {[2] = n, n + 1, [6] = n * n, [3] = -n};
    show(local, 8);
    struct Shape dynamic = {.tail = n, .points = {[1] = {.y = n}}, .kind = 'a' + n};
    show_shape(&dynamic);
    struct Point points[] = {[1] = {n, n}, {.x = 4}};
    show(points, sizeof points / 4);
    char text[] = {[3] = 'd', [0] = 'a', 'b', 'c', [4] = 0};
    printf("%s %d\n", text, (int)sizeof text);
    return 0;
}
