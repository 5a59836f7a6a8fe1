#include <stdlib.h>
#include <string.h>
static unsigned length(const char *text) {
    char *copy = malloc(strlen(text) + 1); // !leak
    strcpy(copy, text);
    return (unsigned)strlen(copy);
}
int main(void) {
    unsigned sum = 0;
    for (int i = 0; i < 4; i++)
        sum += length("text");
    return sum != 16;
}
