struct S { int a; };
union S s;
int main(void) { return 0; }
