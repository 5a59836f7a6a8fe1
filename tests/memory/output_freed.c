#include <stdlib.h>
#include <unistd.h>
int main(void) {
    char *text = malloc(2);
    text[0] = 'a';
    text[1] = '\n';
    free(text);
    return write(1, text, 2) < 0; // !read
}
