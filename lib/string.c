// libcstar: strings, the functions that everything uses. Like memory.c they work in words; a string
// never leaves the words that it shares with its end, so that reading those whole is safe.
#define _GNU_SOURCE 1
#include <stdint.h>
#include <string.h>

enum { WORD = sizeof(unsigned), BYTE = 256 };

// 2^(8 * bytes)
static const unsigned powers[WORD] = {1, 0x100u, 0x10000u, 0x1000000u};

// A byte and the rest of its word are taken side by side, which makes them one division.
size_t strlen(const char *text) {
    unsigned skipped = (size_t)text % WORD;
    const char *at = text;
    if (skipped != 0) {
        unsigned word = *(const unsigned *)(text - skipped) / powers[skipped];
        for (; skipped != WORD; skipped++) {
            unsigned byte = word % BYTE;
            word = word / BYTE;
            if (byte == 0) {
                return (size_t)(at - text);
            }
            at++;
        }
    }
    for (;;) {
        unsigned word = *(const unsigned *)at;
        unsigned byte = word % BYTE;
        word = word / BYTE;
        if (byte == 0) {
            return (size_t)(at - text);
        }
        byte = word % BYTE;
        word = word / BYTE;
        if (byte == 0) {
            return (size_t)(at - text) + 1;
        }
        byte = word % BYTE;
        word = word / BYTE;
        if (byte == 0) {
            return (size_t)(at - text) + 2;
        }
        if (word == 0) {
            return (size_t)(at - text) + 3;
        }
        at += WORD;
    }
}

size_t strnlen(const char *text, size_t limit) {
    const char *end = memchr(text, 0, limit);
    return end == NULL ? limit : (size_t)(end - text);
}

char *strcpy(char *restrict target, const char *restrict source) {
    return memcpy(target, source, strlen(source) + 1);
}

char *stpncpy(char *restrict target, const char *restrict source, size_t size) {
    size_t length = strnlen(source, size);
    memcpy(target, source, length);
    memset(target + length, 0, size - length);
    return target + length;
}

char *stpcpy(char *restrict target, const char *restrict source) {
    size_t size = strlen(source);
    memcpy(target, source, size + 1);
    return target + size;
}

void *mempcpy(void *restrict target, const void *restrict source, size_t size) {
    return (char *)memcpy(target, source, size) + size;
}

char *strncpy(char *restrict target, const char *restrict source, size_t size) {
    size_t used = strnlen(source, size);
    memcpy(target, source, used);
    memset(target + used, 0, size - used);
    return target;
}

char *strcat(char *restrict target, const char *restrict source) {
    strcpy(target + strlen(target), source);
    return target;
}

char *strncat(char *restrict target, const char *restrict source, size_t size) {
    char *end = target + strlen(target);
    size_t used = strnlen(source, size);
    memcpy(end, source, used);
    end[used] = 0;
    return target;
}

// The order of the strings in two words, `*decided` = 0 if they are equal and do not end.
static int compare_in_words(unsigned left, unsigned right, int *decided) {
    for (int i = 0; i != WORD; i++) {
        unsigned one = left % BYTE;
        left = left / BYTE;
        unsigned two = right % BYTE;
        right = right / BYTE;
        if (one != two || one == 0) {
            *decided = 1;
            return (int)one - (int)two;
        }
    }
    *decided = 0;
    return 0;
}

static int compare_aligned(const unsigned *left, const unsigned *right) {
    for (;;) {
        unsigned word = *left;
        if (word != *right) {
            int decided;
            return compare_in_words(word, *right, &decided);
        }
        unsigned byte = word % BYTE;
        word = word / BYTE;
        if (byte == 0) {
            return 0;
        }
        byte = word % BYTE;
        word = word / BYTE;
        if (byte == 0) {
            return 0;
        }
        byte = word % BYTE;
        word = word / BYTE;
        if (byte == 0) {
            return 0;
        }
        if (word == 0) {
            return 0;
        }
        left++;
        right++;
    }
}

// Each string is consumed from a word that holds `left_here` or `right_here` more of its bytes.
static int compare_skewed(const char *left, const char *right, size_t size) {
    unsigned left_skew = (size_t)left % WORD;
    unsigned right_skew = (size_t)right % WORD;
    const unsigned *left_words = (const unsigned *)(left - left_skew);
    const unsigned *right_words = (const unsigned *)(right - right_skew);
    unsigned left_word = *left_words / powers[left_skew];
    unsigned right_word = *right_words / powers[right_skew];
    unsigned left_here = WORD - left_skew;
    unsigned right_here = WORD - right_skew;
    for (; size != 0; size--) {
        if (left_here == 0) {
            left_words++;
            left_word = *left_words;
            left_here = WORD;
        }
        if (right_here == 0) {
            right_words++;
            right_word = *right_words;
            right_here = WORD;
        }
        unsigned one = left_word % BYTE;
        left_word = left_word / BYTE;
        unsigned two = right_word % BYTE;
        right_word = right_word / BYTE;
        if (one != two) {
            return (int)one - (int)two;
        }
        if (one == 0) {
            return 0;
        }
        left_here--;
        right_here--;
    }
    return 0;
}

int strcmp(const char *left, const char *right) {
    if ((size_t)left % WORD == 0 && (size_t)right % WORD == 0) {
        return compare_aligned((const unsigned *)left, (const unsigned *)right);
    }
    return compare_skewed(left, right, SIZE_MAX);
}

int strncmp(const char *left, const char *right, size_t size) {
    if ((size_t)left % WORD == 0 && (size_t)right % WORD == 0) {
        for (; size >= WORD; size -= WORD) {
            int decided;
            int order =
                compare_in_words(*(const unsigned *)left, *(const unsigned *)right, &decided);
            if (decided) {
                return order;
            }
            left += WORD;
            right += WORD;
        }
    }
    return size == 0 ? 0 : compare_skewed(left, right, size);
}

char *strchr(const char *text, int character) {
    char *found = strchrnul(text, character);
    unsigned wanted = (unsigned)character % BYTE;
    return wanted == 0 || *(unsigned char *)found == wanted ? found : NULL;
}

// The first `character` in the text, or its end.
char *strchrnul(const char *text, int character) {
    unsigned wanted = (unsigned)character % BYTE;
    unsigned skipped = (size_t)text % WORD;
    if (skipped != 0) {
        unsigned word = *(const unsigned *)(text - skipped) / powers[skipped];
        for (; skipped != WORD; skipped++) {
            unsigned byte = word % BYTE;
            word = word / BYTE;
            if (byte == wanted || byte == 0) {
                return (char *)text;
            }
            text++;
        }
    }
    for (;;) {
        unsigned word = *(const unsigned *)text;
        unsigned byte = word % BYTE;
        word = word / BYTE;
        if (byte == wanted || byte == 0) {
            return (char *)text;
        }
        byte = word % BYTE;
        word = word / BYTE;
        if (byte == wanted || byte == 0) {
            return (char *)(text + 1);
        }
        byte = word % BYTE;
        word = word / BYTE;
        if (byte == wanted || byte == 0) {
            return (char *)(text + 2);
        }
        if (word == wanted || word == 0) {
            return (char *)(text + 3);
        }
        text += WORD;
    }
}
