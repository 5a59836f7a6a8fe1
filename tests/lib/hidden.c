// With -std=c11 and no macro that asks for more, names of POSIX, BSD and GNU are the program's own.
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

// As in The C Programming Language.
static int getline(char *line, int most) {
    int c, length = 0;
    while (length < most - 1 && (c = getchar()) != EOF && c != '\n')
        line[length++] = (char)c;
    line[length] = 0;
    return length;
}

static int fileno, random = 1, dprintf = 2, setenv = 3, strtok_r = 4;
int popen = 5, index = 6;
char *strdup(int which) { return which ? "one" : "none"; }

int main(void) {
    char line[20];
    printf("%d %s %s\n", getline(line, sizeof line), line, strdup(1));
    printf("%d\n", fileno + random + dprintf + setenv + strtok_r + popen + index);
    printf("%d %d %d\n", asprintf(1), strchrnul(1), getw());
    printf("%d\n", mempcpy + memrchr + basename + memmem + strcasestr + error_t + wmempcpy + program_invocation_name);
    printf("%d\n", ecvt + finite + reallocarray + random_r + qsort_r + strptime);
    return 0;
}
