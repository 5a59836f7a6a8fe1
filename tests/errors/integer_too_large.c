unsigned long long a = 18446744073709551616;
unsigned long long b = 0x10000000000000000;
int main(void) { return 0; }
