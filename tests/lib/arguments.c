// What the program is started with: arguments, and an environment that ends.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

extern char **environ;

int main(int count, char **arguments, char **environment) {
    printf("%d\n", count);
    for (int i = 1; i < count; i++) {
        printf("[%s] %zu\n", arguments[i], strlen(arguments[i]));
    }
    printf("%d %d\n", arguments[count] == NULL, environment == environ);
    int found = 1;
    for (char **entry = environ; *entry != NULL; entry++) {
        char name[100];
        size_t size = strcspn(*entry, "=");
        if (size < sizeof name && (*entry)[size] == '=') {
            memcpy(name, *entry, size);
            name[size] = 0;
            found = found && getenv(name) == *entry + size + 1;
        }
    }
    printf("%d\n", found);
    return 0;
}
