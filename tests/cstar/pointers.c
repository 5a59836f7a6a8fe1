// Pointers: arithmetic in words, pointers in words, pointers as arguments and results, global pointers.
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

int* heap;
int count = 0;

int increment(int* p) {
  *p = *p + 1;
  return *p;
}

int* advance(int* p, int n) {
  return p + n;
}

int fill(int* p, int n, int step) {
  int* end;
  int x;
  end = p + n;
  x = 0;
  while (p < end) {
    *p = x;
    x = x + step;
    p = p + 1;
  }
  return x;
}

int main() {
  int* p;
  int* q;
  int distance;
  buffer = malloc(4);
  heap = malloc(40);
  fill(heap, 10, 3);
  p = advance(heap, 4);
  putLine(*p);
  putLine(*(p - 1));
  putLine(increment(p));
  putLine(increment(advance(heap, 4)));
  q = p + 2;
  distance = q - p;
  putLine(distance);
  *q = p;
  putLine(*(int*)*q);
  p = heap;
  count = 0;
  while (count < 10) {
    *(heap + count) = *(heap + count) * *(p + count);
    count = count + 1;
  }
  putLine(*(heap + 9));
  putLine(p == heap);
  putLine(p + 1 == heap);
  putLine(p < p + 1);
  return 0;
}
