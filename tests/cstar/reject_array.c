int a[3];
int main() {
  return 0;
}
