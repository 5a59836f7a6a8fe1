// qsort and bsearch: sizes of elements, orders of input, duplicates (the sort is stable), extremes.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static unsigned comparisons;

static int by_int(const void *left, const void *right) {
    int one = *(const int *)left;
    int two = *(const int *)right;
    comparisons++;
    return (one > two) - (one < two);
}

static int by_char(const void *left, const void *right) {
    return *(const unsigned char *)left - *(const unsigned char *)right;
}

static int by_text(const void *left, const void *right) {
    return strcmp(*(char *const *)left, *(char *const *)right);
}

struct record {
    char name[6];
    short key;
    char order;
};

static int by_key(const void *left, const void *right) {
    return ((const struct record *)left)->key - ((const struct record *)right)->key;
}

static unsigned state = 1;

static unsigned next(void) {
    state = state * 1664525u + 1013904223u;
    return state / 65536;
}

static int value_for(int kind, int i, int count) {
    switch (kind) {
    case 0: return i;
    case 1: return count - i;
    case 2: return (int)next();
    case 3: return (int)(next() % 4);
    case 4: return i % 2 ? i : -i;
    case 5: return 7;
    default: return i < count / 2 ? i : count - i;
    }
}

static void integers(int kind, int count) {
    int *array = malloc(sizeof(int) * (size_t)(count + 1));
    unsigned sum = 0;
    for (int i = 0; i < count; i++) {
        array[i] = value_for(kind, i, count);
        sum += (unsigned)array[i];
    }
    array[count] = -12345;
    comparisons = 0;
    qsort(array, (size_t)count, sizeof *array, by_int);
    int sorted = array[count] == -12345;
    for (int i = 0; i < count; i++) {
        sum -= (unsigned)array[i];
        sorted = sorted && (i == 0 || array[i - 1] <= array[i]);
    }
    unsigned limit = 1;
    while (limit < (unsigned)count) {
        limit *= 2;
    }
    unsigned depth = 1;
    for (unsigned n = limit; n > 1; n /= 2) {
        depth++;
    }
    printf("%d %d: %s %u %s\n", kind, count, sorted ? "sorted" : "UNSORTED", sum,
           comparisons <= 3 * depth * limit ? "fast" : "SLOW");
    free(array);
}

int main(void) {
    for (int kind = 0; kind < 7; kind++) {
        for (int count = 0; count < 12; count++) {
            integers(kind, count);
        }
        integers(kind, 1000);
        integers(kind, 5000);
    }
    char text[] = "the quick brown fox jumps over the lazy dog";
    qsort(text, strlen(text), 1, by_char);
    printf("[%s]\n", text);
    char *words[] = {"pear", "fig", "apple", "quince", "date", "cherry", "banana", "apple"};
    qsort(words, 8, sizeof *words, by_text);
    for (int i = 0; i < 8; i++) {
        printf("%s ", words[i]);
    }
    printf("\n");
    struct record records[40];
    for (int i = 0; i < 40; i++) {
        sprintf(records[i].name, "n%d", i);
        records[i].key = (short)(i * 7 % 5);
        records[i].order = (char)i;
    }
    qsort(records, 40, sizeof *records, by_key);
    for (int i = 0; i < 40; i++) {
        printf("%s/%d/%d ", records[i].name, records[i].key, records[i].order);
    }
    printf("\n");
    int numbers[50];
    for (int i = 0; i < 50; i++) {
        numbers[i] = 3 * i;
    }
    int found = 0;
    for (int key = -3; key < 160; key++) {
        int *at = bsearch(&key, numbers, 50, sizeof *numbers, by_int);
        if (at != NULL) {
            found += *at == key;
        }
    }
    int key = 3;
    printf("%d found, %d\n", found, bsearch(&key, numbers, 0, sizeof *numbers, by_int) == NULL);
    return 0;
}
