// Integers: literals, characters, arithmetic with all signs, comparisons.
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

int global = 42;
int negative = -7;
int letter = 'A';

int main() {
  int a;
  int b;
  buffer = malloc(4);
  a = 17;
  b = -5;
  putLine(a + b);
  putLine(a - b);
  putLine(a * b);
  putLine(a / b);
  putLine(a % b);
  putLine(-a / b);
  putLine(-a % b);
  putLine(-a / -b);
  putLine(a == b);
  putLine(a != b);
  putLine(a < b);
  putLine(a <= b);
  putLine(a > b);
  putLine(a >= b);
  putLine(global);
  putLine(negative);
  putLine(letter);
  putLine('\n');
  putLine(2147483647);
  putLine(-2147483647 - 1);
  putLine(1 + 2 * 3 - 4 / 2 % 3);
  putLine((1 + 2) * (3 - 4));
  putLine(a - b - 3);
  putLine(- - 5);
  return global % 100;
}
