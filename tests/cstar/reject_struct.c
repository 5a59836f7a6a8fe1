struct S { int x; };
int main() {
  return 0;
}
