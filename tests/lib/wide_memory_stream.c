// wchar.h: streams of wide characters in memory.
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <wchar.h>

static void show(const wchar_t *text, size_t length) {
    printf("%d:", (int)length);
    for (size_t i = 0; i <= length; i++)
        printf(" %x", (unsigned)text[i]);
    printf("\n");
}

int main(void) {
    wchar_t *text;
    size_t length;
    setlocale(LC_ALL, "C.UTF-8");
    FILE *stream = open_wmemstream(&text, &length);
    fflush(stream);
    show(text, length);
    fputwc(L'\x20ac', stream);
    fwprintf(stream, L"%d %ls", 42, L"na\xefve");
    fflush(stream);
    show(text, length);
    for (int i = 0; i < 1000; i++)
        fputws(L"\xe9x", stream);
    fclose(stream);
    printf("%d %x %x %d\n", (int)length, (unsigned)text[9], (unsigned)text[2008], text[2009] == 0);
    free(text);
    return 0;
}
