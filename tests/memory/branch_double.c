#include <stdio.h>
int main(void) {
    double x[2];
    x[0] = 1;
    if (x[0] + x[1] > 2) // !branch
        puts("large");
    return 0;
}
