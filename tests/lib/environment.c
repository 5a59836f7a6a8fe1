// setenv keeps no string that nobody can reach any more; putenv's belong to the program.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char mine[] = "A=mine";

static void replace(void) {
    static char value[2000];
    for (int i = 0; i < 1000; i++) {
        memset(value, 'a' + i % 26, sizeof value - 1);
        setenv("A", value, 1);
        setenv(i % 2 == 0 ? "B" : "C", value, 1);
        if (i % 10 == 0) {
            unsetenv("B");
        }
        if (i % 100 == 0) {
            clearenv();
        }
        if (i % 7 == 0) {
            putenv(mine);
        }
    }
}

int main(void) {
    replace();
    char *before = sbrk(0);
    replace();
    printf("%d\n", (int)((char *)sbrk(0) - before));
    printf("%s %c %c %s\n", getenv("A") == mine + 2 ? "mine" : "other", *getenv("B"), *getenv("C"), mine);
    setenv("A", "first", 1);
    setenv("A", getenv("A"), 1);
    setenv("A", "second", 0);
    printf("%s\n", getenv("A"));
    environ = NULL;
    setenv("A", "third", 1);
    printf("%s %d\n", getenv("A"), environ[1] == NULL);
    return 0;
}
