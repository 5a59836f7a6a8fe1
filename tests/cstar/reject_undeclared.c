int main() {
  int a;
  b = 1;
  a = c;
  a = missing();
  return a;
}
