// While loops, nested conditions, a sieve in words, and a count in a global.
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

int primes = 0;

int main() {
  int* sieve;
  int limit;
  int i;
  int j;
  buffer = malloc(4);
  limit = 1000;
  sieve = malloc(limit * 4);
  i = 0;
  while (i < limit) {
    *(sieve + i) = 1;
    i = i + 1;
  }
  i = 2;
  while (i < limit) {
    if (*(sieve + i)) {
      primes = primes + 1;
      if (primes < 12)
        putLine(i);
      else if (primes % 50 == 0)
        putLine(i);
      j = i * i;
      while (j < limit) {
        *(sieve + j) = 0;
        j = j + i;
      }
    }
    i = i + 1;
  }
  putLine(primes);
  return primes % 256;
}
