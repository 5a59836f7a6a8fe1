// POSIX: tables, trees and lists of what a program knows by pointers. GNU: tables beside the one.
#ifndef __SEARCH_H
#define __SEARCH_H

#include <stddef.h>

typedef struct entry {
    char *key;
    void *data;
} ENTRY;
typedef enum { FIND, ENTER } ACTION;
typedef enum { preorder, postorder, endorder, leaf } VISIT;

struct hsearch_data {
    ENTRY *__entries;
    size_t __size;
    size_t __filled;
};

#pragma library "search_table.c"
int hcreate(size_t __count);
void hdestroy(void);
ENTRY *hsearch(ENTRY __entry, ACTION __action);
int hcreate_r(size_t __count, struct hsearch_data *__table);
void hdestroy_r(struct hsearch_data *__table);
int hsearch_r(ENTRY __entry, ACTION __action, ENTRY **__found, struct hsearch_data *__table);
void *lfind(const void *__key, const void *__first, size_t *__count, size_t __size,
            int (*__compare)(const void *, const void *));
void *lsearch(const void *__key, void *__first, size_t *__count, size_t __size,
              int (*__compare)(const void *, const void *));
void insque(void *__element, void *__before);
void remque(void *__element);

#pragma library "search_tree.c"
void *tsearch(const void *__key, void **__root, int (*__compare)(const void *, const void *));
void *tfind(const void *__key, void *const *__root, int (*__compare)(const void *, const void *));
void *tdelete(const void *restrict __key, void **restrict __root,
              int (*__compare)(const void *, const void *));
void twalk(const void *__root, void (*__visit)(const void *__node, VISIT __when, int __depth));
void tdestroy(void *__root, void (*__release)(void *__key));

#endif
