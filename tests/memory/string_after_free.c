#include <stdio.h>
#include <stdlib.h>
#include <string.h>
int main(void) {
    char *text = malloc(6);
    strcpy(text, "hello");
    free(text);
    return strcmp(text, "hello") > 1000; // !read
}
