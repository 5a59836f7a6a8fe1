#include <stdio.h>
int sum(int n) {
    int table[4000000];
    for (int i = 0; i < n; i++) table[i] = i;
    return table[n - 1];
}
int main(void) { printf("%d\n", sum(10)); return 0; }
