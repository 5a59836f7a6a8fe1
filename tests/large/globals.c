// Globals far apart: scalars of all sizes between arrays of hundreds of kilobytes, initialised and not, constant and static.
#include <stdio.h>

int first = 1;
char space1[200000];
short second = -2;
static int space2[50000] = {[49999] = 9};
static long long third = 3LL << 40;
const char space3[100000] = {1, [99999] = 'z'};
unsigned char fourth = 250;
static struct { int a; char space[70000]; int b; } spread = {4, "spread", 5};
char space4[300000];
int last = 6, *pointers[] = {&first, &last, &space2[49999], &spread.b};
static int bss_scalar;
static short bss_short;

int main(void) {
    first += 10, second--, third++, fourth += 10, last *= 2, bss_scalar += 7, bss_short -= 8;
    space1[0] = 'a', space1[199999] = 'b', space4[299999] = 'c';
    printf("%d %d %lld %d %d %d %d\n", first, second, third, fourth, last, bss_scalar, bss_short);
    printf("%d %d %d %d %s\n", space2[0], space2[49999], spread.a, spread.b, spread.space);
    printf("%d %c %c %c %c %d\n", space3[0], space3[99999], space1[0], space1[199999], space4[299999], space4[0]);
    int sum = 0;
    for (unsigned i = 0; i < sizeof pointers / sizeof *pointers; i++) sum = sum * 10 + *pointers[i];
    for (int i = 0; i < 300000; i += 1000) space4[i] = i / 1000, sum += space4[i / 2];
    printf("%d\n", sum);
    return 0;
}
