long long long a;
short long b;
unsigned signed c;
int char d;
signed struct S { int x; } e;
static extern int f;
typedef static int g;
int main(void) { return 0; }
