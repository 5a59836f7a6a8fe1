#include <stdlib.h>
int main(void) {
    char *text = (char *)"text";
    free(text); // !free
    return 0;
}
