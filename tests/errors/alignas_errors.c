_Alignas(3) int a;
_Alignas(-4) int b;
_Alignas(2) int c;
int main(void) { return 0; }
