// GNU C: a record cast to its own type is the record.
#include <stdio.h>

struct pair { int first; int second; };
struct outer { struct pair pair; int third; };

static struct pair make(int x) { return (struct pair){x, x + 1}; }

int main(void) {
    struct pair here = {1, 2};
    const struct pair *there = &here;
    struct outer outer = {(struct pair)here, 3}, other = {.pair = (struct pair)*there, .third = 4};
    struct pair made = (struct pair)make(5);
    printf("%d %d %d\n", outer.pair.first, outer.pair.second, outer.third);
    printf("%d %d %d\n", other.pair.first, other.pair.second, ((struct pair)make(7)).second);
    printf("%d %d\n", made.first, made.second);
    return 0;
}
