#include <string.h>
int main(void) {
    char text[16] = "0123456789";
    strcpy(text, text + 3); // !overlap
    return 0;
}
