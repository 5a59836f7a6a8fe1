// fnmatch.h and glob.h: patterns of file names, in a folder that the test makes.
#include <fcntl.h>
#include <fnmatch.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct {
    const char *pattern, *text;
    int flags;
} cases[] = {
    {"*.c", "main.c", 0},
    {"*.c", ".c", FNM_PERIOD},
    {"*.c", "main.cc", 0},
    {"a?c", "abc", 0},
    {"a?c", "a/c", FNM_PATHNAME},
    {"a*c", "a/c", FNM_PATHNAME},
    {"a*c", "a/c", 0},
    {"*/b", "a/b", FNM_PATHNAME},
    {"*/b", "x/a/b", FNM_PATHNAME},
    {"[a-c]x", "bx", 0},
    {"[!a-c]x", "bx", 0},
    {"[^a-c]x", "dx", 0},
    {"[]a]", "]", 0},
    {"[a-]", "-", 0},
    {"[[:digit:][:upper:]]*", "7a", 0},
    {"[[:digit:][:upper:]]*", "xa", 0},
    {"[a", "[a", 0},
    {"\\*", "*", 0},
    {"\\*", "\\x", FNM_NOESCAPE},
    {"\\*", "x", 0},
    {"ABC", "abc", FNM_CASEFOLD},
    {"[A-C]*", "bcd", FNM_CASEFOLD},
    {"a/b", "a/b/c", FNM_LEADING_DIR},
    {"*", "", 0},
    {"", "", 0},
    {"?", "", 0},
    {"*", ".hidden", FNM_PERIOD},
    {"*", "a/.hidden", FNM_PERIOD},
    {"a/*", "a/.hidden", FNM_PERIOD | FNM_PATHNAME},
    {"a/*", "a/.hidden", FNM_PERIOD},
    {"[.]x", ".x", FNM_PERIOD},
    {"*a*b*c*d*", "xxaxxbxxcxxdxx", 0},
    {"*a*b*c*d*", "xxaxxbxxdxxcxx", 0},
    {"[\\]]", "]", 0},
    {"[a-\\c]", "b", 0},
    {"[[.-.]a]", "-", 0},
    {"a[/]b", "a/b", FNM_PATHNAME},
};

static void try(const char *pattern, int flags) {
    glob_t found;
    memset(&found, 0, sizeof found);
    int status = glob(pattern, flags, NULL, &found);
    printf("%s: %d", pattern, status);
    for (size_t i = 0; status == 0 && i < found.gl_pathc; i++)
        printf(" %s", found.gl_pathv[i]);
    puts(status != 0 || found.gl_pathv[found.gl_pathc] == NULL ? "" : " not ended");
    if (status == 0)
        globfree(&found);
}

static int failures;
static int report(const char *path, int error) {
    failures++;
    printf("report %s %d\n", path, error != 0);
    return 0;
}

int main(void) {
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        printf("%d%s", fnmatch(cases[i].pattern, cases[i].text, cases[i].flags) == 0, i % 10 == 9 ? "\n" : " ");
    puts("");
    char folder[] = "/tmp/globXXXXXX", path[100];
    static const char *const names[] = {"b.c", "a.c", "c.h", ".d.c", "e*", "sub/x.c", "sub/y.c", "sub2/x.c"};
    if (mkdtemp(folder) == NULL)
        return 1;
    sprintf(path, "%s/sub", folder), mkdir(path, 0700);
    sprintf(path, "%s/sub2", folder), mkdir(path, 0700);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        sprintf(path, "%s/%s", folder, names[i]);
        close(open(path, O_CREAT | O_WRONLY, 0600));
    }
    static const char *const patterns[] = {"*.c", "*", "?.[ch]", "sub*/x.c", "*/*", "sub/", "none*", "a.c", "e\\*", ".*c", "*/", "sub*//y.c"};
    for (size_t i = 0; i < sizeof patterns / sizeof patterns[0]; i++) {
        glob_t found;
        sprintf(path, "%s/%s", folder, patterns[i]);
        int status = glob(path, GLOB_MARK, NULL, &found);
        printf("%s: %d", patterns[i], status);
        for (size_t j = 0; status == 0 && j < found.gl_pathc; j++)
            printf(" %s", found.gl_pathv[j] + strlen(folder) + 1);
        puts("");
        if (status == 0)
            globfree(&found);
    }
    try("/nothing/*", 0);
    try("/nothing/*", GLOB_NOCHECK);
    try("/nothing/x", GLOB_NOMAGIC);
    try("/nothing/[x", GLOB_NOMAGIC);
    try("/", 0);
    glob_t found = {.gl_offs = 2};
    sprintf(path, "%s/*.h", folder);
    int status = glob(path, GLOB_DOOFFS | GLOB_ONLYDIR * 0, report, &found);
    sprintf(path, "%s/s*", folder);
    status += glob(path, GLOB_DOOFFS | GLOB_APPEND | GLOB_ONLYDIR, report, &found);
    printf("%d %d %d %d %s\n", status, (int)found.gl_pathc, found.gl_pathv[0] == NULL, failures, found.gl_pathv[4] + strlen(folder));
    globfree(&found);
    for (size_t i = sizeof names / sizeof names[0]; i-- > 0;)
        sprintf(path, "%s/%s", folder, names[i]), unlink(path);
    sprintf(path, "%s/sub", folder), rmdir(path);
    sprintf(path, "%s/sub2", folder), rmdir(path);
    return rmdir(folder);
}
