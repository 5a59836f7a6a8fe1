int f(void) { return 2; }
int shared = 2;
