// libcstar: sorting and searching (ISO C11 7.22.5).
// qsort is a merge sort of pointers to the elements, which stay in place until their order is
// known: stable, linear on sorted input, few comparisons. Without memory for that, it is a heap
// sort in place.
#define _GNU_SOURCE 1
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

typedef int comparison(const void *, const void *);

// Sorts `count` pointers; `spare` has room for half of them. Recursion is as deep as log2(count).
static void merge_sort(char **items, size_t count, char **spare, comparison *compare) {
    if (count < 2) {
        return;
    }
    size_t half = count / 2;
    merge_sort(items, half, spare, compare);
    merge_sort(items + half, count - half, spare, compare);
    if (compare(items[half - 1], items[half]) <= 0) {
        return;
    }
    memcpy(spare, items, half * sizeof *items);
    char **left = spare;
    char **left_end = spare + half;
    char **right = items + half;
    char **right_end = items + count;
    char **to = items;
    while (left != left_end && right != right_end) {
        if (compare(*left, *right) <= 0) {
            *to++ = *left++;
        } else {
            *to++ = *right++;
        }
    }
    memcpy(to, left, (size_t)(left_end - left) * sizeof *left);
}

static void swap(char *one, char *two, size_t size) {
    if ((size_t)one % sizeof(unsigned) == 0 && size % sizeof(unsigned) == 0) {
        unsigned *left = (unsigned *)one;
        unsigned *right = (unsigned *)two;
        for (; size != 0; size -= sizeof(unsigned)) {
            unsigned word = *left;
            *left++ = *right;
            *right++ = word;
        }
    }
    for (; size != 0; size--) {
        char byte = *one;
        *one++ = *two;
        *two++ = byte;
    }
}

static void sift_down(char *base, size_t root, size_t count, size_t size, comparison *compare) {
    for (;;) {
        size_t child = 2 * root + 1;
        if (child >= count) {
            return;
        }
        if (child + 1 < count && compare(base + child * size, base + (child + 1) * size) < 0) {
            child++;
        }
        if (compare(base + root * size, base + child * size) >= 0) {
            return;
        }
        swap(base + root * size, base + child * size, size);
        root = child;
    }
}

static void heap_sort(char *base, size_t count, size_t size, comparison *compare) {
    for (size_t root = count / 2; root != 0; root--) {
        sift_down(base, root - 1, count, size, compare);
    }
    for (size_t left = count - 1; left != 0; left--) {
        swap(base, base + left * size, size);
        sift_down(base, 0, left, size, compare);
    }
}

void qsort(void *array, size_t count, size_t size, comparison *compare) {
    char *base = array;
    if (count < 2 || size == 0) {
        return;
    }
    int saved = errno;
    char *memory = NULL;
    if (count < SIZE_MAX / 2 / (size + 2 * sizeof(char *))) {
        memory = malloc(count * (size + sizeof(char *)) + (count / 2) * sizeof(char *));
    }
    errno = saved;
    if (memory == NULL) {
        heap_sort(base, count, size, compare);
        return;
    }
    char **items = (char **)memory;
    char **spare = items + count;
    char *sorted = (char *)(spare + count / 2);
    for (size_t i = 0; i < count; i++) {
        items[i] = base + i * size;
    }
    merge_sort(items, count, spare, compare);
    if (size == sizeof(unsigned) && (size_t)base % sizeof(unsigned) == 0) {
        for (size_t i = 0; i < count; i++) {
            ((unsigned *)sorted)[i] = *(unsigned *)items[i];
        }
    } else {
        for (size_t i = 0; i < count; i++) {
            memcpy(sorted + i * size, items[i], size);
        }
    }
    memcpy(base, sorted, count * size);
    free(memory);
}

static int (*compare_with)(const void *, const void *, void *);
static void *compare_argument;

static int compare_by_both(const void *left, const void *right) {
    return compare_with(left, right, compare_argument);
}

// The comparison may sort, too.
void qsort_r(void *array, size_t count, size_t size,
             int (*compare)(const void *, const void *, void *), void *argument) {
    int (*saved_compare)(const void *, const void *, void *) = compare_with;
    void *saved_argument = compare_argument;
    compare_with = compare;
    compare_argument = argument;
    qsort(array, count, size, compare_by_both);
    compare_with = saved_compare;
    compare_argument = saved_argument;
}

void *bsearch(const void *key, const void *array, size_t count, size_t size, comparison *compare) {
    const char *base = array;
    while (count != 0) {
        const char *middle = base + count / 2 * size;
        int order = compare(key, middle);
        if (order == 0) {
            return (void *)middle;
        }
        if (order > 0) {
            base = middle + size;
            count = count - count / 2 - 1;
        } else {
            count = count / 2;
        }
    }
    return NULL;
}
