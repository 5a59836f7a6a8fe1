// All right: growth, reallocation, alignment, nothing of 0 bytes, far more freed than is kept.
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
int main(void) {
    unsigned sum = 0;
    char *text = NULL;
    for (unsigned i = 1; i < 3000; i++) {
        text = realloc(text, i);
        text[i - 1] = (char)i;
        sum += (unsigned char)text[i / 2];
    }
    free(text);
    for (unsigned i = 0; i < 4000; i++) {
        unsigned char *p = malloc(10000);
        memset(p, (int)i, 10000);
        sum += p[9999];
        free(p);
    }
    void *nothing = malloc(0);
    free(nothing);
    free(NULL);
    if (malloc(SIZE_MAX) != NULL || calloc(SIZE_MAX / 2, 3) != NULL)
        return 1;
    void *aligned = aligned_alloc(256, 512);
    memset(aligned, 1, 512);
    if ((uintptr_t)aligned % 256 != 0)
        return 2;
    free(aligned);
    return sum == 0;
}
