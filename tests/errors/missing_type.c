x = 5;
static y;
f(void) { return 1; }
int main(void) { const z = 1; return z; }
