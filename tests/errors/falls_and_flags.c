#include <stdio.h>
_Noreturn void ends(int a) {
    if (a)
        for (;;)
            ;
}
int main(void) {
    int n = 1;
    do
        ;
    while (n--);
    printf("%+u %#d %05s %-+ 5d %+f %#x % x %0c\n", n, n, "x", n, 1.0, n, n, n);
    return 0;
}
