// const, volatile, restrict, register: in all positions; volatile accesses really happen.
#include <stdio.h>

static const int table[] = {1, 2, 3};
static volatile int shared = 10;
static const volatile unsigned both = 7;
struct Q { const int c; volatile char v; int *const p; const char *name; };

static void copy(int *restrict to, const int *restrict from, int n) { while (n--) *to++ = *from++; }
static int reads(volatile int *p) { return *p + *p + *p; }
static const char *skip(const char *s) { while (*s == ' ') s++; return s; }
static int constant(const int x) { return x + 1; }
static int deref(const int *const *const p) { return **p; }

int main(void) {
    int numbers[3];
    copy(numbers, table, 3);
    printf("%d %d %d\n", numbers[0], numbers[1], numbers[2]);
    shared++;
    shared += shared;
    shared;
    printf("%d %d %u\n", shared, reads(&shared), both);
    int x = 5;
    struct Q q = {x, 'v', &x, "name"};
    *q.p = 6, q.v++, q.name++;
    printf("%d %c %d %s\n", q.c, q.v, x, q.name);
    const struct Q cq = q, *pq = &q;
    printf("%d %s %s\n", pq->c, cq.name, skip("   text"));
    const int *p = &x;
    int *const cp = &x;
    p = table + 1, *cp = 9;
    printf("%d %d %d %d\n", *p, x, constant(3), deref(&p));
    volatile int counter;
    for (counter = 0; counter < 5; counter++)
        ;
    volatile struct { char a; short b; long long c; } vs = {1, 2, 3};
    vs.a += 100, vs.b -= 3, vs.c <<= 40;
    printf("%d %d %d %lld\n", counter, vs.a, vs.b, vs.c);
    volatile unsigned char vc = 255;
    vc++;
    printf("%d\n", vc);
    const int array[2][2] = {{1, 2}, {3, 4}}, (*row)[2] = array + 1;
    printf("%d\n", (*row)[0]);
    return 0;
}
