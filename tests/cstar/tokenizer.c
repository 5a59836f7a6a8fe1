// A tokenizer and an evaluator of sums of products, reading its text by characters.
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

int* input;
int position = 0;
int token = 0;
int value = 0;
int character = ' ';

int next() {
  int word;
  int k;
  word = *(input + position / 4);
  k = position % 4;
  while (k > 0) {
    word = word / 256;
    k = k - 1;
  }
  character = word % 256;
  position = position + 1;
  return character;
}

int isDigit(int c) {
  if (c < '0')
    return 0;
  return c <= '9';
}

int scan() {
  while (character == ' ')
    next();
  if (isDigit(character)) {
    value = 0;
    while (isDigit(character)) {
      value = value * 10 + character - '0';
      next();
    }
    token = 'n';
  } else {
    token = character;
    if (character != 0)
      next();
  }
  return token;
}

int factor() {
  int result;
  if (token == 'n') {
    result = value;
    scan();
  } else if (token == '(') {
    scan();
    result = sum();
    if (token != ')')
      exit(2);
    scan();
  } else if (token == '-') {
    scan();
    result = -factor();
  } else
    exit(3);
  return result;
}

int product() {
  int result;
  int operator;
  int right;
  result = factor();
  while ((token == '*') + (token == '/')) {
    operator = token;
    scan();
    right = factor();
    if (operator == '*')
      result = result * right;
    else {
      if (right == 0)
        exit(4);
      result = result / right;
    }
  }
  return result;
}

int sum() {
  int result;
  int operator;
  result = product();
  while ((token == '+') + (token == '-')) {
    operator = token;
    scan();
    if (operator == '+')
      result = result + product();
    else
      result = result - product();
  }
  return result;
}

int evaluate(int* text) {
  input = text;
  position = 0;
  next();
  scan();
  return putLine(sum());
}

int main() {
  buffer = malloc(4);
  evaluate("1 + 2 * 3");
  evaluate("(1 + 2) * 3 - 4");
  evaluate("100 / 7 / 2");
  evaluate("-(-(12)) * (3 + 4) * 5");
  evaluate("((((((((42))))))))");
  evaluate("1 / (2 - 2)");
  return 0;
}
