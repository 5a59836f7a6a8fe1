// A hash table of words with chains, growing; counts and sorts.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
typedef struct Entry Entry;
struct Entry { Entry *next; unsigned hash; int count; char key[]; };
static struct { Entry **slots; unsigned size, used; } table;
static unsigned hash(const char *s) {
    unsigned h = 2166136261u;
    while (*s) h = (h ^ (unsigned char)*s++) * 16777619u;
    return h;
}
static void grow(void) {
    unsigned size = table.size ? table.size * 2 : 4;
    Entry **slots = calloc(size, sizeof *slots);
    for (unsigned i = 0; i < table.size; i++)
        for (Entry *e = table.slots[i], *next; e; e = next) {
            next = e->next;
            e->next = slots[e->hash % size];
            slots[e->hash % size] = e;
        }
    free(table.slots);
    table.slots = slots, table.size = size;
}
static Entry *enter(const char *key) {
    unsigned h = hash(key);
    if (table.used >= table.size) grow();
    for (Entry *e = table.slots[h % table.size]; e; e = e->next)
        if (e->hash == h && !strcmp(e->key, key)) return e;
    Entry *e = malloc(sizeof *e + strlen(key) + 1);
    *e = (Entry){table.slots[h % table.size], h, 0};
    strcpy(e->key, key);
    table.used++;
    return table.slots[h % table.size] = e;
}
static int compare(const void *a, const void *b) {
    const Entry *x = *(Entry *const *)a, *y = *(Entry *const *)b;
    return x->count != y->count ? y->count - x->count : strcmp(x->key, y->key);
}
int main(void) {
    static const char text[] = "it was the best of times it was the worst of times it was the age of wisdom it was the age of foolishness "
                               "it was the epoch of belief it was the epoch of incredulity it was the season of light";
    char word[20];
    int n = 0;
    for (const char *p = text;; p++) {
        if (*p == ' ' || !*p) {
            word[n] = 0, n = 0;
            enter(word)->count++;
            if (!*p) break;
        } else
            word[n++] = *p;
    }
    for (int i = 0; i < 300; i++) {
        sprintf(word, "key%d", i % 100);
        enter(word)->count += i % 7 == 0;
    }
    Entry **all = malloc(table.used * sizeof *all);
    unsigned k = 0;
    for (unsigned i = 0; i < table.size; i++)
        for (Entry *e = table.slots[i]; e; e = e->next) all[k++] = e;
    qsort(all, k, sizeof *all, compare);
    for (unsigned i = 0; i < 12; i++) printf("%s %d\n", all[i]->key, all[i]->count);
    printf("%u %u %x\n", table.used, table.size, hash("hash"));
    return 0;
}
