// A variable of the environment that is not set.
#include <stdio.h>
#include <stdlib.h>

static const char *home(void) {
    const char *folder = getenv("MIXTER_HOME");
    return folder;
}

int main(void) {
    const char *folder = home();
    printf("%c\n", folder[0]);
    return 0;
}
