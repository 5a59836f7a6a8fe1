int main() {
  int i;
  for (i = 0; i < 3; i = i + 1)
    write(1, "x", 1);
  return 0;
}
