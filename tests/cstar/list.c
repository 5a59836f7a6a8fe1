// A linked list of two-word cells on the heap, reversed and summed.
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

int* cons(int head, int* tail) {
  int* cell;
  cell = malloc(2 * 4);
  *cell = head;
  *(cell + 1) = tail;
  return cell;
}

int head(int* cell) {
  return *cell;
}

int* tail(int* cell) {
  return (int*)*(cell + 1);
}

int* reverse(int* list) {
  int* result;
  result = (int*)0;
  while (list != (int*)0) {
    result = cons(head(list), result);
    list = tail(list);
  }
  return result;
}

int sum(int* list) {
  if (list == (int*)0)
    return 0;
  return head(list) + sum(tail(list));
}

int main() {
  int* list;
  int i;
  buffer = malloc(4);
  list = (int*)0;
  i = 0;
  while (i < 10) {
    list = cons(i * i, list);
    i = i + 1;
  }
  putLine(sum(list));
  putLine(head(list));
  list = reverse(list);
  putLine(head(tail(tail(list))));
  putLine(sum(reverse(list)));
  return 0;
}
