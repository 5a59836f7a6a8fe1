// Structures by value: returned and used at once, nested calls, in expressions, through function pointers, recursion.
#include <stdio.h>

struct Point { int x, y; };
struct Rect { struct Point low, high; char name[6]; };
struct Big { int a[20]; long long sum; };
struct Matrix { int m[2][2]; };

static struct Point point(int x, int y) { return (struct Point){x, y}; }
static struct Point add(struct Point a, struct Point b) {
    a.x += b.x;
    a.y += b.y;
    return a;
}
static struct Point scale(int k, struct Point p) { return point(k * p.x, k * p.y); }
static struct Rect rect(struct Point a, struct Point b, const char *name) {
    struct Rect r = {a, b, ""};
    for (int i = 0; name[i] && i < 5; i++)
        r.name[i] = name[i];
    return r;
}
static int area(struct Rect r) { return (r.high.x - r.low.x) * (r.high.y - r.low.y); }
static struct Big big(int seed, int depth) {
    struct Big b = {{0}, 0};
    if (depth) {
        struct Big inner = big(seed + 1, depth - 1);
        b = inner;
        b.a[depth] += inner.a[depth - 1];
    }
    for (int i = 0; i < 20; i++)
        b.a[i] += seed * i, b.sum += b.a[i];
    return b;
}
static struct Matrix multiply(struct Matrix a, struct Matrix b) {
    struct Matrix r;
    for (int i = 0; i < 2; i++)
        for (int j = 0; j < 2; j++)
            r.m[i][j] = a.m[i][0] * b.m[0][j] + a.m[i][1] * b.m[1][j];
    return r;
}
static struct Matrix power(struct Matrix a, int n) {
    if (n == 1)
        return a;
    struct Matrix half = power(a, n / 2);
    return n % 2 ? multiply(multiply(half, half), a) : multiply(half, half);
}
static struct Point swap(struct Point p) { return (struct Point){p.y, p.x}; }
static void modify(struct Point p, struct Point *q) { p.x = 100, q->x = p.x + p.y; }
static struct Big overwrite(struct Big *source) {
    struct Big r = {{1}, 2};
    r.a[1] = source->a[1];
    return r;
}

int main(void) {
    struct Point p = add(point(1, 2), scale(3, point(4, 5)));
    printf("%d %d %d\n", p.x, p.y, add(p, p).x);
    struct Point (*f)(struct Point) = swap, (*table[2])(struct Point, struct Point) = {add, 0};
    printf("%d %d %d\n", f(p).x, f(f(p)).x, table[0](p, swap(p)).y);
    struct Rect r = rect(point(-1, -2), add(point(3, 4), point(5, 6)), "rectangle");
    printf("%d %s %d %d\n", area(r), r.name, rect(p, p, "xy").name[1], area(rect(point(0, 0), p, "")));
    struct Big b = big(1, 5);
    printf("%lld %d %d %lld\n", b.sum, b.a[3], b.a[19], big(2, 3).sum);
    b = overwrite(&b);
    printf("%d %d %d %lld\n", b.a[0], b.a[1], b.a[2], b.sum);
    struct Matrix m = power((struct Matrix){{{1, 1}, {1, 0}}}, 30);
    printf("%d %d\n", m.m[0][0], m.m[0][1]);
    struct Point q = point(7, 8);
    modify(q, &q);
    printf("%d %d\n", q.x, q.y);
    struct Point array[3] = {point(1, 1), p, swap(q)};
    array[1] = add(array[0], array[2] = scale(2, array[2]));
    printf("%d %d %d %d\n", array[1].x, array[1].y, array[2].x, array[2].y);
    struct { struct Point a, b; } pair = {add(p, q), .b = point(9, 10)};
    printf("%d %d %d %d\n", pair.a.x, pair.a.y, pair.b.x, pair.b.y);
    p = (p = swap(p), add(p, p));
    printf("%d %d\n", p.x, p.y);
    p = swap(p);
    printf("%d %d %d\n", p.x, p.y, (1 ? p : q).y);
    point(1, 2);
    struct Rect *rp = &r;
    rp->low = rp->high = scale(-1, rp->high);
    printf("%d %d %d %d\n", r.low.x, r.low.y, r.high.x, r.high.y);
    *rp = rect(rp->low, point(0, 0), rp->name + 1);
    printf("%d %d %d %s\n", r.low.x, r.low.y, r.high.x, r.name);
    return 0;
}
