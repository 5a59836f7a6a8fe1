// qsort, bsearch and atexit with callbacks of the program.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct Record { char name[8]; int score; };
static int comparisons;
static int ascending(const void *a, const void *b) {
    comparisons++;
    int x = *(const int *)a, y = *(const int *)b;
    return x < y ? -1 : x > y;
}
static int descending(const void *a, const void *b) { return ascending(b, a); }
static int by_name(const void *a, const void *b) { return strcmp(((const struct Record *)a)->name, ((const struct Record *)b)->name); }
static int by_score(const void *a, const void *b) {
    const struct Record *x = a, *y = b;
    return x->score != y->score ? y->score - x->score : by_name(a, b);
}
static int by_text(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }
static int by_wide(const void *a, const void *b) {
    long long x = *(const long long *)a, y = *(const long long *)b;
    return (x > y) - (x < y);
}
static int characters(const void *a, const void *b) { return *(const char *)a - *(const char *)b; }
static void goodbye(void) { printf("goodbye\n"); }
static void first(void) { printf("registered last, called first\n"); }

int main(void) {
    int numbers[] = {5, -3, 99, 0, 12, -45, 7, 7, 1000000, -2147483647 - 1, 2147483647, 3};
    int n = sizeof numbers / sizeof *numbers;
    qsort(numbers, n, sizeof *numbers, ascending);
    for (int i = 0; i < n; i++) printf("%d ", numbers[i]);
    printf("%d\n", comparisons > n);
    int key = 12, *found = bsearch(&key, numbers, n, sizeof *numbers, ascending);
    printf("%d ", (int)(found - numbers));
    key = 13;
    printf("%d\n", bsearch(&key, numbers, n, sizeof *numbers, ascending) == 0);
    qsort(numbers, n, sizeof *numbers, descending);
    printf("%d %d\n", numbers[0], numbers[n - 1]);
    struct Record records[] = {{"mia", 3}, {"bob", 9}, {"zoe", 3}, {"al", 12}, {"joe", 9}};
    qsort(records, 5, sizeof *records, by_name);
    for (int i = 0; i < 5; i++) printf("%s ", records[i].name);
    qsort(records, 5, sizeof *records, by_score);
    for (int i = 0; i < 5; i++) printf("%s %d ", records[i].name, records[i].score);
    printf("\n");
    const char *texts[] = {"pear", "apple", "fig", "banana", "apple"};
    qsort(texts, 5, sizeof *texts, by_text);
    for (int i = 0; i < 5; i++) printf("%s ", texts[i]);
    long long wides[] = {1LL << 40, -1, 5, -(1LL << 50), 0xffffffff};
    qsort(wides, 5, sizeof *wides, by_wide);
    for (int i = 0; i < 5; i++) printf("%lld ", wides[i]);
    char letters[] = "thequickbrownfox";
    qsort(letters, sizeof letters - 1, 1, characters);
    printf("%s\n", letters);
    static int many[1000];
    unsigned seed = 1;
    for (int i = 0; i < 1000; i++) many[i] = (int)((seed = seed * 1103515245 + 12345) >> 16 & 1023);
    qsort(many, 1000, sizeof *many, ascending);
    int ordered = 1, sum = 0;
    for (int i = 1; i < 1000; i++) ordered &= many[i - 1] <= many[i], sum += many[i] * i;
    printf("%d %d\n", ordered, sum);
    atexit(goodbye);
    atexit(first);
    return 0;
}
