int f(int a);
long long f(int a) { return a; }
extern char c;
int c;
int main(void) { return 0; }
