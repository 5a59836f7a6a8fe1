#include <string.h>
#include <stdio.h>
static char *find(const char *key) { return strcmp(key, "x") == 0 ? (char *)key : NULL; }
int main(void) {
    printf("%d\n", (int)strlen(find("y")));
    return 0;
}
