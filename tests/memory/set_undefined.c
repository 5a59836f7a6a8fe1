#include <stdlib.h>
#include <string.h>
int main(void) {
    unsigned char byte;
    unsigned char *p = malloc(8);
    memset(p, byte, 8);
    int result = p[3] > 200;
    if (result) // !branch
        result = 0;
    free(p);
    return result;
}
