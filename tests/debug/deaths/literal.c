#include <stdio.h>
#include <ctype.h>
void upper(char *s) {
    for (; *s; s++)
        *s = toupper(*s);
}
int main(void) {
    char *name = "hello";
    upper(name);
    puts(name);
    return 0;
}
