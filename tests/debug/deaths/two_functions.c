int odd(int n);
int even(int n) { return odd(n - 1) + 1; }
int odd(int n) { return even(n - 1) + 1; }
int main(void) { return even(10); }
