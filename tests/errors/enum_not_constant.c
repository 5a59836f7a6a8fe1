int x;
enum E { A = x, B = "text", C = 1 };
int main(void) { return 0; }
