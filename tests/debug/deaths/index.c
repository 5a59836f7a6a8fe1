#include <stdio.h>
int table[100];

void fill(int n) {
    for (int i = 0; i <= n; i++)
        table[i * 1000] = i;
}

int main(void) {
    fill(100);
    printf("%d\n", table[5]);
    return 0;
}
