#include <string.h>
int main(void) {
    char *text = strdup("abc"); // !leak
    return text[0] != 'a';
}
