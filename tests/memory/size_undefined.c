#include <string.h>
int main(void) {
    char to[16], from[16] = {0};
    int size;
    memcpy(to, from, (unsigned)size & 7); // !argument
    return 0;
}
