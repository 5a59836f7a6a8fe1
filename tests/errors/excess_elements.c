struct S { int a, b; };
int array[2] = {1, 2, 3};
struct S s = {1, 2, 3};
int nested[1][2] = {{1, 2, 3}, {4}};
int main(void) { return array[0] + s.a + nested[0][0]; }
