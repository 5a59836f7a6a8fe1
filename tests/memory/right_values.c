// All right: values that were never set are moved and copied, but nothing depends on them.
#include <stdlib.h>
#include <string.h>
struct record { char kind; int number; short half; double real; };
union word { unsigned all; unsigned char bytes[4]; };
struct bits { unsigned low : 3, middle : 10, high : 19; };
static struct record copy_of(struct record record) { return record; }
int main(void) {
    struct record a, b, *c = malloc(sizeof *c);
    a.kind = 1;
    a.half = 2;
    b = copy_of(a);
    memcpy(c, &b, sizeof b);
    if (c->kind != 1 || c->half != 2)
        return 1;
    free(c);
    union word word;
    word.bytes[0] = 1;
    word.bytes[2] = 3;
    if ((word.all & 0xff00ff) != 0x030001)
        return 2;
    struct bits bits;
    bits.middle = 5;
    bits.low = 1;
    if (bits.middle != 5 || (bits.low & 1) == 0)
        return 3;
    unsigned undefined;
    unsigned known = (undefined & 0xff00) | 7;
    if ((known & 15) != 7 || ((undefined << 8 | 9) & 0xff) != 9 || undefined * 0 != 0)
        return 4;
    char text[100];
    strcpy(text, "short");
    char other[100];
    memcpy(other, text, sizeof text);
    return strcmp(other, "short");
}
