#include <stdlib.h>
static int one(void) { return 0; }
int main(int argc, char **argv) {
    int (**table)(void) = malloc(2 * sizeof *table);
    int n;
    (void)argv;
    table[0] = table[1] = one;
    int result = table[n & argc](); // !address
    free(table);
    return result;
}
