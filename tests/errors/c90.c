/* What C90 has not: keywords, comments, declarations in for, arrays that are no lvalues. */
#include <stdio.h>

int restrict, inline, typeof, asm; /* are names */
char *restrict_pointer;
int f(int *restrict p);

int comments(void) {
    int n = 8 //* is a division */ 2
        ;
#if 0
    // nothing is said of this
#endif
    return n; // but of this
}
// not of the next one

struct record {
    char member[4];
} record(void);

void loops(int n) {
    char *p;
    for (int i = 0; i < n; i++)
        ;
    for (n = 0; n < 3; n++)
        ;
    p = record().member;
    n = record().member[1];
    n = sizeof record().member;
    (void)p;
}

char strings[] = u"a";
