// The eight queens, recursively with arrays and with bit sets.
#include <stdio.h>
static int board[12], solutions;
static int safe(int row, int column) {
    for (int i = 0; i < row; i++)
        if (board[i] == column || board[i] - column == row - i || column - board[i] == row - i) return 0;
    return 1;
}
static void place(int row, int n) {
    if (row == n) {
        if (++solutions == 1)
            for (int i = 0; i < n; i++) printf("%*c\n", board[i] + 1, 'Q');
        return;
    }
    for (int c = 0; c < n; c++)
        if (safe(row, c)) board[row] = c, place(row + 1, n);
}
static int count(unsigned all, unsigned columns, unsigned left, unsigned right) {
    if (columns == all) return 1;
    int total = 0;
    for (unsigned free = all & ~(columns | left | right); free;) {
        unsigned bit = free & -free;
        free ^= bit;
        total += count(all, columns | bit, (left | bit) << 1 & all, (right | bit) >> 1);
    }
    return total;
}
int main(void) {
    place(0, 6);
    printf("%d\n", solutions);
    for (int n = 1; n <= 7; n++) printf("%d ", count((1u << n) - 1, 0, 0, 0));
    printf("\n");
    return 0;
}
