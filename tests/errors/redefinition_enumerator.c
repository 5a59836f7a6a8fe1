enum A { ONE, TWO };
enum B { TWO, THREE };
int main(void) { return 0; }
