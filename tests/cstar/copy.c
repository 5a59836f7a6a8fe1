// Reading standard input to its end and counting, with read and exit.
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

int main() {
  int lines;
  int bytes;
  buffer = malloc(4);
  lines = 0;
  bytes = 0;
  *buffer = 0;
  while (read(0, buffer, 1) == 1) {
    bytes = bytes + 1;
    if (*buffer == '\n')
      lines = lines + 1;
    write(1, buffer, 1);
    *buffer = 0;
  }
  putLine(lines);
  putLine(bytes);
  if (open("/no/such/file", 0, 0) < 0)
    putLine(-1);
  exit(7);
}
