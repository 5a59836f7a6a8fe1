// A local variable has the value that it had when setjmp was called.
#include <setjmp.h>
#include <stdio.h>

static jmp_buf back;
static int value = 5;

static void work(int *pointer) {
    if (pointer != NULL)
        longjmp(back, 1);
}

static int run(void) {
    int *volatile pointer = NULL;
    if (setjmp(back) == 0) {
        work(&value);
        pointer = &value;
    }
    return *pointer;
}

int main(void) {
    printf("%d\n", run());
    return 0;
}
