// Tentative definitions, incomplete arrays completed later, redundant declarations, internal linkage by extern.
#include <stdio.h>

int tentative;
int tentative;
int tentative = 5;
int tentative;
static int internal;
static int internal;
extern int internal;
int array[];
extern int sized[];
int use(void) { return sized[2]; }
int array[4];
int sized[3] = {1, 2, 3};
struct Later later;
struct Later { int x; };
static int function(int), function(int x);
extern int function(int);
static int function(int x) { return x + internal; }
extern int initialised = 8;
static const char *text;
struct Later *pointer = &later;

int main(void) {
    extern int tentative, array[];
    internal = 3;
    array[3] = 7;
    later.x = 9;
    printf("%d %d %d %d %d\n", tentative, internal, (int)sizeof array, array[3], use());
    printf("%d %d %d %d\n", pointer->x, function(4), initialised, text == 0);
    return 0;
}
