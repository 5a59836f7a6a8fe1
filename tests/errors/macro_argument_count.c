#define ONE(a) a
#define TWO(a, b) a b
#define NONE() 1
#define REST(a, ...) a
int a = ONE(1, 2);
int b = TWO(1);
int c = NONE(1);
int main(void) { return 0; }
