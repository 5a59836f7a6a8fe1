#include <stdlib.h>
typedef int (*op)(int);
static op table[4];
int apply(op f, int x) { return f(x) + 1; }
int main(void) { return apply(table[2], 3); }
