#include <stdio.h>
#include <stdlib.h>
#include <string.h>
int main(void) {
    char *text = malloc(4);
    memcpy(text, "four", 4);
    printf("%d\n", (int)strlen(text) > 3); // !read
    free(text);
    return 0;
}
