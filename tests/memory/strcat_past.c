#include <stdlib.h>
#include <string.h>
int main(void) {
    char *text = malloc(8);
    strcpy(text, "hello");
    strcat(text, "you"); // !write
    free(text);
    return 0;
}
