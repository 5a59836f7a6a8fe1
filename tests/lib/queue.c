// The lists of <sys/queue.h>.
#include <stdio.h>
#include <sys/queue.h>

struct item {
    int value;
    SLIST_ENTRY(item) slist;
    LIST_ENTRY(item) list;
    STAILQ_ENTRY(item) stailq;
    TAILQ_ENTRY(item) tailq;
};
SLIST_HEAD(slist, item);
LIST_HEAD(list, item);
STAILQ_HEAD(stailq, item);
TAILQ_HEAD(tailq, item);

#define SHOW(kind, head, link)                                                                     \
    do {                                                                                           \
        struct item *each;                                                                         \
        printf(#kind ":");                                                                         \
        kind##_FOREACH(each, head, link) printf(" %d", each->value);                               \
        printf("\n");                                                                              \
    } while (0)

int main(void) {
    struct item items[6], *each;
    for (int i = 0; i < 6; i++)
        items[i].value = i;
    struct slist slist = SLIST_HEAD_INITIALIZER(slist);
    SLIST_INSERT_HEAD(&slist, &items[0], slist);
    SLIST_INSERT_HEAD(&slist, &items[1], slist);
    SLIST_INSERT_AFTER(&items[1], &items[2], slist);
    SHOW(SLIST, &slist, slist);
    SLIST_REMOVE(&slist, &items[2], item, slist);
    SLIST_REMOVE_HEAD(&slist, slist);
    SHOW(SLIST, &slist, slist);
    struct list list;
    LIST_INIT(&list);
    LIST_INSERT_HEAD(&list, &items[0], list);
    LIST_INSERT_AFTER(&items[0], &items[1], list);
    LIST_INSERT_BEFORE(&items[1], &items[2], list);
    LIST_INSERT_HEAD(&list, &items[3], list);
    SHOW(LIST, &list, list);
    LIST_REMOVE(&items[0], list);
    LIST_REMOVE(&items[1], list);
    SHOW(LIST, &list, list);
    struct stailq stailq = STAILQ_HEAD_INITIALIZER(stailq), more;
    STAILQ_INIT(&more);
    STAILQ_INSERT_TAIL(&stailq, &items[0], stailq);
    STAILQ_INSERT_TAIL(&stailq, &items[1], stailq);
    STAILQ_INSERT_HEAD(&stailq, &items[2], stailq);
    STAILQ_INSERT_AFTER(&stailq, &items[1], &items[3], stailq);
    STAILQ_INSERT_TAIL(&more, &items[4], stailq);
    STAILQ_CONCAT(&stailq, &more);
    SHOW(STAILQ, &stailq, stailq);
    STAILQ_REMOVE(&stailq, &items[4], item, stailq);
    STAILQ_REMOVE_HEAD(&stailq, stailq);
    STAILQ_INSERT_TAIL(&stailq, &items[5], stailq);
    SHOW(STAILQ, &stailq, stailq);
    printf("%d\n", STAILQ_EMPTY(&more));
    struct tailq tailq = TAILQ_HEAD_INITIALIZER(tailq), other = TAILQ_HEAD_INITIALIZER(other);
    TAILQ_INSERT_TAIL(&tailq, &items[0], tailq);
    TAILQ_INSERT_HEAD(&tailq, &items[1], tailq);
    TAILQ_INSERT_AFTER(&tailq, &items[0], &items[2], tailq);
    TAILQ_INSERT_BEFORE(&items[1], &items[3], tailq);
    SHOW(TAILQ, &tailq, tailq);
    TAILQ_FOREACH_REVERSE(each, &tailq, tailq, tailq)
        printf("%d ", each->value);
    printf("\n");
    TAILQ_REMOVE(&tailq, &items[2], tailq);
    TAILQ_REMOVE(&tailq, &items[3], tailq);
    TAILQ_INSERT_TAIL(&other, &items[4], tailq);
    TAILQ_INSERT_TAIL(&other, &items[5], tailq);
    TAILQ_CONCAT(&tailq, &other, tailq);
    SHOW(TAILQ, &tailq, tailq);
    printf("%d %d %d\n", TAILQ_LAST(&tailq, tailq)->value, TAILQ_PREV(&items[4], tailq, tailq)->value,
           TAILQ_FIRST(&tailq)->value);
    return 0;
}
