// All right: deep recursion, arrays of variable length, jumps over frames, many arguments.
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
static jmp_buf back;
static int depth(int n) {
    int here[8];
    for (int i = 0; i < 8; i++)
        here[i] = n + i;
    return n == 0 ? here[3] : depth(n - 1) + here[7] % 2;
}
static void leave(int n) {
    char room[100];
    room[n % 100] = 1;
    if (n > 50)
        longjmp(back, room[n % 100] + n);
    leave(n + 1);
}
static int sum(int count, ...) {
    va_list list;
    va_start(list, count);
    int total = 0;
    while (count-- > 0)
        total += va_arg(list, int);
    va_end(list);
    return total;
}
static int squares(int n) {
    int table[n];
    for (int i = 0; i < n; i++)
        table[i] = i * i;
    return table[n - 1];
}
static int compare(const void *a, const void *b) { return *(const int *)a - *(const int *)b; }
int main(void) {
    int table[50];
    for (int i = 0; i < 50; i++)
        table[i] = i * 7919 % 101;
    qsort(table, 50, sizeof table[0], compare);
    volatile int jumped = setjmp(back);
    if (jumped == 0)
        leave(0);
    for (int i = 1; i < 20; i++)
        jumped += squares(i);
    printf("%d %d %d %d\n", depth(500), jumped, sum(7, 1, 2, 3, 4, 5, 6, 7), table[49]);
    return 0;
}
