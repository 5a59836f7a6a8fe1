// libcstar: BSD's names of string functions.
#include <string.h>
#include <strings.h>

char *index(const char *text, int character) {
    return strchr(text, character);
}

char *rindex(const char *text, int character) {
    return strrchr(text, character);
}

void bzero(void *memory, size_t size) {
    memset(memory, 0, size);
}

void bcopy(const void *source, void *target, size_t size) {
    memmove(target, source, size);
}

int bcmp(const void *left, const void *right, size_t size) {
    return memcmp(left, right, size);
}

int ffs(int value) {
    return __builtin_ffs(value);
}
