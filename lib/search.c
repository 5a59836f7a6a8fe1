// libcstar: searching in strings and blocks.
#define _GNU_SOURCE 1
#include <string.h>

enum { BYTE = 256 };

void *memrchr(const void *memory, int byte, size_t size) {
    const unsigned char *from = memory;
    while (size != 0) {
        size--;
        if (from[size] == (unsigned)byte % BYTE) {
            return (void *)(from + size);
        }
    }
    return NULL;
}

void *memccpy(void *restrict target, const void *restrict source, int byte, size_t size) {
    const char *found = memchr(source, byte, size);
    if (found == NULL) {
        memcpy(target, source, size);
        return NULL;
    }
    size = (size_t)(found + 1 - (const char *)source);
    memcpy(target, source, size);
    return (char *)target + size;
}

char *strrchr(const char *text, int character) {
    const char *found = NULL;
    if ((unsigned)character % BYTE == 0) {
        return strchr(text, 0);
    }
    for (text = strchr(text, character); text != NULL; text = strchr(text + 1, character)) {
        found = text;
    }
    return (char *)found;
}

// How many characters from `text` on are in the set (`wanted` = 1) or are not (0). The table is all
// zero between calls.
static size_t span(const char *text, const char *set, int wanted) {
    static int member[BYTE];
    for (const unsigned char *at = (const unsigned char *)set; *at != 0; at++) {
        member[*at] = 1;
    }
    const unsigned char *end = (const unsigned char *)text;
    while (*end != 0 && member[*end] == wanted) {
        end++;
    }
    for (const unsigned char *at = (const unsigned char *)set; *at != 0; at++) {
        member[*at] = 0;
    }
    return (size_t)((const char *)end - text);
}

size_t strspn(const char *text, const char *accepted) {
    return span(text, accepted, 1);
}

size_t strcspn(const char *text, const char *rejected) {
    return span(text, rejected, 0);
}

char *strpbrk(const char *text, const char *accepted) {
    text += span(text, accepted, 0);
    return *text == 0 ? NULL : (char *)text;
}

char *strstr(const char *text, const char *part) {
    size_t size = strlen(part);
    if (size == 0) {
        return (char *)text;
    }
    for (text = strchr(text, *part); text != NULL; text = strchr(text + 1, *part)) {
        if (strncmp(text, part, size) == 0) {
            return (char *)text;
        }
    }
    return NULL;
}

char *strtok_r(char *restrict text, const char *restrict separators, char **restrict rest) {
    if (text == NULL) {
        text = *rest;
    }
    text += span(text, separators, 1);
    if (*text == 0) {
        *rest = text;
        return NULL;
    }
    char *end = text + span(text, separators, 0);
    if (*end != 0) {
        *end++ = 0;
    }
    *rest = end;
    return text;
}

char *strtok(char *restrict text, const char *restrict separators) {
    static char *rest;
    if (text == NULL && rest == NULL) {
        return NULL;
    }
    return strtok_r(text, separators, &rest);
}

char *strsep(char **text, const char *separators) {
    char *token = *text;
    if (token == NULL) {
        return NULL;
    }
    char *end = token + span(token, separators, 0);
    if (*end == 0) {
        *text = NULL;
    } else {
        *end = 0;
        *text = end + 1;
    }
    return token;
}
