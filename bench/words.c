// Counting the words of a generated text in a hash table: bytes, strings, the heap.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct Word Word;
struct Word { Word *next; int count; char text[]; };
enum { SLOTS = 1024 };
static Word *slots[SLOTS];

static Word *enter(const char *text) {
    unsigned hash = 5381;
    for (const char *p = text; *p; p++)
        hash = hash * 33 + (unsigned char)*p;
    Word **slot = &slots[hash % SLOTS];
    for (Word *w = *slot; w; w = w->next)
        if (strcmp(w->text, text) == 0)
            return w;
    Word *w = malloc(sizeof *w + strlen(text) + 1);
    w->next = *slot, w->count = 0;
    strcpy(w->text, text);
    return *slot = w;
}

int main(int argc, char **argv) {
    int words = argc > 1 ? atoi(argv[1]) : 30000, length = 0, distinct = 0, most = 0;
    unsigned seed = 42;
    char text[16];
    while (words-- > 0) {
        length = 0;
        do {
            seed = seed * 1664525 + 1013904223;
            text[length++] = "etaoinshrdlu"[seed / 0x10000000 % 12];
        } while (length < 3 && seed % 8 != 5);
        text[length] = 0;
        enter(text)->count++;
    }
    for (int i = 0; i < SLOTS; i++)
        for (Word *w = slots[i]; w; w = w->next) {
            distinct++;
            if (w->count > most)
                most = w->count;
        }
    printf("%d %d\n", distinct, most);
    return 0;
}
