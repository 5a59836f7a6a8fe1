// GNU C: designators of ranges, at file scope and in functions, of scalars and of records.
#include <stdio.h>

struct point { int x, y; };

static const char kinds[256] = {[0 ... 31] = 1, ['0' ... '9'] = 2, ['a' ... 'z'] = 3, ['q'] = 4, [200 ... 255] = 5};
static struct point points[] = {[1 ... 3] = {7, 8}, {9, 10}, [2].y = 5};
static int grid[3][4] = {[0 ... 1] = {[1 ... 2] = 6}, [2] = {1, [2 ... 3] = 2}};
static const char *names[4] = {"first", [1 ... 2] = "middle", "last"};

static int calls;
static int next(void) { return ++calls; }
static struct point next_point(void) { return (struct point){next(), calls * 10}; }

// What has effects is evaluated once for the whole range.
static void print_effects(void) {
    struct bits { unsigned low : 3, high : 5; long long wide; };
    int words[6] = {[0 ... 2] = next(), [1] = 70, [3 ... 4] = ++calls, next()};
    struct point points[4] = {[0 ... 1] = next_point(), [2 ... 3] = {next(), next()}};
    struct bits bits[2] = {[0 ... 1] = {next(), next(), next()}};
    double doubles[3] = {[0 ... 2] = next() + 0.5, [0] = 1};
    const int *literal = (int[4]){[1 ... 3] = next()};
    for (int i = 0; i < 6; i++)
        printf("%d ", words[i]);
    for (int i = 0; i < 4; i++)
        printf(" %d,%d,%d", points[i].x, points[i].y, literal[i]);
    for (int i = 0; i < 2; i++)
        printf("  %d,%d,%lld", bits[i].low, bits[i].high, bits[i].wide);
    printf(" %g %g %g %d\n", doubles[0], doubles[1], doubles[2], calls);
}

int main(int count, char **arguments) {
    (void)arguments;
    int local[8] = {[1 ... 5] = 9, [6 ... 7] = count + 1, [4 ... 6] = count};
    struct point inner[4] = {[0 ... 2] = {count, 2}};
    int sum = 0;
    for (int i = 0; i < 256; i++)
        sum += kinds[i] * i;
    printf("%d %d %d %d %d %d\n", sum, kinds[31], kinds[32], kinds['5'], kinds['q'], kinds[255]);
    printf("%u:", (unsigned)(sizeof points / sizeof points[0]));
    for (unsigned i = 0; i < sizeof points / sizeof points[0]; i++)
        printf(" %d,%d", points[i].x, points[i].y);
    for (int i = 0; i < 12; i++)
        printf("%s%d", i % 4 == 0 ? "\n" : " ", grid[i / 4][i % 4]);
    printf("\n%s %s %s %s\n", names[0], names[1], names[2], names[3]);
    for (int i = 0; i < 8; i++)
        printf("%d ", local[i]);
    for (int i = 0; i < 4; i++)
        printf(" %d,%d", inner[i].x, inner[i].y);
    printf("\n");
    print_effects();
    return 0;
}
