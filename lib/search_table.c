// libcstar: tables by a hash of the key, and lists.
#include <errno.h>
#include <search.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static struct hsearch_data common;

// A place is always left empty, where a search ends.
int hcreate_r(size_t count, struct hsearch_data *table) {
    size_t size = 4;
    if (table->__entries != NULL) {
        return 0;
    }
    while (size < SIZE_MAX / 2 / sizeof(ENTRY) && size - size / 4 <= count) {
        size *= 2;
    }
    table->__entries = size > count ? calloc(size, sizeof(ENTRY)) : NULL;
    if (table->__entries == NULL) {
        errno = ENOMEM;
        return 0;
    }
    table->__size = size;
    table->__filled = 0;
    return 1;
}

void hdestroy_r(struct hsearch_data *table) {
    free(table->__entries);
    table->__entries = NULL;
}

static size_t hash(const char *key) { // FNV-1a
    uint32_t value = 2166136261;
    for (; *key != 0; key++) {
        value = (value ^ (unsigned char)*key) * 16777619;
    }
    return value;
}

int hsearch_r(ENTRY entry, ACTION action, ENTRY **found, struct hsearch_data *table) {
    *found = NULL;
    if (table->__entries == NULL) {
        errno = action == FIND ? ESRCH : ENOMEM;
        return 0;
    }
    size_t at = hash(entry.key) % table->__size;
    while (table->__entries[at].key != NULL) {
        if (strcmp(table->__entries[at].key, entry.key) == 0) {
            *found = &table->__entries[at];
            return 1;
        }
        at = (at + 1) % table->__size;
    }
    if (action == FIND) {
        errno = ESRCH;
        return 0;
    }
    if (table->__filled + 1 == table->__size) {
        errno = ENOMEM;
        return 0;
    }
    table->__filled++;
    table->__entries[at] = entry;
    *found = &table->__entries[at];
    return 1;
}

int hcreate(size_t count) {
    return hcreate_r(count, &common);
}

void hdestroy(void) {
    hdestroy_r(&common);
}

ENTRY *hsearch(ENTRY entry, ACTION action) {
    ENTRY *found;
    hsearch_r(entry, action, &found, &common);
    return found;
}

void *lfind(const void *key, const void *first, size_t *count, size_t size,
            int (*compare)(const void *, const void *)) {
    const char *element = first;
    for (size_t i = 0; i < *count; i++, element += size) {
        if (compare(key, element) == 0) {
            return (void *)element;
        }
    }
    return NULL;
}

void *lsearch(const void *key, void *first, size_t *count, size_t size,
              int (*compare)(const void *, const void *)) {
    void *found = lfind(key, first, count, size, compare);
    return found != NULL ? found : memcpy((char *)first + size * (*count)++, key, size);
}

// How elements of lists begin.
struct link {
    struct link *next, *before;
};

void insque(void *element, void *before) {
    struct link *new = element, *previous = before;
    new->before = previous;
    new->next = NULL;
    if (previous != NULL) {
        new->next = previous->next;
        previous->next = new;
    }
    if (new->next != NULL) {
        new->next->before = new;
    }
}

void remque(void *element) {
    struct link *old = element;
    if (old->next != NULL) {
        old->next->before = old->before;
    }
    if (old->before != NULL) {
        old->before->next = old->next;
    }
}
