// Wide, UTF-16 and UTF-32 string literals as arrays.
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

static wchar_t wide[] = L"wide\x1234";
static const wchar_t *pointer = L"pointer" L" joined" " mixed";
static wchar_t fixed[4] = L"ab";
static uint16_t utf16[] = u"a\u20ac\U0001F600";
static uint32_t utf32[] = U"a\u20ac\U0001F600";

int main(void) {
    for (unsigned i = 0; i < sizeof wide / sizeof *wide; i++)
        printf("%lx ", (long)wide[i]);
    printf("\n");
    int n = 0;
    for (const wchar_t *p = pointer; *p; p++, n++)
        printf("%c", (char)*p);
    printf(" %d\n", n);
    printf("%ld %ld %ld %ld %d\n", (long)fixed[0], (long)fixed[1], (long)fixed[2], (long)fixed[3], (int)sizeof fixed);
    for (unsigned i = 0; i < sizeof utf16 / 2; i++)
        printf("%x ", utf16[i]);
    for (unsigned i = 0; i < sizeof utf32 / 4; i++)
        printf("%x ", (unsigned)utf32[i]);
    printf("%d %d %d\n", (int)sizeof L"abc", (int)sizeof u"abc", (int)sizeof U"abc");
    printf("%d %ld\n", (int)sizeof(wchar_t), (long)L"index"[2]);
    return 0;
}
