// All right: what system calls write has a value.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
int main(void) {
    char line[40], path[200];
    struct stat status;
    int count = (int)read(0, line, sizeof line);
    if (count < 0 || getcwd(path, sizeof path) == NULL || path[0] != '/')
        return 1;
    if (stat("/", &status) != 0 || !S_ISDIR(status.st_mode) || time(NULL) < 1000)
        return 2;
    FILE *file = fopen("/dev/null", "r");
    if (file == NULL || fgets(line, sizeof line, file) != NULL)
        return 3;
    fclose(file);
    for (int i = 0; i < 3; i++) {
        snprintf(line, sizeof line, "%d %5.2f %s", i, i * 1.5, "text");
        puts(line);
    }
    int a, b;
    char word[8];
    if (sscanf("12 34 abc", "%d %d %7s", &a, &b, word) != 3 || a + b != 46 || strcmp(word, "abc") != 0)
        return 4;
    return 0;
}
