int a[10];
int main(void) { int i = -2000000; a[i] = 1; return a[0]; }
