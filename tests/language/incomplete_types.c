// Incomplete types: pointers to them, opaque types, mutual references, arrays of unknown size, void.
#include <stdio.h>
#include <stdlib.h>

typedef struct Stack Stack;
struct A;
struct B { struct A *a; int v; };
struct A { struct B *b; struct A *next; int v; };
static Stack *stack_new(void);
static void stack_push(Stack *s, int x);
static int stack_pop(Stack *s);
extern struct Opaque opaque;
static struct Opaque *get(void) { return &opaque; }
enum Color { RED };
static int sum(int n, int values[]);
union Later *later;

int main(void) {
    Stack *s = stack_new();
    for (int i = 0; i < 20; i++)
        stack_push(s, i * i);
    int total = 0;
    for (int i = 0; i < 10; i++)
        total = total * 2 + stack_pop(s);
    printf("%d\n", total);
    struct A a = {.v = 1};
    struct B b = {&a, 2};
    a.b = &b, a.next = &a;
    printf("%d %d\n", a.next->b->v, b.a->next->v);
    printf("%d %d\n", get() == &opaque, later == 0);
    int values[] = {1, 2, 3};
    printf("%d\n", sum(3, values));
    void *p = values;
    printf("%d\n", ((int *)p)[1]);
    return 0;
}

struct Stack { int count, capacity; int *items; };
struct Opaque { int x; } opaque = {5};
static Stack *stack_new(void) { return calloc(1, sizeof(Stack)); }
static void stack_push(Stack *s, int x) {
    if (s->count == s->capacity)
        s->items = realloc(s->items, (s->capacity = s->capacity * 2 + 1) * sizeof *s->items);
    s->items[s->count++] = x;
}
static int stack_pop(Stack *s) { return s->count ? s->items[--s->count] : -1; }
static int sum(int n, int values[]) { return n ? *values + sum(n - 1, values + 1) : 0; }
