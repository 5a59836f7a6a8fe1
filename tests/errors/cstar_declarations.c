struct s { int a; };
char c;
int **q;
int a[10];
int f(int);
unsigned u;
static int t;
int x, y;
int g(int *a, ...) { return 0; }
typedef int number;
void v;
int main(int argc, int **argv) { return 0; }
