#include <stdlib.h>
int main(int argc, char **argv) {
    int rows = 3, columns = 4;
    int *table = malloc((unsigned)(rows * columns) * sizeof *table);
    (void)argv;
    for (int row = 0; row < rows + argc - 1; row++)
        for (int column = 0; column <= columns; column++)
            table[row * columns + column] = 0; // !write
    free(table);
    return 0;
}
