struct S { int a : 3; unsigned b : 5, c; };
int main(void) { return 0; }
