// libcstar: blocks of memory. The machine loads and stores words only, so that a byte costs ten
// times a word: everything here runs in words and takes them apart with / and % (constant shifts to
// starc). Whole words are read and written where a block ends inside one; the bytes outside keep
// their values.
#include <string.h>

enum { WORD = sizeof(unsigned), BYTE = 256, MANY = 8 };

// 2^(8 * bytes)
static const unsigned powers[WORD] = {1, 0x100u, 0x10000u, 0x1000000u};

// Upwards. The odd words come first, so that the rest is done in whole rounds.
static void copy_words(unsigned *to, const unsigned *from, size_t count) {
    size_t odd = count % MANY;
    to += odd;
    from += odd;
    switch (odd) {
    case 7: to[-7] = from[-7]; // fall through
    case 6: to[-6] = from[-6]; // fall through
    case 5: to[-5] = from[-5]; // fall through
    case 4: to[-4] = from[-4]; // fall through
    case 3: to[-3] = from[-3]; // fall through
    case 2: to[-2] = from[-2]; // fall through
    case 1: to[-1] = from[-1];
    }
    for (size_t rounds = count / MANY; rounds != 0; rounds--) {
        to[0] = from[0];
        to[1] = from[1];
        to[2] = from[2];
        to[3] = from[3];
        to[4] = from[4];
        to[5] = from[5];
        to[6] = from[6];
        to[7] = from[7];
        to += MANY;
        from += MANY;
    }
}

// Downwards from these ends.
static void copy_words_backward(unsigned *to, const unsigned *from, size_t count) {
    for (size_t rounds = count / MANY; rounds != 0; rounds--) {
        to -= MANY;
        from -= MANY;
        to[7] = from[7];
        to[6] = from[6];
        to[5] = from[5];
        to[4] = from[4];
        to[3] = from[3];
        to[2] = from[2];
        to[1] = from[1];
        to[0] = from[0];
    }
    for (count = count % MANY; count != 0; count--) {
        *--to = *--from;
    }
}

// Copies words from an address that is `skew` (1 to 3) bytes into the word at `from`.
static void copy_skewed_words(unsigned *to, const unsigned *from, unsigned skew, size_t count) {
    unsigned low = powers[skew];
    unsigned high = powers[WORD - skew];
    unsigned word = *from++;
    for (; count != 0; count--) {
        unsigned next = *from++;
        *to++ = word / low + next * high;
        word = next;
    }
}

// The `size` bytes (1 to 3) at an address as the low bytes of a word; what is above them is
// undefined.
static unsigned load_part(const unsigned char *from, unsigned size) {
    unsigned skew = (size_t)from % WORD;
    const unsigned *words = (const unsigned *)(from - skew);
    unsigned word = words[0] / powers[skew];
    if (skew + size > WORD) {
        word += words[1] * powers[WORD - skew];
    }
    return word;
}

// Also right for overlapping blocks if the target comes first (hence without restrict).
void *memcpy(void *target, const void *source, size_t size) {
    unsigned char *to = target;
    const unsigned char *from = source;
    unsigned offset = (size_t)to % WORD;
    if (offset != 0) {
        unsigned head = WORD - offset;
        if (size < head) {
            for (; size != 0; size--) {
                *to++ = *from++;
            }
            return target;
        }
        unsigned part = load_part(from, head);
        unsigned *first = (unsigned *)(to - offset);
        *first = *first % powers[offset] + part * powers[offset];
        to += head;
        from += head;
        size -= head;
    }
    size_t count = size / WORD;
    unsigned skew = (size_t)from % WORD;
    if (skew == 0) {
        copy_words((unsigned *)to, (const unsigned *)from, count);
    } else if (count != 0) {
        copy_skewed_words((unsigned *)to, (const unsigned *)(from - skew), skew, count);
    }
    size = size % WORD;
    if (size != 0) {
        count = count * WORD;
        unsigned part = load_part(from + count, size);
        unsigned *last = (unsigned *)(to + count);
        unsigned power = powers[size];
        *last = *last - *last % power + part % power;
    }
    return target;
}

// Copies from the end, for a target that overlaps the end of its source.
static void copy_backward(unsigned char *to, const unsigned char *from, size_t size) {
    while (size != 0 && (size_t)(to + size) % WORD != 0) {
        size--;
        to[size] = from[size];
    }
    unsigned *words = (unsigned *)(to + size);
    unsigned skew = (size_t)(from + size) % WORD;
    const unsigned *source = (const unsigned *)(from + size - skew);
    if (skew == 0) {
        copy_words_backward(words, source, size / WORD);
        size = size % WORD;
    } else if (size >= WORD) {
        unsigned low = powers[skew];
        unsigned high = powers[WORD - skew];
        unsigned word = *source;
        for (; size >= WORD; size -= WORD) {
            unsigned before = *--source;
            *--words = before / low + word * high;
            word = before;
        }
    }
    while (size != 0) {
        size--;
        to[size] = from[size];
    }
}

void *memmove(void *target, const void *source, size_t size) {
    if ((size_t)target - (size_t)source >= size) {
        return memcpy(target, source, size);
    }
    copy_backward(target, source, size);
    return target;
}

void *memset(void *target, int byte, size_t size) {
    unsigned char *to = target;
    unsigned value = (unsigned)byte % BYTE * 0x1010101u;
    unsigned offset = (size_t)to % WORD;
    if (offset != 0) {
        unsigned head = WORD - offset;
        if (size < head) {
            for (; size != 0; size--) {
                *to++ = (unsigned char)byte;
            }
            return target;
        }
        unsigned *first = (unsigned *)(to - offset);
        *first = *first % powers[offset] + value * powers[offset];
        to += head;
        size -= head;
    }
    size_t count = size / WORD;
    unsigned *words = (unsigned *)to + count % MANY;
    switch (count % MANY) {
    case 7: words[-7] = value; // fall through
    case 6: words[-6] = value; // fall through
    case 5: words[-5] = value; // fall through
    case 4: words[-4] = value; // fall through
    case 3: words[-3] = value; // fall through
    case 2: words[-2] = value; // fall through
    case 1: words[-1] = value;
    }
    for (size_t rounds = count / MANY; rounds != 0; rounds--) {
        words[0] = value;
        words[1] = value;
        words[2] = value;
        words[3] = value;
        words[4] = value;
        words[5] = value;
        words[6] = value;
        words[7] = value;
        words += MANY;
    }
    size = size % WORD;
    if (size != 0) {
        unsigned power = powers[size];
        *words = *words - *words % power + value % power;
    }
    return target;
}

// The difference of the first bytes that differ.
static int compare_words(unsigned left, unsigned right) {
    while (left % BYTE == right % BYTE) {
        left = left / BYTE;
        right = right / BYTE;
    }
    return (int)(left % BYTE) - (int)(right % BYTE);
}

// Words of `left` against the bytes at `right`, which is `skew` bytes into a word.
static int compare_skewed(const unsigned *left, const unsigned *right, unsigned skew,
                          size_t count) {
    unsigned low = powers[skew];
    unsigned high = powers[WORD - skew];
    unsigned word = *right++;
    for (; count != 0; count--) {
        unsigned next = *right++;
        unsigned other = word / low + next * high;
        if (*left != other) {
            return compare_words(*left, other);
        }
        left++;
        word = next;
    }
    return 0;
}

int memcmp(const void *left, const void *right, size_t size) {
    const unsigned char *one = left;
    const unsigned char *two = right;
    unsigned offset = (size_t)one % WORD;
    if (offset != 0 && size != 0) {
        unsigned head = WORD - offset < size ? WORD - offset : size;
        unsigned first = load_part(one, head) % powers[head];
        unsigned second = load_part(two, head) % powers[head];
        if (first != second) {
            return compare_words(first, second);
        }
        one += head;
        two += head;
        size -= head;
    }
    size_t count = size / WORD;
    unsigned skew = (size_t)two % WORD;
    if (skew != 0 && count != 0) {
        int order =
            compare_skewed((const unsigned *)one, (const unsigned *)(two - skew), skew, count);
        if (order != 0) {
            return order;
        }
        one += count * WORD;
        two += count * WORD;
    }
    if (skew == 0) {
        for (; count != 0; count--) {
            if (*(const unsigned *)one != *(const unsigned *)two) {
                return compare_words(*(const unsigned *)one, *(const unsigned *)two);
            }
            one += WORD;
            two += WORD;
        }
    }
    size = size % WORD;
    if (size != 0) {
        unsigned first = load_part(one, size) % powers[size];
        unsigned second = load_part(two, size) % powers[size];
        if (first != second) {
            return compare_words(first, second);
        }
    }
    return 0;
}

void *memchr(const void *memory, int byte, size_t size) {
    unsigned wanted = (unsigned)byte % BYTE;
    const unsigned char *at = memory;
    if (size == 0) {
        return NULL;
    }
    // `at` stays the address of the first byte of the word, `skipped` are its bytes before the
    // block.
    unsigned skipped = (size_t)at % WORD;
    unsigned word = *(const unsigned *)(at - skipped) / powers[skipped];
    for (unsigned left = WORD - skipped; left != 0; left--) {
        unsigned found = word % BYTE;
        word = word / BYTE;
        if (found == wanted) {
            return (void *)at;
        }
        at++;
        size--;
        if (size == 0) {
            return NULL;
        }
    }
    for (size_t count = size / WORD; count != 0; count--) {
        word = *(const unsigned *)at;
        unsigned found = word % BYTE;
        word = word / BYTE;
        if (found == wanted) {
            return (void *)at;
        }
        found = word % BYTE;
        word = word / BYTE;
        if (found == wanted) {
            return (void *)(at + 1);
        }
        found = word % BYTE;
        word = word / BYTE;
        if (found == wanted) {
            return (void *)(at + 2);
        }
        if (word == wanted) {
            return (void *)(at + 3);
        }
        at += WORD;
    }
    for (size = size % WORD; size != 0; size--) {
        if (*at == wanted) {
            return (void *)at;
        }
        at++;
    }
    return NULL;
}
