// Sorting 100,000 words with a hand-written quicksort, checked.
#include <stdio.h>
#include <stdlib.h>

enum { COUNT = 100000 };
static int numbers[COUNT];

static void sort(int *low, int *high) {
    while (low < high) {
        int pivot = low[(high - low) / 2], *i = low, *j = high;
        while (i <= j) {
            while (*i < pivot)
                i++;
            while (pivot < *j)
                j--;
            if (i <= j) {
                int t = *i;
                *i++ = *j;
                *j-- = t;
            }
        }
        if (j - low < high - i) {
            sort(low, j);
            low = i;
        } else {
            sort(i, high);
            high = j;
        }
    }
}

int main(int argc, char **argv) {
    int rounds = argc > 1 ? atoi(argv[1]) : 3, bad = 0;
    unsigned seed = 1;
    for (int r = 0; r < rounds; r++) {
        for (int i = 0; i < COUNT; i++)
            numbers[i] = (int)((seed = seed * 1664525 + 1013904223) / 2);
        sort(numbers, numbers + COUNT - 1);
        for (int i = 1; i < COUNT; i++)
            bad += numbers[i - 1] > numbers[i];
    }
    printf("%d %d %d\n", bad, numbers[0], numbers[COUNT - 1]);
    return 0;
}
