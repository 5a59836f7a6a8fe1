// libcstar: GNU's and BSD's general utilities.
#define _GNU_SOURCE 1
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void *reallocarray(void *memory, size_t count, size_t size) {
    if (size != 0 && count > SIZE_MAX / size) {
        errno = ENOMEM;
        return NULL;
    }
    return realloc(memory, count * size);
}

// A program never has more rights here than who started it.
char *secure_getenv(const char *name) {
    return getenv(name);
}

char *canonicalize_file_name(const char *path) {
    return realpath(path, NULL);
}

// "name=value,name": the number of the first one among the names, or -1.
int getsubopt(char **restrict rest, char *const *restrict names, char **restrict value) {
    char *option = *rest;
    if (*option == 0) {
        return -1;
    }
    char *end = strchrnul(option, ',');
    *rest = *end == 0 ? end : end + 1;
    *end = 0;
    char *equals = strchr(option, '=');
    size_t length = equals == NULL ? strlen(option) : (size_t)(equals - option);
    for (int i = 0; names[i] != NULL; i++) {
        if (strncmp(option, names[i], length) == 0 && names[i][length] == 0) {
            *value = equals == NULL ? NULL : equals + 1;
            return i;
        }
    }
    *value = option;
    return -1;
}

// The expressions of the locale "C": ^[yY] and ^[nN].
int rpmatch(const char *answer) {
    switch (*answer) {
    case 'y':
    case 'Y': return 1;
    case 'n':
    case 'N': return 0;
    default: return -1;
    }
}

// ---- numbers of 32 bits by six characters of 6 bits each, the lowest first ----

static const char digits_64[] = "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

long a64l(const char *text) {
    uint32_t value = 0;
    const char *digit;
    for (int i = 0; i < 6 && text[i] != 0 && (digit = strchr(digits_64, text[i])) != NULL; i++) {
        value |= (uint32_t)(digit - digits_64) << 6 * i;
    }
    return (long)value;
}

char *l64a(long number) {
    static char text[7];
    uint32_t value = (uint32_t)number;
    int length = 0;
    for (; value != 0; value >>= 6) {
        text[length++] = digits_64[value % 64];
    }
    text[length] = 0;
    return text;
}
