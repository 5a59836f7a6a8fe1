// The heap: alignment, contents under random use, reuse, growth in place, refusals.
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCKS = 300, ROUNDS = 30000 };

static unsigned char *blocks[BLOCKS];
static size_t sizes[BLOCKS];
static unsigned state = 7;

static unsigned next(unsigned limit) {
    state = state * 1664525u + 1013904223u;
    return state / 256 % limit;
}

static unsigned char mark(int i) {
    return (unsigned char)(i * 13 + 1);
}

static size_t random_size(void) {
    switch (next(10)) {
    case 0: return next(3);
    case 1: return next(5000);
    case 2: return next(200) == 0 ? next(300000) : next(40);
    default: return next(100);
    }
}

// Looks at both ends and some bytes between.
static int intact(int i, size_t size) {
    for (size_t at = 0; at < size; at += at < 8 || at + 20 > size ? 1 : size / 7 + 1) {
        if (blocks[i][at] != mark(i)) {
            return 0;
        }
    }
    return size == 0 || blocks[i][size - 1] == mark(i);
}

static int random_use(void) {
    int bad = 0;
    for (int round = 0; round < ROUNDS; round++) {
        int i = (int)next(BLOCKS);
        size_t size = random_size();
        if (blocks[i] != NULL && !intact(i, sizes[i])) {
            bad++;
        }
        switch (next(4)) {
        case 0:
            free(blocks[i]);
            blocks[i] = NULL;
            continue;
        case 1: {
            size_t kept = blocks[i] == NULL ? 0 : size < sizes[i] ? size : sizes[i];
            size++;
            blocks[i] = realloc(blocks[i], size);
            bad += !intact(i, kept);
            break;
        }
        case 2:
            free(blocks[i]);
            blocks[i] = calloc(size, 1);
            for (size_t at = 0; at < size; at += 17) {
                bad += blocks[i][at] != 0;
            }
            break;
        default:
            free(blocks[i]);
            blocks[i] = malloc(size);
            break;
        }
        bad += (size != 0 && blocks[i] == NULL) || (uintptr_t)blocks[i] % 8 != 0;
        memset(blocks[i], mark(i), size);
        sizes[i] = size;
    }
    for (int i = 0; i < BLOCKS; i++) {
        bad += blocks[i] != NULL && !intact(i, sizes[i]);
        free(blocks[i]);
        blocks[i] = NULL;
    }
    return bad;
}

// Addresses must come back: otherwise this takes 4 GB.
static int reuse(void) {
    for (int round = 0; round < 1000; round++) {
        char *parts[8];
        for (int i = 0; i < 8; i++) {
            parts[i] = malloc(500000 + (size_t)(i * round));
            if (parts[i] == NULL) {
                return 0;
            }
            parts[i][0] = 1;
            parts[i][499999] = 2;
        }
        for (int i = 0; i < 8; i++) {
            free(parts[round % 2 ? i : 7 - i]);
        }
    }
    return 1;
}

static int growth(void) {
    char *text = NULL;
    for (size_t size = 1; size < 200000; size += size / 3 + 1) {
        text = realloc(text, size);
        if (text == NULL) {
            return 0;
        }
        text[size - 1] = (char)size;
    }
    int good = text[0] == 1;
    text = realloc(text, 10);
    good = good && text[0] == 1;
    free(text);
    return good;
}

static void refusals(void) {
    volatile size_t most = SIZE_MAX;
    errno = 0;
    printf("malloc %d", malloc(most) == NULL);
    printf(" %d\n", errno == ENOMEM);
    errno = 0;
    printf("malloc %d", malloc(most / 2 + 2) == NULL);
    printf(" %d\n", errno == ENOMEM);
    errno = 0;
    printf("calloc %d", calloc(most / 4, 8) == NULL);
    printf(" %d\n", errno == ENOMEM);
    char *kept = malloc(4);
    strcpy(kept, "abc");
    errno = 0;
    printf("realloc %d", realloc(kept, most - 5) == NULL);
    printf(" %d %s\n", errno == ENOMEM, kept);
    free(kept);
    free(NULL);
}

int main(void) {
    printf("%d wrong\n", random_use());
    printf("reuse %d\n", reuse());
    printf("growth %d\n", growth());
    refusals();
    int aligned = 1;
    for (size_t alignment = 8; alignment <= 8192; alignment *= 2) {
        char *one = aligned_alloc(alignment, alignment);
        char *two = malloc(20);
        void *three;
        aligned = aligned && one != NULL && (uintptr_t)one % alignment == 0;
        memset(one, 5, alignment);
        aligned = aligned && posix_memalign(&three, alignment, 3 * alignment) == 0;
        aligned = aligned && (uintptr_t)three % alignment == 0;
        memset(three, 6, 3 * alignment);
        free(two);
        free(one);
        free(three);
    }
    printf("aligned %d\n", aligned);
    printf("%d wrong\n", random_use());
    unsigned count = 0;
    void **chain = NULL;
    for (int i = 0; i < 50000; i++) {
        void **link = malloc(12);
        *link = chain;
        chain = link;
    }
    while (chain != NULL) {
        void **link = chain;
        chain = *chain;
        free(link);
        count++;
    }
    printf("%u small blocks\n", count);
    return 0;
}
