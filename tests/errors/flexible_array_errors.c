struct A { int x[]; };
struct B { int a; int x[]; int y; };
int main(void) { return 0; }
