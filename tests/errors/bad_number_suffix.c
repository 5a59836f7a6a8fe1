int a = 10x;
int b = 0x5g;
int c = 08;
int d = 1lll;
int e = 1uu;
int f = 0b;
int g = 0x;
int main(void) { return 0; }
