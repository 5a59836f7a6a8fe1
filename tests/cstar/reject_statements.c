int main() {
  int i;
  do
    i = i + 1;
  while (i < 10);
  switch (i) {
    case 1: return 2;
  }
  goto end;
  break;
  continue;
  return 0;
}
