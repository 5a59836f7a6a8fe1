// A stack machine: an interpreter of its code, and programs for it written into the heap.
int* buffer;

int putCharacter(int c) {
  *buffer = c;
  return write(1, buffer, 1);
}

int putInteger(int n) {
  if (n < 0) {
    putCharacter(45);
    if (n < -9)
      putInteger(-(n / 10));
    putCharacter(48 - n % 10);
  } else {
    if (n > 9)
      putInteger(n / 10);
    putCharacter(48 + n % 10);
  }
  return 0;
}

int putLine(int n) {
  putInteger(n);
  return putCharacter(10);
}

int PUSH = 1;
int ADD = 2;
int SUB = 3;
int MUL = 4;
int LOAD = 5;
int STORE = 6;
int JUMP = 7;
int JZERO = 8;
int PRINT = 9;
int HALT = 10;
int LESS = 11;

int* code;
int* stack;
int* memory;
int pc = 0;
int sp = 0;
int size = 0;
int steps = 0;

int emit(int operation, int operand) {
  *(code + 2 * size) = operation;
  *(code + 2 * size + 1) = operand;
  size = size + 1;
  return size - 1;
}

int push(int x) {
  *(stack + sp) = x;
  sp = sp + 1;
  return x;
}

int pop() {
  sp = sp - 1;
  return *(stack + sp);
}

int run() {
  int operation;
  int operand;
  int right;
  pc = 0;
  while (1) {
    operation = *(code + 2 * pc);
    operand = *(code + 2 * pc + 1);
    pc = pc + 1;
    steps = steps + 1;
    if (operation == PUSH)
      push(operand);
    else if (operation == ADD)
      push(pop() + pop());
    else if (operation == SUB) {
      right = pop();
      push(pop() - right);
    } else if (operation == MUL)
      push(pop() * pop());
    else if (operation == LESS) {
      right = pop();
      push(pop() < right);
    } else if (operation == LOAD)
      push(*(memory + operand));
    else if (operation == STORE)
      *(memory + operand) = pop();
    else if (operation == JUMP)
      pc = operand;
    else if (operation == JZERO) {
      if (pop() == 0)
        pc = operand;
    } else if (operation == PRINT)
      putLine(pop());
    else if (operation == HALT)
      return steps;
    else
      exit(99);
  }
}

int main() {
  int loop;
  int exit_;
  buffer = malloc(4);
  code = malloc(1000);
  stack = malloc(400);
  memory = malloc(400);
  emit(PUSH, 0);
  emit(STORE, 0);
  emit(PUSH, 0);
  emit(STORE, 1);
  loop = emit(LOAD, 0);
  emit(PUSH, 200);
  emit(LESS, 0);
  exit_ = emit(JZERO, 0);
  emit(LOAD, 0);
  emit(LOAD, 0);
  emit(MUL, 0);
  emit(LOAD, 1);
  emit(ADD, 0);
  emit(STORE, 1);
  emit(LOAD, 0);
  emit(PUSH, 1);
  emit(ADD, 0);
  emit(STORE, 0);
  emit(JUMP, loop);
  *(code + 2 * exit_ + 1) = size;
  emit(LOAD, 1);
  emit(PRINT, 0);
  emit(PUSH, -1);
  emit(PUSH, 5);
  emit(SUB, 0);
  emit(PRINT, 0);
  emit(HALT, 0);
  putLine(run());
  return 0;
}
