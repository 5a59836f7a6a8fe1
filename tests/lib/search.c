// search.h: tables, lists and trees, against an array of what is in them. The output is glibc's.
#include <errno.h>
#include <search.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { KEYS = 500, STEPS = 20000 };

static int order(const void *a, const void *b) {
    return *(const int *)a - *(const int *)b;
}

static int keys[KEYS], is_in[KEYS], last_seen, seen, deepest, released;

static void look(const void *node, VISIT when, int depth) {
    int key = **(int *const *)node;
    if (when == postorder || when == leaf) {
        if (key <= last_seen || !is_in[key]) {
            printf("%d after %d, in %d\n", key, last_seen, is_in[key]);
        }
        last_seen = key;
        seen++;
    }
    deepest = depth > deepest ? depth : deepest;
}

static void release(void *key) {
    released += *(int *)key;
}

static void check(void *root, int count) {
    last_seen = -1;
    seen = deepest = 0;
    twalk(root, look);
    if (seen != count || deepest > 18) {
        printf("%d of %d, depth %d\n", seen, count, deepest);
    }
}

static void tree(void) {
    void *root = NULL;
    int count = 0, sum = 0;
    unsigned random = 1;
    for (int i = 0; i < KEYS; i++) { // in order, which only a balanced tree survives
        keys[i] = i;
        tsearch(&keys[i], &root, order);
        is_in[i] = 1;
        count++;
    }
    check(root, count);
    for (int i = 0; i < STEPS; i++) {
        random = random * 1103515245 + 12345;
        int key = (int)(random >> 16) % KEYS, what = (int)(random >> 26) % 3;
        void *found = tfind(&key, &root, order);
        if ((found != NULL) != is_in[key] || (found != NULL && **(int **)found != key)) {
            printf("found %d: %d\n", key, found != NULL);
        }
        if (what == 0) {
            int *node = *(int **)tsearch(&keys[key], &root, order);
            if (node != &keys[key]) {
                printf("entered %d\n", key);
            }
            count += !is_in[key];
            is_in[key] = 1;
        } else if (what == 1) {
            if ((tdelete(&keys[key], &root, order) != NULL) != is_in[key]) {
                printf("deleted %d\n", key);
            }
            count -= is_in[key];
            is_in[key] = 0;
        }
        if (i % 100 == 0) {
            check(root, count);
        }
    }
    for (int i = 0; i < KEYS; i++) {
        sum += is_in[i] * i;
    }
    tdestroy(root, release);
    printf("tree: %d keys, %d %d\n", count, sum, released);
    root = NULL;
    tsearch(&keys[1], &root, order);
    printf("%d", tdelete(&keys[2], &root, order) != NULL);
    printf("%d", tdelete(&keys[1], &root, order) != NULL);
    printf("%d%d\n", root == NULL, tfind(&keys[1], &root, order) == NULL);
}

static void table(void) {
    static char names[KEYS][8];
    struct hsearch_data own = {0};
    ENTRY *found, none = {"none", NULL};
    printf("%d", hcreate(KEYS));
    printf("%d\n", hcreate_r(2, &own));
    for (int i = 0; i < KEYS; i++) {
        sprintf(names[i], "k%d", i);
        found = hsearch((ENTRY){names[i], &keys[i]}, ENTER);
        if (found == NULL || found->data != &keys[i]) {
            printf("entered %d\n", i);
        }
    }
    for (int i = 0; i < KEYS; i++) {
        found = hsearch((ENTRY){names[i], NULL}, FIND);
        if (found == NULL || found->data != &keys[i]) {
            printf("found %d\n", i);
        }
    }
    found = hsearch((ENTRY){names[7], NULL}, ENTER); // the old entry stays
    printf("%d", found->data == &keys[7]);
    errno = 0;
    printf("%d %d\n", hsearch(none, FIND) == NULL, errno == ESRCH);
    printf("%d", hsearch_r(none, ENTER, &found, &own));
    printf("%d", hsearch_r(none, FIND, &found, &own));
    printf("%d\n", found->key == none.key);
    for (int i = 0; i < KEYS; i++) {
        if (!hsearch_r((ENTRY){names[i], NULL}, ENTER, &found, &own)) {
            printf("full %d %d\n", found == NULL, errno == ENOMEM);
            break;
        }
    }
    hdestroy_r(&own);
    hdestroy();
    printf("%d\n", hcreate(1));
    hdestroy();
}

struct element {
    struct element *next, *before;
    int value;
};

static void lists(void) {
    int numbers[4] = {5, 3}, key = 3;
    size_t count = 2;
    struct element first = {NULL, NULL, 1}, second = {NULL, NULL, 2}, third = {NULL, NULL, 3};
    printf("%d", lfind(&key, numbers, &count, sizeof key, order) == &numbers[1]);
    printf("%d", lsearch(&key, numbers, &count, sizeof key, order) == &numbers[1]);
    key = 9;
    printf("%d", lfind(&key, numbers, &count, sizeof key, order) == NULL);
    printf("%d", lsearch(&key, numbers, &count, sizeof key, order) == &numbers[2]);
    printf(" %d %d\n", (int)count, numbers[2]);
    insque(&first, NULL);
    insque(&third, &first);
    insque(&second, &first);
    for (struct element *at = &first; at != NULL; at = at->next) {
        printf("%d", at->value);
    }
    remque(&second);
    printf(" %d%d", first.next->value, third.before->value);
    remque(&first);
    printf(" %d\n", third.before == NULL);
}

int main(void) {
    tree();
    table();
    lists();
    return 0;
}
