#include <stdio.h>
static int twice(int n) { return 2 * n; }
int main(void) {
    int n;
    int m = twice(n) + 1;
    if (m > 10) // !branch
        puts("large");
    return 0;
}
