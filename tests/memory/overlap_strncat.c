#include <string.h>
int main(void) {
    char text[32] = "0123456789";
    strncat(text, text + 5, 8); // !overlap
    return 0;
}
