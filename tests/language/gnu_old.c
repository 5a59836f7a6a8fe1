// GNU C: designators as before C99, casts to unions, the alignment of functions and variables, mempcpy.
#include <stdio.h>
#include <string.h>

struct point {
    int x, y;
    struct {
        char name[8];
        int value;
    } tag;
};
static struct point fixed = {y: 2, x: 1, tag: {value: 3, name: "abc"}};
union number {
    int i;
    double d;
    char *text;
};
union number outside = (union number)7.5;
static double value_of(union number number) { return number.d; }
void aligned(void) __attribute__((aligned(256)));
void aligned(void) {}
static char buffer[3] __attribute__((aligned(64)));
__volatile __signed char kept = -1;

int main(void) {
    int x = 5;
    struct point local = {tag: {name: "de"}, .x = x, 9};
    printf("%d %d %d %s\n", fixed.x, fixed.y, fixed.tag.value, fixed.tag.name);
    printf("%d %d %d %s\n", local.x, local.y, local.tag.value, local.tag.name);
    printf("%g %g %d %d\n", outside.d, value_of((union number)2.5), ((union number)x).i, kept);
    printf("%d %d %d\n", (int)__alignof__(aligned), (int)((size_t)&aligned % 256), (int)__alignof__(buffer));
    *(char *)mempcpy(buffer, "xyz", 2) = 0;
    return puts(buffer) < 0;
}
