_Atomic int a;
int main(void) { return 0; }
