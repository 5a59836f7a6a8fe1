// What observers are tested with: calls by name and by pointer, recursion, tail calls, longjmp, loads and stores of all
// sizes, multiplication and division.
#include <setjmp.h>
#include <stdio.h>
#include <string.h>

static jmp_buf place;
static short halves[16];
static char text[64];

int add(int a, int b) { return a + b; }
int scale(int a, int b) { return a * b / 3; }

int fib(int n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }

int odd(int n);
int even(int n) { return n == 0 ? 1 : odd(n - 1); }
int odd(int n) { return n == 0 ? 0 : even(n - 1); }

void deep(int n) {
    if (n == 0)
        longjmp(place, 7);
    deep(n - 1);
}

int escape(int n) {
    int came = setjmp(place);
    if (came == 0)
        deep(n);
    return came;
}

int main(void) {
    int (*operations[2])(int, int) = {add, scale};
    unsigned sum = 0;
    for (int i = 0; i < 16; i++) {
        halves[i] = (short)(i * 5000);
        sum += (unsigned)operations[i % 2](halves[i], i);
    }
    sum += (unsigned)(fib(9) + even(11) + escape(5) + escape(3));
    strcpy(text, "observed");
    printf("%s %u\n", text, sum);
    return 4;
}
