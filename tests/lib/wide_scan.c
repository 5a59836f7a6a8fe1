// wchar.h: formatted input of wide characters; and of bytes as wide characters, and into memory
// that is allocated.
#define _GNU_SOURCE
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

static void show(const char *what, int result) {
    printf("%s: %d", what, result);
}

static void bytes(const char *text) {
    for (; *text != 0; text++)
        printf("%02x", (unsigned char)*text);
    printf(" ");
}

static void wides(const wchar_t *text) {
    for (; *text != 0; text++)
        printf("%x,", (unsigned)*text);
    printf(" ");
}

int main(void) {
    wchar_t wide[40], other[40];
    char text[40], *made = NULL;
    int number = 0, at = 0;
    long long large = 0;
    double value = 0;
    setlocale(LC_ALL, "C.UTF-8");
    show("numbers",
         swscanf(L" 12 0x1f -077 99999999999", L"%d %i %n%*i %lld", &number, &number, &at, &large));
    printf(" %d %d %lld\n", number, at, large);
    show("floating", swscanf(L"1.5e3x", L"%lf%lc", &value, wide));
    printf(" %g %x\n", value, (unsigned)wide[0]);
    show("words", swscanf(L"\x20ac\xe9 na\xefve", L"%ls %s", wide, text));
    wides(wide), bytes(text), printf("\n");
    show("set", swscanf(L"abc\xe9\x20ac!rest", L"%l[a-z\xe9\x20ac]%[^\xe9]", wide, text));
    wides(wide), bytes(text), printf("\n");
    show("set", swscanf(L"]-x", L"%[]-]%l[^]]", text, wide));
    bytes(text), wides(wide), printf("\n");
    show("characters", swscanf(L"\x20acxyz", L"%c%2lc%1s", text, wide, text + 10));
    printf("%02x%02x%02x %x %x %c\n", (unsigned char)text[0], (unsigned char)text[1],
           (unsigned char)text[2], (unsigned)wide[0], (unsigned)wide[1], text[10]);
    show("literal", swscanf(L"a\xe9 7", L"a\xe9%d", &number));
    printf(" %d\n", number);
    show("mismatch", swscanf(L"x", L"%d", &number)), printf("\n");
    show("end", swscanf(L"", L"%d", &number)), printf("\n");
    show("percent", swscanf(L"50%", L"%d%%%n", &number, &at)), printf(" %d %d\n", number, at);
    show("wide from bytes", sscanf("\xe2\x82\xac"
                                   "a\xc3\xa9 \xc3\xa9z",
                                   "%ls %lc%lc", wide, other, other + 1));
    wides(wide), printf("%x %x\n", (unsigned)other[0], (unsigned)other[1]);
    show("two", sscanf("\xc3\xa9\xc3\xa8z", "%2lc%c", wide, text)),
        printf(" %x %x %c\n", (unsigned)wide[0], (unsigned)wide[1], text[0]);
    show("bad", sscanf("\xc3(", "%ls", wide)), printf("\n");
    show("set of bytes", sscanf("aXbY", "%[a-zA-X]%s", text, text + 20)),
        printf(" %s %s\n", text, text + 20);
    show("allocated",
         sscanf("  a-word-that-is-longer-than-thirty-two-bytes, next", "%m[^,]", &made));
    printf(" %s %d\n", made, (int)strlen(made)), free(made);
    show("allocated", sscanf("one two", "%ms %*ms", &made)), printf(" %s\n", made), free(made);
    wchar_t *wide_made = NULL;
    show("allocated", swscanf(L"\xe9\xe8 x", L"%mls", &wide_made)), wides(wide_made), printf("\n"),
        free(wide_made);
    show("S and C", sscanf("ab\xc3\xa9 c", "%S %C", wide, other)), wides(wide),
        printf("%x\n", (unsigned)other[0]);
    FILE *stream = fopen("wide_scan.txt", "w");
    fprintf(stream, "\xe2\x82\xac 42 na\xc3\xafve\nend");
    stream = freopen("wide_scan.txt", "r", stream);
    remove("wide_scan.txt");
    show("stream", fwscanf(stream, L"%lc %d %ls", other, &number, wide)),
        printf(" %x %d ", (unsigned)other[0], number), wides(wide), printf("\n");
    show("stream", fwscanf(stream, L"%s", text)), printf(" %s\n", text);
    show("stream", fwscanf(stream, L"%s", text)), printf("\n");
    fclose(stream);
    return 0;
}
