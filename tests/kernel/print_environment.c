// Prints its environment, a variable a line.
#include <stdio.h>
#include <unistd.h>

int main(void) {
    for (char **variable = environ; *variable != NULL; variable++)
        puts(*variable);
    return 0;
}
