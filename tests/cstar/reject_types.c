char c;
unsigned u;
int** pp;
long l;
static int s;
const int k = 1;
typedef int T;
int f(int x, char y) { return x; }
void g() {}
int main() {
  return 0;
}
