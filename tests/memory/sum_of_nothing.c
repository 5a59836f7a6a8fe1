#include <stdio.h>
int main(void) {
    int sum;
    for (int i = 0; i < 10; i++)
        sum += i;
    printf("%d\n", sum); // !branch
    return 0;
}
