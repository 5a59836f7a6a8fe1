struct A { int x[]; };
struct B { int x[]; int y; };
int main(void) { return 0; }
