void exit(int code);
int* malloc(int size);

int main() {
  write(1, "x\n", 2);
  exit(*malloc(4));
}
