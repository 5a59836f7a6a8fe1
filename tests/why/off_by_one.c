// A loop writes one element too many, over the pointer behind the array.
#include <stdio.h>

static struct {
    int counts[8];
    int *last;
} statistics;

int main(void) {
    statistics.last = &statistics.counts[7];
    for (int i = 0; i <= 8; i++)
        statistics.counts[i] = i * i;
    printf("%d\n", *statistics.last);
    return 0;
}
