void f(void) { float g = 1.5; double h = 2, i = 2.5f; h = i + 1.0; }
int main(void) { f(); return 0; }
