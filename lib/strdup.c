// libcstar: copies of strings on the heap.
#include <stdlib.h>
#include <string.h>

char *strdup(const char *text) {
    size_t size = strlen(text) + 1;
    char *copy = malloc(size);
    return copy == NULL ? NULL : memcpy(copy, text, size);
}

char *strndup(const char *text, size_t limit) {
    size_t size = strnlen(text, limit);
    char *copy = malloc(size + 1);
    if (copy == NULL) {
        return NULL;
    }
    memcpy(copy, text, size);
    copy[size] = 0;
    return copy;
}
