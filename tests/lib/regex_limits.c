// regex.h: long texts take time in proportion, patterns and texts that would need too much memory
// are refused.
#include <regex.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void try(const char *name, const char *pattern, const char *text) {
    regex_t compiled;
    regmatch_t found[3] = {{-1, -1}, {-1, -1}, {-1, -1}};
    int error = regcomp(&compiled, pattern, REG_EXTENDED);
    if (error == 0) {
        error = regexec(&compiled, text, 3, found, 0);
        regfree(&compiled);
    }
    printf("%s: %d", name, error);
    for (int i = 0; i < 3; i++) {
        printf(" %d-%d", found[i].rm_so, found[i].rm_eo);
    }
    printf("\n");
}

static char *repeated(const char *part, int count, const char *end) {
    size_t size = strlen(part);
    char *text = malloc(size * (size_t)count + strlen(end) + 1);
    for (int i = 0; i < count; i++) {
        memcpy(text + size * (size_t)i, part, size);
    }
    strcpy(text + size * (size_t)count, end);
    return text;
}

int main(void) {
    enum { LONG = 10000, DEEP = 5000 };
    char *text = repeated("a", LONG, "");
    char *nested = malloc(2 * DEEP + 2), *stars = repeated("(a*", DEEP / 100, "");
    char *starred = repeated(")*", DEEP / 100, ""), *chain = repeated("a?", 50, "");
    char *both = malloc(strlen(stars) + strlen(starred) + 1);
    sprintf(both, "%s%s", stars, starred);
    memset(nested, '(', DEEP);
    nested[DEEP] = 'a';
    memset(nested + DEEP + 1, ')', DEEP);
    nested[2 * DEEP + 1] = 0;
    try("star of star", "(a*)*b", text);
    try("plus of plus", "(a+a+)+b", text);
    try("alternatives", "(a|aa|aaa)+$", text);
    try("optional", chain, text);
    try("nested", nested, text);
    try("nested stars", both, "aaab");
    try("greatest count", "(ab){32767}", "ab");
    try("counts of counts", "((a{100}){100}){100}", text);
    try("too many", "(((a{1000}){1000}){1000}){1000}", text);
    try("reference", "(a*)b\\1$", "aaabaaa");
    try("two ways to one place", "^(b?)a??\\1$", "bab");
    try("ways with a reference", "^(a|aa)*(b)\\2$", text + LONG - 60);
    try("sums of lengths", "^(a+)+(\\1)+b", text + LONG - 24);
    try("reference in a long text", "(.)(.)\\2\\1$", text);
    return 0;
}
