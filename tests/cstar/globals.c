// Global variables: zero at the start, initialised, shadowed by parameters and locals.
int* buffer;

int putCharacter(int c) {
  *buffer = c;
  return write(1, buffer, 1);
}

int putInteger(int n) {
  if (n < 0) {
    putCharacter(45);
    if (n < -9)
      putInteger(-(n / 10));
    putCharacter(48 - n % 10);
  } else {
    if (n > 9)
      putInteger(n / 10);
    putCharacter(48 + n % 10);
  }
  return 0;
}

int putLine(int n) {
  putInteger(n);
  return putCharacter(10);
}

int zero;
int* none;
int one = 1;
int big = 2000000000;
int x = 5;

int shadow(int x) {
  int one;
  one = x * 10;
  x = one + 1;
  return x;
}

int change() {
  x = x + 1;
  one = -one;
  return x;
}

int main() {
  buffer = malloc(4);
  putLine(zero);
  putLine(none == (int*)0);
  putLine(one);
  putLine(big);
  putLine(shadow(7));
  putLine(x);
  putLine(change() * 100);
  putLine(change());
  putLine(one);
  zero = zero - 1;
  putLine(zero);
  return 0;
}
