struct S { int a, b; };
struct S s = {.c = 1};
int array[3] = {[5] = 1, [-1] = 2, .x = 3};
int x = {.a = 1};
int main(void) { return 0; }
