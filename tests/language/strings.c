// String literals: concatenation, escapes, embedded zeros, sizes, as arrays and as pointers.
#include <stdio.h>
#include <string.h>

static char array[] = "array";
static char exact[5] = "exact";
static char longer[10] = "longer";
static const char *pointer = "pointer";
static char two[][6] = {"one", "two", "three"};
static const char *const table[] = {"zero", "one", "t" "w" "o", "" "three" ""};

static void dump(const char *text, int size) {
    for (int i = 0; i < size; i++)
        printf("%02x", (unsigned char)text[i]);
    printf("\n");
}

int main(void) {
    printf("%d %d %d %d %d\n", (int)sizeof array, (int)sizeof exact, (int)sizeof longer, (int)sizeof pointer, (int)sizeof two);
    dump(array, sizeof array);
    dump(exact, sizeof exact);
    dump(longer, sizeof longer);
    dump((char *)two, sizeof two);
    for (int i = 0; i < 4; i++)
        printf("%s %d;", table[i], (int)strlen(table[i]));
    printf("\n%d %d %d\n", (int)sizeof "", (int)sizeof "abc", (int)sizeof "a\0b");
    dump("a\0b\0", 5);
    dump("\a\b\f\n\r\t\v\\\'\"\?", 12);
    dump("\0" "1\01" "2\012" "3\1234\x41\x7e" "f\xff", sizeof "\0" "1\01" "2\012" "3\1234\x41\x7e" "f\xff");
    dump("\x1" "2", 3);
    dump(u8"\u00e9\u20ac\U0001F600", sizeof u8"\u00e9\u20ac\U0001F600");
    printf("%s\n", "line one, "
                   "still line one, "   // with a comment between
                   /* and another */ "end");
    printf("%s\n", "back\
slash");
    printf("%c%c%c\n", "abc"[0], 1["abc"], *("abc" + 2));
    char local[] = "local", copy[20] = "copy";
    local[0] = 'L';
    copy[4] = '!';
    printf("%s %s %d %d\n", local, copy, copy[5], copy[19]);
    char *p = &"hello world"[6];
    printf("%s %d\n", p, (int)strlen(p));
    const char *choice = p ? "yes" : "no";
    printf("%s %s\n", choice, "odd\0even" + 4);
    char chars[] = {'n', 'o', ' ', 'z', 'e', 'r', 'o'};
    printf("%.7s %d\n", chars, (int)sizeof chars);
    char braces[] = {"braces"};
    printf("%s %d\n", braces, (int)sizeof braces);
    printf("%%d %%s 100%%\n");
    printf("tab\there\\n \"quoted\" 'single' ?=?\n");
    return 0;
}
