#include <stdlib.h>
#include <string.h>
int main(void) {
    char *text = malloc(10);
    strncpy(text, "short", 12); // !write
    free(text);
    return 0;
}
