#include <stdio.h>
/*
# no directive
*/
int main() { return 0; }
#define X 1
