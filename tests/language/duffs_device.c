// Control flow into the middle of loops: Duff's device, case labels inside if and while, a coroutine.
#include <stdio.h>

static void copy(char *to, const char *from, int count) {
    int n = (count + 7) / 8;
    switch (count % 8) {
    case 0: do { *to++ = *from++;
    case 7: *to++ = *from++;
    case 6: *to++ = *from++;
    case 5: *to++ = *from++;
    case 4: *to++ = *from++;
    case 3: *to++ = *from++;
    case 2: *to++ = *from++;
    case 1: *to++ = *from++;
            } while (--n > 0);
    }
}

static int generator(void) {
    static int state, i;
    switch (state) {
    case 0:
        for (i = 0; i < 3; i++) {
            state = 1;
            return i * 10;
    case 1:;
        }
        while (i < 6) {
            state = 2;
            return -i;
    case 2:
            i++;
        }
        state = 3;
    case 3:;
    }
    return 999;
}

static int inside(int x) {
    int r = 0;
    switch (x)
        if (r) {
    case 1: r += 1;
        } else {
    case 2: r += 2;
    default: r += 4;
        }
    return r;
}

int main(void) {
    char from[] = "abcdefghijklmnopqrstuvwxyz", to[30];
    for (int n = 1; n < 27; n += 5) {
        for (int i = 0; i < 30; i++) to[i] = 0;
        copy(to, from, n);
        printf("%s\n", to);
    }
    for (int i = 0; i < 9; i++)
        printf("%d ", generator());
    printf("\n%d %d %d\n", inside(1), inside(2), inside(3));
    return 0;
}
