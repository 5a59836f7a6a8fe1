// Sorting: insertion sort and quicksort on words behind a pointer.
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

int seed = 1;

int random() {
  seed = seed * 1103515245 + 12345;
  return (seed / 65536) % 1000;
}

int swap(int* a, int i, int j) {
  int t;
  t = *(a + i);
  *(a + i) = *(a + j);
  *(a + j) = t;
  return 0;
}

int insertion(int* a, int n) {
  int i;
  int j;
  int moving;
  i = 1;
  while (i < n) {
    j = i;
    moving = 1;
    while (moving) {
      moving = 0;
      if (j > 0)
        if (*(a + j - 1) > *(a + j)) {
          swap(a, j - 1, j);
          j = j - 1;
          moving = 1;
        }
    }
    i = i + 1;
  }
  return 0;
}

int quick(int* a, int low, int high) {
  int i;
  int last;
  if (low >= high)
    return 0;
  swap(a, low, (low + high) / 2);
  last = low;
  i = low + 1;
  while (i <= high) {
    if (*(a + i) < *(a + low)) {
      last = last + 1;
      swap(a, last, i);
    }
    i = i + 1;
  }
  swap(a, low, last);
  quick(a, low, last - 1);
  return quick(a, last + 1, high);
}

int fill(int* a, int n) {
  while (n > 0) {
    n = n - 1;
    *(a + n) = random();
  }
  return 0;
}

int check(int* a, int n) {
  int i;
  int hash;
  i = 0;
  hash = 0;
  while (i < n) {
    if (i > 0)
      if (*(a + i - 1) > *(a + i))
        return -1;
    hash = (hash * 31 + *(a + i)) % 1000003;
    i = i + 1;
  }
  return hash;
}

int main() {
  int* a;
  buffer = malloc(4);
  a = malloc(300 * 4);
  fill(a, 50);
  insertion(a, 50);
  putLine(check(a, 50));
  fill(a, 300);
  quick(a, 0, 299);
  putLine(check(a, 300));
  putLine(*a);
  putLine(*(a + 299));
  return 0;
}
