#include <string.h>
int main(void) {
    char text[4];
    text[0] = 'a';
    text[3] = 0;
    return strlen(text) > 1000; // !branch
}
