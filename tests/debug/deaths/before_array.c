#include <stdio.h>
int a[4] = {1,2,3,4};
int get(int i) { return a[i]; }
int main(void) { printf("%d\n", get(-5000000)); printf("%d\n", get(300000000)); return 0; }
