// With -std=c11 and no macro that asks for more, names of GNU and BSD are the program's own.
#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <wchar.h>

int asprintf(int x) { return x + 1; }
static int strchrnul(int x) { return x + 2; }
static int mempcpy, memrchr = 1, basename = 2, memmem = 3, strcasestr = 4;
static int getw(void) { return 3; }
int ecvt = 4, finite = 5, reallocarray = 6, random_r = 7, qsort_r = 8, strptime = 9;
static int error_t, wmempcpy, program_invocation_name = 1;

int main(void) {
    printf("%d %d %d\n", asprintf(1), strchrnul(1), getw());
    printf("%d\n", mempcpy + memrchr + basename + memmem + strcasestr + error_t + wmempcpy + program_invocation_name);
    printf("%d\n", ecvt + finite + reallocarray + random_r + qsort_r + strptime);
    return 0;
}
