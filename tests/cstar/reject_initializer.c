int global = 1 + 2;
int other = global;
int main() {
  int local = 5;
  int one, two;
  return local;
}
