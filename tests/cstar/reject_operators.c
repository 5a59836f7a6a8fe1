int main() {
  int a;
  int* p;
  a = 1 << 2;
  a = a & 3;
  a = a && 1;
  a = a ? 1 : 2;
  a += 1;
  a++;
  a = !a;
  a = ~a;
  p = &a;
  a = sizeof(int);
  a = (1, 2);
  a = p[0];
  return a;
}
