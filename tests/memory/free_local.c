#include <stdlib.h>
int main(void) {
    int value = 1;
    int *p = &value;
    free(p); // !free
    return 0;
}
