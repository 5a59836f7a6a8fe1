// Arrays of arrays: layout, indexing, pointers to rows, as parameters, of structs, three and four dimensions.
#include <stdio.h>
#include <string.h>

static int matrix[3][4] = {{1, 2, 3, 4}, {5, 6, 7, 8}, {9, 10, 11, 12}};
static char cube[2][3][4];
static short four[2][2][2][2];
struct Cell { char c; int row[2][3]; } grid[2][2];

static int total(int rows, int m[][4]) {
    int sum = 0;
    for (int i = 0; i < rows; i++)
        for (int j = 0; j < 4; j++)
            sum += m[i][j];
    return sum;
}
static int row_total(int (*row)[4]) { return (*row)[0] + (*row)[3]; }
static int corner(int m[3][4]) { return m[2][3] + (int)sizeof m + (int)sizeof m[0]; }
static int (*second(int m[3][4]))[4] { return &m[1]; }

int main(void) {
    printf("%d %d %d\n", (int)sizeof matrix, (int)sizeof matrix[1], (int)(sizeof matrix / sizeof matrix[0][0]));
    printf("%d %d %d\n", total(3, matrix), row_total(&matrix[1]), corner(matrix));
    printf("%d %d %d %d\n", matrix[1][2], *(*(matrix + 1) + 2), (*(matrix + 2))[1], 1 [matrix][1]);
    printf("%d %d %d\n", **matrix, *matrix[2], (*second(matrix))[2]);
    int (*row)[4] = matrix, *flat = &matrix[0][0];
    for (row = matrix; row < matrix + 3; row++)
        printf("%d ", (*row)[1] + row[0][2]);
    printf("%d %d\n", (int)(row - matrix), flat[3]);
    for (int i = 0; i < 2; i++)
        for (int j = 0; j < 3; j++)
            for (int k = 0; k < 4; k++)
                cube[i][j][k] = i * 100 + j * 10 + k;
    char (*plane)[3][4] = &cube[1], (*line)[4] = cube[1];
    printf("%d %d %d %d\n", cube[1][2][3], (*plane)[1][1], line[2][0], *(*(*(cube + 1) + 1) + 3));
    printf("%d %d %d\n", (int)((char *)&cube[1][2] - (char *)cube), (int)(&cube[1] - cube), (int)(&cube[1][2][3] - cube[1][2]));
    int value = 0;
    for (int i = 0; i < 16; i++)
        four[i >> 3][i >> 2 & 1][i >> 1 & 1][i & 1] = value += i;
    printf("%d %d %d\n", four[0][1][1][0], four[1][0][0][1], four[1][1][1][1]);
    for (int i = 0; i < 4; i++)
        for (int j = 0; j < 6; j++)
            grid[i / 2][i % 2].row[j / 3][j % 3] = i * 10 + j;
    struct Cell copy = grid[1][0];
    printf("%d %d %d\n", copy.row[1][2], grid[0][1].row[0][1], (&grid[1][1])->row[1][0]);
    int local[2][3][2] = {{{1, 2}, {3, 4}, {5, 6}}, {{7, 8}, {9, 10}, {11, 12}}}, other[2][3][2];
    memcpy(other, local, sizeof local);
    int sum = 0;
    for (int i = 0; i < 2; i++)
        for (int j = 0; j < 3; j++)
            for (int k = 0; k < 2; k++)
                sum = sum * 3 + other[i][j][k] * local[1 - i][2 - j][1 - k];
    printf("%d\n", sum);
    int *pointers[3] = {matrix[2], matrix[0], matrix[1]}, **pp = pointers;
    printf("%d %d %d\n", pointers[0][1], *pp[1], pp[2][3]);
    int board[8][8] = {0};
    for (int i = 0; i < 8; i++)
        for (int j = 0; j < 8; j++)
            board[i][j] = (i + 1) * (j + 1), board[i][j] -= i ? board[i - 1][j] : 0;
    for (int i = 0; i < 8; i++)
        printf("%d,%d ", board[i][7 - i], board[7][i]);
    printf("\n");
    unsigned char i = 1;
    long long j = 2;
    printf("%d %d\n", matrix[i][j], matrix[(char)j][i + j]);
    return 0;
}
