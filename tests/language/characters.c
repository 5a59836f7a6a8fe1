// Character constants: escapes, octal, hexadecimal, multi-character, wide.
#include <stddef.h>
#include <stdio.h>

int main(void) {
    char escapes[] = {'\a', '\b', '\f', '\n', '\r', '\t', '\v', '\\', '\'', '\"', '\?', '"', '?'};
    for (unsigned i = 0; i < sizeof escapes; i++)
        printf("%d ", escapes[i]);
    printf("\n%d %d %d %d %d\n", '\0', '\7', '\12', '\101', '\377');
    printf("%d %d %d %d\n", '\x0', '\x41', '\x7f', '\xff');
    printf("%d %d\n", (unsigned char)'\xff', '\200' < 0);
    printf("%d %d %d\n", 'ab', 'abcd', 'a\n');
    printf("%d %d %d %d\n", (int)L'a', (int)L'\xff', (int)L'\x1234', (int)sizeof L'a');
    printf("%d %d\n", (int)sizeof 'a', (int)sizeof(char));
    printf("%u %u\n", (unsigned)u'a', (unsigned)U'\U0001F600');
    printf("%d\n", (int)L'\u00e9');
    wchar_t w = L'z';
    printf("%d\n", (int)(w - L'a'));
    char c = 'a';
    c = c - 'a' + 'A';
    printf("%c%c%c%c\n", c, 'x', '\x79', '\172');
    int digits = 0, letters = 0, others = 0;
    for (const char *p = "a1!b2@c3#"; *p; p++) {
        if (*p >= '0' && *p <= '9')
            digits++;
        else if (*p >= 'a' && *p <= 'z')
            letters++;
        else
            others++;
    }
    printf("%d %d %d\n", digits, letters, others);
    return 0;
}
