// wchar.h and wctype.h: UTF-8 both ways, also byte by byte and wrong; strings, numbers, classes, columns, streams.
#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include <wchar.h>
#include <wctype.h>

static void show_decoded(const char *text, size_t size) {
    mbstate_t state;
    wchar_t wide = 0;
    memset(&state, 0, sizeof state);
    errno = 0;
    size_t length = mbrtowc(&wide, text, size, &state);
    printf(" %d:%x%s", (int)length, length <= size ? (unsigned)wide : 0, errno == EILSEQ ? "!" : "");
}

static void decode(void) {
    static const char *const texts[] = {"a",        "\xc3\xa9",         "\xe2\x82\xac", "\xf0\x9f\x98\x80", "\xc3",
                                        "\xe2\x82", "\x80",             "\xc0\x80",     "\xe0\x80\x80",     "\xed\xa0\x80",
                                        "\xc3(",    "\xff",         ""};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        show_decoded(texts[i], strlen(texts[i]) + (*texts[i] == 0));
    puts("");
    mbstate_t state = {0};
    const char *euro = "\xe2\x82\xac";
    wchar_t wide = 0;
    for (int i = 0; i < 3; i++)
        printf("%d %d ", (int)mbrtowc(&wide, euro + i, 1, &state), mbsinit(&state) != 0);
    printf("%x\n", (unsigned)wide);
}

static void encode(void) {
    static const wchar_t wides[] = {0x41, 0x7f, 0x80, 0x7ff, 0x800, 0xffff, 0x10000, 0x10ffff, 0xd800, -1};
    char bytes[16];
    for (size_t i = 0; i < sizeof wides / sizeof wides[0]; i++) {
        int length = (int)wcrtomb(bytes, wides[i], NULL);
        printf("%d", length);
        for (int j = 0; j < length; j++)
            printf("%c%02x", j == 0 ? ':' : '.', (unsigned char)bytes[j]);
        putchar(' ');
    }
    printf("%d %d %d\n", wctob(L'x'), wctob(0xe9), btowc(200) == WEOF);
}

static void strings(void) {
    wchar_t text[40], *rest, *end;
    wcscpy(text, L"one, two;three");
    for (wchar_t *part = wcstok(text, L",; ", &rest); part != NULL; part = wcstok(NULL, L",; ", &rest))
        printf("[%ls]", part);
    wcsncpy(text, L"abc", 6);
    wcscat(text, L"def");
    wcsncat(text, L"ghijk", 2);
    printf(" %ls %d %d %d\n", text, (int)wcslen(text), wcscmp(text, L"abd") < 0, wcsncmp(text, L"abx", 2));
    printf("%d %d %d %d %d %d\n", (int)(wcschr(text, L'd') - text), wcsrchr(text, L'z') == NULL, (int)(wcsstr(text, L"efg") - text),
           (int)wcsspn(text, L"cba"), (int)wcscspn(text, L"xg"), wcscasecmp(L"\xc9T\xc9", L"\xe9t\xe9"));
    printf("%ld %lu %lld %g ", wcstol(L" -0x1fz", &end, 0), wcstoul(L"777", NULL, 8), wcstoll(L"-99999999999", NULL, 10), wcstod(L"2.5e3x", NULL));
    printf("%ls\n", end);
    wchar_t buffer[20];
    printf("%d ", swprintf(buffer, 20, L"%d %s %ls %c", 42, "caf\xc3\xa9", L"\x20ac", 'x'));
    printf("%ls ", buffer);
    printf("%d\n", swprintf(buffer, 3, L"%d", 12345));
    int number;
    char word[10];
    printf("%d ", swscanf(L"17 words", L"%d %9s", &number, word));
    printf("%d %s\n", number, word);
}

static void classes(void) {
    static const wint_t wides[] = {L'a', L'Z', L'5', L' ', 0xe9, 0xc9, 0x3b1, 0x416, 0x4e2d, 0x20ac, 0xa0, 0x3000, 0x300, 0x1f600, 7, 0x85, 0xdf, 0xff, 0x17f0};
    for (size_t i = 0; i < 15; i++)
        printf("%x:%d%d%d%d%d%d%d%d:%x:%x:%d ", wides[i], iswalpha(wides[i]) != 0, iswupper(wides[i]) != 0, iswlower(wides[i]) != 0, iswdigit(wides[i]) != 0,
               iswspace(wides[i]) != 0, iswpunct(wides[i]) != 0, iswprint(wides[i]) != 0, iswcntrl(wides[i]) != 0, towupper(wides[i]), towlower(wides[i]),
               wcwidth((wchar_t)wides[i]));
    printf("\n%d %x %d %d\n", iswctype(0x416, wctype("upper")) != 0, towctrans(0x416, wctrans("tolower")), wctype("nonsense"), wcswidth(L"a\x4e2d\x301z", 9));
}

static void streams(void) {
    FILE *file = tmpfile();
    wchar_t line[20];
    fputws(L"gr\xfc\xdf\x65\n", file);
    fwprintf(file, L"%d \x20ac\n", 5);
    rewind(file);
    printf("%x ", (unsigned)fgetwc(file));
    wint_t second = fgetwc(file);
    ungetwc(second, file);
    printf("%d ", fgetws(line, 20, file) == line);
    printf("%ls", line);
    printf("%ls", fgetws(line, 20, file));
    printf("%d %d\n", fgetwc(file) == WEOF, feof(file) != 0);
    fclose(file);
}

int main(void) {
    printf("%s %d\n", setlocale(LC_ALL, NULL), (int)MB_CUR_MAX);
    show_decoded("\xc3\xa9", 2);
    printf(" %d %d\n", iswalpha(0xe9) != 0, towupper(0xe9) == 0xe9);
    if (setlocale(LC_ALL, "C.UTF-8") == NULL)
        return 1;
    printf("%s %d %d\n", setlocale(LC_CTYPE, NULL), (int)MB_CUR_MAX, setlocale(LC_ALL, "no-such") == NULL);
    decode();
    encode();
    strings();
    classes();
    streams();
    struct pollfd descriptors[] = {{STDOUT_FILENO, POLLOUT, 0}, {77, POLLIN, 0}, {-1, POLLIN, 9}};
    printf("%d", poll(descriptors, 3, 0));
    printf(" %d %d %d\n", descriptors[0].revents, descriptors[1].revents, descriptors[2].revents);
    int ends[2] = {-1, -1};
    char text[10];
    int is_pipe = pipe(ends) == 0 && write(ends[1], "through", 7) == 7 && read(ends[0], text, 3) == 3;
    printf("%d %.3s %d\n", is_pipe, text, fcntl(ends[0], F_SETFL, fcntl(ends[0], F_GETFL) | O_NONBLOCK));
    printf("[%5ls|%-5ls|%.3ls|%lc]\n", L"\xe9", L"\xe9", L"\xe9\x20ac", (wint_t)0x20ac);
    wchar_t wide[100];
    int length = swprintf(wide, 100, L"[%8ls|%-6ls|%.2ls|%8s|%.2s|%3lc|%-4s|%8.2s]", L"h\xe9llo", L"\x20acx", L"\x20ac\x20ac\x20ac",
                          "h\xc3\xa9llo", "\xe2\x82\xac\xe2\x82\xac\xe2\x82\xac", (wint_t)0xe9, "\xc3\xa9", "\xe2\x82\xac\xc3\xa9z");
    printf("%d %d %ls\n", length, (int)wcslen(wide), wide);
    return 0;
}
