// A hash table of short strings: shifts, exclusive or, bytes, chains.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct entry {
    struct entry *next;
    unsigned count;
    char name[16];
};

static struct entry *table[4096], pool[20000];
static unsigned used;

static unsigned hash(const char *s) {
    unsigned h = 2166136261u;
    for (; *s != 0; s++)
        h = (h ^ (unsigned char)*s) * 16777619u;
    h ^= h >> 15, h = (h << 7 | h >> 25) + (h >> 3);
    return h;
}

static struct entry *find(const char *name) {
    struct entry **bucket = &table[hash(name) % 4096];
    for (struct entry *e = *bucket; e != NULL; e = e->next)
        if (strcmp(e->name, name) == 0)
            return e;
    struct entry *e = &pool[used++];
    strcpy(e->name, name);
    e->next = *bucket;
    return *bucket = e;
}

int main(int argc, char **argv) {
    int rounds = argc > 1 ? atoi(argv[1]) : 100000;
    unsigned random = 7, sum = 0;
    for (int i = 0; i < rounds; i++) {
        char name[16], *at = name;
        random = random * 1664525 + 1013904223;
        for (unsigned n = (random >> 12) % 15000; at == name || n != 0; n /= 26)
            *at++ = (char)('a' + n % 26);
        *at = 0;
        sum += ++find(name)->count;
    }
    printf("%u %u\n", used, sum);
    return 0;
}
