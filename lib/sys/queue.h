// BSD: lists and queues whose links are in their elements, by macros.
//   SLIST   forward, from the head        STAILQ, SIMPLEQ  forward, with an end
//   LIST    elements can leave            TAILQ            both ways, with an end
#ifndef __SYS_QUEUE_H
#define __SYS_QUEUE_H

#define SLIST_HEAD(name, type)                                                                     \
    struct name {                                                                                  \
        struct type *slh_first;                                                                    \
    }
#define SLIST_HEAD_INITIALIZER(head)                                                               \
    { 0 }
#define SLIST_ENTRY(type)                                                                          \
    struct {                                                                                       \
        struct type *sle_next;                                                                     \
    }
#define SLIST_INIT(head)          ((void)((head)->slh_first = 0))
#define SLIST_EMPTY(head)         ((head)->slh_first == 0)
#define SLIST_FIRST(head)         ((head)->slh_first)
#define SLIST_NEXT(element, link) ((element)->link.sle_next)
#define SLIST_INSERT_HEAD(head, new, link)                                                         \
    ((void)((new)->link.sle_next = (head)->slh_first, (head)->slh_first = (new)))
#define SLIST_INSERT_AFTER(element, new, link)                                                     \
    ((void)((new)->link.sle_next = (element)->link.sle_next, (element)->link.sle_next = (new)))
#define SLIST_REMOVE_HEAD(head, link) ((void)((head)->slh_first = (head)->slh_first->link.sle_next))
#define SLIST_REMOVE(head, element, type, link)                                                    \
    do {                                                                                           \
        struct type **__place = &(head)->slh_first;                                                \
        while (*__place != (element))                                                              \
            __place = &(*__place)->link.sle_next;                                                  \
        *__place = (*__place)->link.sle_next;                                                      \
    } while (0)
#define SLIST_FOREACH(each, head, link)                                                            \
    for ((each) = (head)->slh_first; (each); (each) = (each)->link.sle_next)

#define LIST_HEAD(name, type)                                                                      \
    struct name {                                                                                  \
        struct type *lh_first;                                                                     \
    }
#define LIST_HEAD_INITIALIZER(head)                                                                \
    { 0 }
#define LIST_ENTRY(type)                                                                           \
    struct {                                                                                       \
        struct type *le_next;                                                                      \
        struct type **le_prev;                                                                     \
    }
#define LIST_INIT(head)          ((void)((head)->lh_first = 0))
#define LIST_EMPTY(head)         ((head)->lh_first == 0)
#define LIST_FIRST(head)         ((head)->lh_first)
#define LIST_NEXT(element, link) ((element)->link.le_next)
#define LIST_INSERT_HEAD(head, new, link)                                                          \
    do {                                                                                           \
        if (((new)->link.le_next = (head)->lh_first) != 0)                                         \
            (head)->lh_first->link.le_prev = &(new)->link.le_next;                                 \
        (head)->lh_first = (new);                                                                  \
        (new)->link.le_prev = &(head)->lh_first;                                                   \
    } while (0)
#define LIST_INSERT_AFTER(element, new, link)                                                      \
    do {                                                                                           \
        if (((new)->link.le_next = (element)->link.le_next) != 0)                                  \
            (element)->link.le_next->link.le_prev = &(new)->link.le_next;                          \
        (element)->link.le_next = (new);                                                           \
        (new)->link.le_prev = &(element)->link.le_next;                                            \
    } while (0)
#define LIST_INSERT_BEFORE(element, new, link)                                                     \
    do {                                                                                           \
        (new)->link.le_prev = (element)->link.le_prev;                                             \
        (new)->link.le_next = (element);                                                           \
        *(element)->link.le_prev = (new);                                                          \
        (element)->link.le_prev = &(new)->link.le_next;                                            \
    } while (0)
#define LIST_REMOVE(element, link)                                                                 \
    do {                                                                                           \
        if ((element)->link.le_next != 0)                                                          \
            (element)->link.le_next->link.le_prev = (element)->link.le_prev;                       \
        *(element)->link.le_prev = (element)->link.le_next;                                        \
    } while (0)
#define LIST_FOREACH(each, head, link)                                                             \
    for ((each) = (head)->lh_first; (each); (each) = (each)->link.le_next)

#define STAILQ_HEAD(name, type)                                                                    \
    struct name {                                                                                  \
        struct type *stqh_first;                                                                   \
        struct type **stqh_last;                                                                   \
    }
#define STAILQ_HEAD_INITIALIZER(head)                                                              \
    { 0, &(head).stqh_first }
#define STAILQ_ENTRY(type)                                                                         \
    struct {                                                                                       \
        struct type *stqe_next;                                                                    \
    }
#define STAILQ_INIT(head)          ((void)((head)->stqh_first = 0, (head)->stqh_last = &(head)->stqh_first))
#define STAILQ_EMPTY(head)         ((head)->stqh_first == 0)
#define STAILQ_FIRST(head)         ((head)->stqh_first)
#define STAILQ_NEXT(element, link) ((element)->link.stqe_next)
#define STAILQ_INSERT_HEAD(head, new, link)                                                        \
    do {                                                                                           \
        if (((new)->link.stqe_next = (head)->stqh_first) == 0)                                     \
            (head)->stqh_last = &(new)->link.stqe_next;                                            \
        (head)->stqh_first = (new);                                                                \
    } while (0)
#define STAILQ_INSERT_TAIL(head, new, link)                                                        \
    ((void)((new)->link.stqe_next = 0, *(head)->stqh_last = (new),                                 \
            (head)->stqh_last = &(new)->link.stqe_next))
#define STAILQ_INSERT_AFTER(head, element, new, link)                                              \
    do {                                                                                           \
        if (((new)->link.stqe_next = (element)->link.stqe_next) == 0)                              \
            (head)->stqh_last = &(new)->link.stqe_next;                                            \
        (element)->link.stqe_next = (new);                                                         \
    } while (0)
#define STAILQ_REMOVE_HEAD(head, link)                                                             \
    do {                                                                                           \
        if (((head)->stqh_first = (head)->stqh_first->link.stqe_next) == 0)                        \
            (head)->stqh_last = &(head)->stqh_first;                                               \
    } while (0)
#define STAILQ_REMOVE(head, element, type, link)                                                   \
    do {                                                                                           \
        struct type **__place = &(head)->stqh_first;                                               \
        while (*__place != (element))                                                              \
            __place = &(*__place)->link.stqe_next;                                                 \
        if ((*__place = (*__place)->link.stqe_next) == 0)                                          \
            (head)->stqh_last = __place;                                                           \
    } while (0)
#define STAILQ_FOREACH(each, head, link)                                                           \
    for ((each) = (head)->stqh_first; (each); (each) = (each)->link.stqe_next)
#define STAILQ_CONCAT(head, other)                                                                 \
    do {                                                                                           \
        if (!STAILQ_EMPTY(other)) {                                                                \
            *(head)->stqh_last = (other)->stqh_first;                                              \
            (head)->stqh_last = (other)->stqh_last;                                                \
            STAILQ_INIT(other);                                                                    \
        }                                                                                          \
    } while (0)

#define SIMPLEQ_HEAD(name, type)                       STAILQ_HEAD(name, type)
#define SIMPLEQ_HEAD_INITIALIZER(head)                 STAILQ_HEAD_INITIALIZER(head)
#define SIMPLEQ_ENTRY(type)                            STAILQ_ENTRY(type)
#define SIMPLEQ_INIT(head)                             STAILQ_INIT(head)
#define SIMPLEQ_EMPTY(head)                            STAILQ_EMPTY(head)
#define SIMPLEQ_FIRST(head)                            STAILQ_FIRST(head)
#define SIMPLEQ_NEXT(element, link)                    STAILQ_NEXT(element, link)
#define SIMPLEQ_INSERT_HEAD(head, new, link)           STAILQ_INSERT_HEAD(head, new, link)
#define SIMPLEQ_INSERT_TAIL(head, new, link)           STAILQ_INSERT_TAIL(head, new, link)
#define SIMPLEQ_INSERT_AFTER(head, element, new, link) STAILQ_INSERT_AFTER(head, element, new, link)
#define SIMPLEQ_REMOVE_HEAD(head, link)                STAILQ_REMOVE_HEAD(head, link)
#define SIMPLEQ_REMOVE(head, element, type, link)      STAILQ_REMOVE(head, element, type, link)
#define SIMPLEQ_FOREACH(each, head, link)              STAILQ_FOREACH(each, head, link)
#define SIMPLEQ_CONCAT(head, other)                    STAILQ_CONCAT(head, other)

#define TAILQ_HEAD(name, type)                                                                     \
    struct name {                                                                                  \
        struct type *tqh_first;                                                                    \
        struct type **tqh_last;                                                                    \
    }
#define TAILQ_HEAD_INITIALIZER(head)                                                               \
    { 0, &(head).tqh_first }
#define TAILQ_ENTRY(type)                                                                          \
    struct {                                                                                       \
        struct type *tqe_next;                                                                     \
        struct type **tqe_prev;                                                                    \
    }
#define TAILQ_INIT(head)          ((void)((head)->tqh_first = 0, (head)->tqh_last = &(head)->tqh_first))
#define TAILQ_EMPTY(head)         ((head)->tqh_first == 0)
#define TAILQ_FIRST(head)         ((head)->tqh_first)
#define TAILQ_NEXT(element, link) ((element)->link.tqe_next)
// A head and a link look alike from their place of the last or previous pointer.
#define TAILQ_LAST(head, name)          (*((struct name *)(head)->tqh_last)->tqh_last)
#define TAILQ_PREV(element, name, link) (*((struct name *)(element)->link.tqe_prev)->tqh_last)
#define TAILQ_INSERT_HEAD(head, new, link)                                                         \
    do {                                                                                           \
        if (((new)->link.tqe_next = (head)->tqh_first) != 0)                                       \
            (head)->tqh_first->link.tqe_prev = &(new)->link.tqe_next;                              \
        else                                                                                       \
            (head)->tqh_last = &(new)->link.tqe_next;                                              \
        (head)->tqh_first = (new);                                                                 \
        (new)->link.tqe_prev = &(head)->tqh_first;                                                 \
    } while (0)
#define TAILQ_INSERT_TAIL(head, new, link)                                                         \
    ((void)((new)->link.tqe_next = 0, (new)->link.tqe_prev = (head)->tqh_last,                     \
            *(head)->tqh_last = (new), (head)->tqh_last = &(new)->link.tqe_next))
#define TAILQ_INSERT_AFTER(head, element, new, link)                                               \
    do {                                                                                           \
        if (((new)->link.tqe_next = (element)->link.tqe_next) != 0)                                \
            (new)->link.tqe_next->link.tqe_prev = &(new)->link.tqe_next;                           \
        else                                                                                       \
            (head)->tqh_last = &(new)->link.tqe_next;                                              \
        (element)->link.tqe_next = (new);                                                          \
        (new)->link.tqe_prev = &(element)->link.tqe_next;                                          \
    } while (0)
#define TAILQ_INSERT_BEFORE(element, new, link)                                                    \
    do {                                                                                           \
        (new)->link.tqe_prev = (element)->link.tqe_prev;                                           \
        (new)->link.tqe_next = (element);                                                          \
        *(element)->link.tqe_prev = (new);                                                         \
        (element)->link.tqe_prev = &(new)->link.tqe_next;                                          \
    } while (0)
#define TAILQ_REMOVE(head, element, link)                                                          \
    do {                                                                                           \
        if ((element)->link.tqe_next != 0)                                                         \
            (element)->link.tqe_next->link.tqe_prev = (element)->link.tqe_prev;                    \
        else                                                                                       \
            (head)->tqh_last = (element)->link.tqe_prev;                                           \
        *(element)->link.tqe_prev = (element)->link.tqe_next;                                      \
    } while (0)
#define TAILQ_FOREACH(each, head, link)                                                            \
    for ((each) = (head)->tqh_first; (each); (each) = (each)->link.tqe_next)
#define TAILQ_FOREACH_REVERSE(each, head, name, link)                                              \
    for ((each) = TAILQ_LAST(head, name); (each); (each) = TAILQ_PREV(each, name, link))
#define TAILQ_CONCAT(head, other, link)                                                            \
    do {                                                                                           \
        if (!TAILQ_EMPTY(other)) {                                                                 \
            *(head)->tqh_last = (other)->tqh_first;                                                \
            (other)->tqh_first->link.tqe_prev = (head)->tqh_last;                                  \
            (head)->tqh_last = (other)->tqh_last;                                                  \
            TAILQ_INIT(other);                                                                     \
        }                                                                                          \
    } while (0)

#endif
