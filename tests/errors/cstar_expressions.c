int *p;
int main() {
  int i;
  i = p[0];
  i = &i;
  i = 1 && 2;
  i = !i;
  i = ~i;
  i = 1 << 2;
  i = i ? 1 : 2;
  i = 5u;
  i = sizeof i;
  i = (char)i;
  i = main;
  i = 1.5;
  i = L'x' + "a"[0];
  return i;
}
