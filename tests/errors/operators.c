// Operators, as gcc 12 warns of them.
int table[256];
int operators(int x, int y, char c, _Bool b, int *p, volatile int *v) {
    x += !x == y;
    x += !x > 3;
    x += !x & y;
    x += !x == !y;
    x += !!x == y;
    x += (!x) == y;
    x += !x == 0;
    x += table[c] + table['a'];
    b++;
    --b;
    b = ~b;
    x += sizeof p / sizeof *p;
    x += sizeof table / sizeof table[0];
    x == 3;
    *p++;
    p[1];
    *v;
    x ? y : c;
    x ? y++ : x++;
    x && y++;
    (void)x;
    -x;
    (x, y);
    x++, y;
    !x++;
    x = y, y = x;
    return x;
}
int main(void) { return operators(1, 2, 3, 1, 0, 0); }
