// Strings: every function of <string.h>, with all alignments where that may matter.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static int sign(int value) {
    return (value > 0) - (value < 0);
}

static void lengths(void) {
    char space[64];
    int bad = 0;
    for (int at = 0; at < 8; at++) {
        for (int size = 0; size < 24; size++) {
            memset(space, 'a', sizeof space);
            space[at + size] = 0;
            bad += strlen(space + at) != (size_t)size;
            bad += strnlen(space + at, 10) != (size_t)(size < 10 ? size : 10);
            bad += strchr(space + at, 0) != space + at + size;
            bad += strchr(space + at, 'b') != NULL;
            if (size > 2) {
                space[at + size - 2] = (char)0xb0;
                space[at + size - 1] = (char)0xb0;
                bad += strchr(space + at, 0xb0) != space + at + size - 2;
                bad += strrchr(space + at, 0xb0) != space + at + size - 1;
            }
            bad += strrchr(space + at, 0) != space + at + size;
        }
    }
    printf("lengths: %d wrong\n", bad);
}

static void comparisons(void) {
    static const char *const texts[] = {
        "",     "a",    "b",     "ab",   "abc",   "abcd",     "abcde",    "abcdefgh", "abcdefghi",
        "abcx", "ABCD", "abcDe", "\x80", "a\xff", "abcd\x7f", "abcd\x80", "abcdefgi"};
    char one[32], two[32];
    unsigned hash = 0;
    for (int i = 0; i < 17; i++) {
        for (int j = 0; j < 17; j++) {
            int plain = sign(strcmp(texts[i], texts[j]));
            for (int a = 0; a < 4; a++) {
                for (int b = 0; b < 4; b++) {
                    memset(one, 'q', sizeof one);
                    memset(two, 'r', sizeof two);
                    strcpy(one + a, texts[i]);
                    strcpy(two + b, texts[j]);
                    if (sign(strcmp(one + a, two + b)) != plain) {
                        printf("strcmp %d %d %d %d\n", i, j, a, b);
                    }
                    for (size_t n = 0; n < 10; n++) {
                        hash = hash * 31 + (unsigned)(sign(strncmp(one + a, two + b, n)) + 1);
                        hash = hash * 31 + (unsigned)(sign(strncasecmp(one + a, two + b, n)) + 1);
                    }
                }
            }
            printf("%c%c", "<=>"[plain + 1], "<=>"[sign(strcasecmp(texts[i], texts[j])) + 1]);
        }
        printf("\n");
    }
    printf("%08x\n", hash);
    printf("%d\n", strncmp("same", "same", (size_t)-1));
    printf("%d %d\n", sign(strcoll("a", "b")), (int)strxfrm(NULL, "transform", 0));
}

static void copies(void) {
    char space[64];
    for (int a = 0; a < 4; a++) {
        for (int n = 0; n < 9; n++) {
            memset(space, '.', sizeof space);
            space[40] = 0;
            strncpy(space + a, "hello" + n % 3, (size_t)n);
            for (int i = 0; i < 14; i++) {
                putchar(space[i] == 0 ? '0' : space[i]);
            }
            putchar(' ');
        }
        putchar('\n');
    }
    strcpy(space, "one");
    printf("%s", strcat(space, ", two"));
    printf(" %s", strcat(space, ""));
    printf(" %s", strncat(space, ", three, four", 7));
    printf(" %s", strncat(space, "x", 100));
    printf(" %s\n", strncat(space, "yz", 0));
    printf("%d\n", (int)(stpcpy(space, "stpcpy") - space));
    char *copy = strdup("duplicate");
    char *part = strndup("duplicate", 3);
    char *whole = strndup("dup", 30);
    printf("%s %s %s\n", copy, part, whole);
    free(copy);
    free(part);
    free(whole);
    memset(space, '#', sizeof space);
    printf("%d", (int)((char *)memccpy(space, "copy until x here", 'x', 30) - space));
    printf(" %.14s", space);
    printf(" %d\n", memccpy(space, "abc", 'x', 3) == NULL);
}

static void sets(void) {
    printf("%zu %zu %zu %zu\n", strspn("aabbc", "ab"), strspn("abc", ""), strspn("", "abc"),
           strspn("abc", "cba"));
    printf("%zu %zu %zu %zu\n", strcspn("hello, world", ", "), strcspn("abc", ""), strcspn("", "a"),
           strcspn("x\xe9y", "\xe9"));
    const char *text = "key = value; next";
    printf("%s|%s\n", strpbrk(text, ";="), strpbrk(text, "#") == NULL ? "none" : "some");
    const char *hay = "the theme of the thesis";
    printf("%s|%s|%s|%s\n", strstr(hay, "them"), strstr(hay, "thes"), strstr(hay, ""),
           strstr(hay, "thus") == NULL ? "none" : "some");
    printf("%s|%d\n", strstr("aaaaab", "aab"), strstr("aaa", "aaaa") == NULL);
}

static void tokens(void) {
    char line[] = "  one, two,,three  ;four";
    for (char *token = strtok(line, " ,"); token != NULL; token = strtok(NULL, " ,;")) {
        printf("[%s]", token);
    }
    printf(" %d\n", strtok(NULL, ";") == NULL);
    char outer[] = "a=1;b=2;;c";
    char *rest;
    for (char *entry = strtok_r(outer, ";", &rest); entry != NULL;
         entry = strtok_r(NULL, ";", &rest)) {
        char *inner;
        char *name = strtok_r(entry, "=", &inner);
        char *value = strtok_r(NULL, "=", &inner);
        printf("<%s:%s>", name, value == NULL ? "-" : value);
    }
    char fields[] = "x::y:";
    char *at = fields;
    for (char *field = strsep(&at, ":"); field != NULL; field = strsep(&at, ":")) {
        printf("{%s}", field);
    }
    printf("\n");
}

int main(void) {
    lengths();
    comparisons();
    copies();
    sets();
    tokens();
    return 0;
}
