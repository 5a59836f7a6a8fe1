// A byte above 127 becomes a negative index.
#include <stdio.h>

static int counts[256];

static int *count_of(signed char c) {
    return &counts[c * 4096L];
}

int main(void) {
    const signed char *text = (const signed char *)"na\xefve";
    for (; *text != 0; text++)
        if (*text < 0 || *text == 'v')
            ++*count_of(*text);
    printf("%d\n", counts['v']);
    return 0;
}
