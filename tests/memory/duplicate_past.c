#include <stdlib.h>
#include <string.h>
int main(int argc, char **argv) {
    char *text = strdup("abc");
    (void)argv;
    text[3 + argc] = 'd'; // !write
    free(text);
    return 0;
}
