#include "include_recursion.c"
int main(void) { return 0; }
