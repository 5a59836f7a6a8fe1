enum { A = 1 / 0 };
int array[5 % 0];
int main(void) { return 0; }
