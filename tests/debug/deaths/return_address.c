#include <stdio.h>
#include <string.h>
void copy(const char *s) {
    char name[4];
    strcpy(name, s);
    printf("%s\n", name);
}
int main(void) { copy("a rather long name that overwrites what is behind it"); return 0; }
