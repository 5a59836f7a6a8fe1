// Hello world with nothing but the procedures that are known without a declaration.
int* greeting;

int main() {
  greeting = "Hello, world from C*!\n";
  write(1, greeting, 22);
  return 0;
}
