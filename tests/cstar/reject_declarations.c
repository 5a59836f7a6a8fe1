int main() {
  int a;
  a = 1;
  int b;
  {
    int c;
  }
  while (a) {
    int d;
  }
  return a;
}
