struct S { int a; };
struct S { int b; };
int main(void) { return 0; }
