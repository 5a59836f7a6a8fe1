// Calls, as gcc 12 warns of them: null arguments, ignored results, deprecated functions, sizes.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
int kept(void) __attribute__((warn_unused_result));
void solid(char *a, char *b) __attribute__((nonnull(2)));
void all(char *a, char *b) __attribute__((nonnull));
int old(void) __attribute__((deprecated("use kept")));
char four[4];
int ten[10];
struct { char name[4]; int number; } record;
void calls(char *p) {
    kept();
    (void)kept();
    malloc(3);
    solid(NULL, p);
    solid(p, NULL);
    all(NULL, 0);
    old();
    strlen(NULL) ? puts("") : 0;
    memset(ten, 0, 10);
    memset(ten, 1, sizeof ten);
    memset(p, 7, 0);
    memset(p, 0, 0);
}
void sizes(char *p) {
    memcpy(four, p, 5);
    memcpy(four, p, 4);
    memcpy(p, four, 8);
    memset(&record, 0, 100);
    memset(&record, 0, sizeof record);
    strcpy(four, "four");
    strcpy(four, "abc");
    strcpy(record.name, "abc");
    fgets(four, 10, stdin);
    free(four);
    free(p);
}
int main(void) { return 0; }
