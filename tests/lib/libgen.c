// libgen.h: the parts of paths, as POSIX tables them.
#include <libgen.h>
#include <stdio.h>
#include <string.h>

int main(void) {
    static const char *const paths[] = {"usr", "usr/", "", "/", "///", "/usr/", "/usr/lib", "//usr//lib//", "/home//dwc//test", ".", "..", "a/b"};
    for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++) {
        char one[40], other[40];
        printf("'%s' '%s' '%s'\n", paths[i], dirname(strcpy(one, paths[i])), basename(strcpy(other, paths[i])));
    }
    return strcmp(dirname(0), ".") || strcmp(basename(0), ".");
}
