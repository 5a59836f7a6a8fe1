// libcstar: wide characters of streams. One thread needs no locks: what is unlocked is the same.
#define _GNU_SOURCE 1
#include <stdio.h>
#include <wchar.h>

wint_t getwc_unlocked(FILE *stream) {
    return fgetwc(stream);
}

wint_t getwchar_unlocked(void) {
    return fgetwc(stdin);
}

wint_t fgetwc_unlocked(FILE *stream) {
    return fgetwc(stream);
}

wint_t fputwc_unlocked(wchar_t wide, FILE *stream) {
    return fputwc(wide, stream);
}

wint_t putwc_unlocked(wchar_t wide, FILE *stream) {
    return fputwc(wide, stream);
}

wint_t putwchar_unlocked(wchar_t wide) {
    return fputwc(wide, stdout);
}

wchar_t *fgetws_unlocked(wchar_t *restrict line, int count, FILE *restrict stream) {
    return fgetws(line, count, stream);
}

int fputws_unlocked(const wchar_t *restrict text, FILE *restrict stream) {
    return fputws(text, stream);
}
