int main() {
  int i;
  int s = 0;
  int a, b;
  for (i = 0; i < 10; i = i + 1)
    s = s + i;
  i++;
  i += 1;
  do i = 1; while (i);
  ;
  { i = 1; }
  int late;
  i;
  goto end;
  return i;
}
