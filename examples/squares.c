// A C* program: only int and int*, five statements, and procedures that need no declaration.
// It prints the squares below one hundred: starc -std=cstar squares.c && mipster a.out
int* buffer;

int putCharacter(int c) {
  *buffer = c;
  return write(1, buffer, 1);
}

int putInteger(int n) {
  if (n > 9)
    putInteger(n / 10);
  return putCharacter('0' + n % 10);
}

int main() {
  int n;
  buffer = malloc(4);
  n = 0;
  while (n * n < 100) {
    putInteger(n);
    write(1, " squared is ", 12);
    putInteger(n * n);
    putCharacter('\n');
    n = n + 1;
  }
  return 0;
}
