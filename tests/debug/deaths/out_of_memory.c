#include <stdlib.h>
#include <string.h>
int main(void) {
    for (int i = 1;; i++)
        memset(malloc(1 << 28), i, 1);
}
