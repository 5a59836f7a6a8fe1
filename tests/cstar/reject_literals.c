int main() {
  int a;
  a = 0x10;
  a = 10u;
  a = 1.5;
  a = 'ab';
  return a;
}
