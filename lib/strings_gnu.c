// libcstar: GNU's functions for bytes and strings.
#define _GNU_SOURCE 1
#include <string.h>

void *rawmemchr(const void *memory, int byte) {
    const unsigned char *at = memory;
    while (*at != (unsigned char)byte) {
        at++;
    }
    return (void *)at;
}

void *memmem(const void *memory, size_t size, const void *part, size_t part_size) {
    const char *at = memory, *first = part;
    if (part_size == 0) {
        return (void *)at;
    }
    while (size >= part_size) {
        const char *next = memchr(at, *first, size - part_size + 1);
        if (next == NULL) {
            return NULL;
        }
        if (memcmp(next, part, part_size) == 0) {
            return (void *)next;
        }
        size -= (size_t)(next + 1 - at);
        at = next + 1;
    }
    return NULL;
}

char *strcasestr(const char *text, const char *part) {
    size_t length = strlen(part);
    for (; strncasecmp(text, part, length) != 0; text++) {
        if (*text == 0) {
            return NULL;
        }
    }
    return (char *)text;
}

// The call through a variable that could have changed stays, though nobody reads what it stores.
void explicit_bzero(void *memory, size_t size) {
    static void *(*volatile set)(void *, int, size_t) = memset;
    set(memory, 0, size);
}

int ffsl(long value) {
    return __builtin_ffsl(value);
}

int ffsll(long long value) {
    return __builtin_ffsll(value);
}

// Never changes the path, and is empty behind a slash at its end.
char *basename(const char *path) {
    char *slash = strrchr(path, '/');
    return slash == NULL ? (char *)path : slash + 1;
}
