// Prefix and postfix ++ and --: values and side effects on every type.
#include <limits.h>
#include <stdio.h>

#define CHECK(T, FORMAT, START)                                                                    \
    do {                                                                                           \
        T x = START, array[3] = {START, START, START}, *p = array;                                 \
        static T s = START;                                                                        \
        printf(#T ":");                                                                            \
        printf(" " FORMAT, x++), printf(" " FORMAT, ++x), printf(" " FORMAT, x--);                 \
        printf(" " FORMAT, --x), printf(" " FORMAT, x);                                            \
        printf(" " FORMAT, s++), printf(" " FORMAT, --s);                                          \
        printf(" " FORMAT, *p++), printf(" " FORMAT, (*p)++), printf(" " FORMAT, ++*p);            \
        printf(" " FORMAT, *++p), printf(" " FORMAT, --*p--), printf(" " FORMAT, *p);              \
        printf(" " FORMAT " " FORMAT " " FORMAT "\n", array[0], array[1], array[2]);               \
    } while (0)

struct Node { int value; struct Node *next; short counts[4]; };

static int calls;
static int *place(int *p) { return calls++, p; }

int main(void) {
    CHECK(char, "%d", 127);
    CHECK(signed char, "%d", -128);
    CHECK(unsigned char, "%d", 255);
    CHECK(unsigned char, "%d", 0);
    CHECK(short, "%d", 32767);
    CHECK(unsigned short, "%d", 65535);
    CHECK(int, "%d", 41);
    CHECK(unsigned, "%u", UINT_MAX);
    CHECK(unsigned, "%u", 0);
    CHECK(long, "%ld", -1L);
    CHECK(unsigned long, "%lu", 0x7fffffffL);
    CHECK(long long, "%lld", 0xffffffffLL);
    CHECK(long long, "%lld", -1LL);
    CHECK(unsigned long long, "%llu", ULLONG_MAX);
    _Bool flag = 0;
    printf("%d", flag++);
    printf("%d", flag++);
    printf("%d", flag--);
    printf("%d\n", flag);
    flag = 1;
    printf("%d", ++flag);
    printf("%d", --flag);
    printf("%d\n", --flag);
    struct Node nodes[2] = {{1, &nodes[1], {1, 2, 3, 4}}, {10, nodes, {5, 6, 7, 8}}}, *n = nodes;
    n->value++;
    ++n->next->value;
    n->next->counts[2]--;
    n->counts[n->value]++;
    printf("%d %d %d %d\n", nodes[0].value, nodes[1].value, nodes[1].counts[2], nodes[0].counts[2]);
    n++;
    printf("%d\n", n->value--);
    printf("%d\n", n-- ->value);
    printf("%d\n", n->value);
    int x = 5, y;
    y = x++ + 5;
    ++*place(&x);
    (*place(&x))--;
    *place(&x) += *place(&y);
    printf("%d %d\n", x, calls);
    char text[] = "hello", *q = text;
    while (*q) *q++ -= 32;
    printf("%s %d\n", text, (int)(q - text));
    int matrix[2][3] = {{1, 2, 3}, {4, 5, 6}}, (*row)[3] = matrix;
    printf("%d", (*row++)[1]);
    printf(" %d\n", (*row)[2]++);
    printf("%d\n", matrix[1][2]);
    return 0;
}
