#include <stdio.h>
#define X 1
int main() {
  return 0;
}
