int f(void) { return 1; }
int shared = 1;
int main(void) { return f() + shared; }
