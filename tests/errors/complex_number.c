#include <stdio.h>
_Complex double z;
int main(void) { return 0; }
