// String literals are words: four characters each, padded with zeros; taken apart by division.
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

int byte(int* s, int i) {
  int word;
  int k;
  word = *(s + i / 4);
  k = i % 4;
  while (k > 0) {
    word = word / 256;
    k = k - 1;
  }
  return word % 256;
}

int length(int* s) {
  int n;
  n = 0;
  while (byte(s, n) != 0)
    n = n + 1;
  return n;
}

int equal(int* s, int* t) {
  int i;
  i = 0;
  while (byte(s, i) == byte(t, i)) {
    if (byte(s, i) == 0)
      return 1;
    i = i + 1;
  }
  return 0;
}

int first(int* s) {
  return *s;
}

int second(int* s) {
  return *(s + 1);
}

int put(int* s) {
  return write(1, s, length(s));
}

int main() {
  int* text;
  buffer = malloc(4);
  text = "The quick brown fox";
  put(text);
  put("\n");
  putLine(length(text));
  putLine(length(""));
  putLine(length("abc"));
  putLine(length("abcd"));
  putLine(length("abcdefgh"));
  putLine(first("A"));
  putLine(first("ABC"));
  putLine(first("ABCD"));
  putLine(second("ABCD"));
  putLine(second("ABCDE"));
  putLine(equal("same", "same"));
  putLine(equal("same", "samx"));
  putLine(equal("longer than", "longer"));
  put("tab\tand \"quotes\" and \\ and %d\n");
  return 0;
}
