// libcstar: wide characters from and to streams, which hold multibyte ones.
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <wchar.h>

wint_t fgetwc(FILE *stream) {
    mbstate_t state = {0, 0, 0};
    for (;;) {
        wchar_t wide;
        int byte = fgetc(stream);
        char text = (char)byte;
        if (byte == EOF) {
            if (!mbsinit(&state)) {
                errno = EILSEQ;
            }
            return WEOF;
        }
        size_t length = mbrtowc(&wide, &text, 1, &state);
        if (length == (size_t)-1) {
            return WEOF;
        }
        if (length != (size_t)-2) {
            return (wint_t)wide;
        }
    }
}

wint_t getwc(FILE *stream) {
    return fgetwc(stream);
}

wint_t getwchar(void) {
    return fgetwc(stdin);
}

wint_t ungetwc(wint_t wide, FILE *stream) {
    char text[MB_LEN_MAX];
    size_t length = wide == WEOF ? (size_t)-1 : wcrtomb(text, (wchar_t)wide, NULL);
    if (length == (size_t)-1) {
        return WEOF;
    }
    while (length > 0) {
        if (ungetc((unsigned char)text[--length], stream) == EOF) {
            return WEOF;
        }
    }
    return wide;
}

wint_t fputwc(wchar_t wide, FILE *stream) {
    char text[MB_LEN_MAX];
    size_t length = wcrtomb(text, wide, NULL);
    if (length == (size_t)-1 || fwrite(text, 1, length, stream) != length) {
        return WEOF;
    }
    return (wint_t)wide;
}

wint_t putwc(wchar_t wide, FILE *stream) {
    return fputwc(wide, stream);
}

wint_t putwchar(wchar_t wide) {
    return fputwc(wide, stdout);
}

wchar_t *fgetws(wchar_t *restrict line, int count, FILE *restrict stream) {
    int length = 0;
    while (length + 1 < count) {
        wint_t wide = fgetwc(stream);
        if (wide == WEOF) {
            if (length == 0 || ferror(stream)) {
                return NULL;
            }
            break;
        }
        line[length++] = (wchar_t)wide;
        if (wide == L'\n') {
            break;
        }
    }
    line[length] = 0;
    return line;
}

int fputws(const wchar_t *restrict text, FILE *restrict stream) {
    for (; *text != 0; text++) {
        if (fputwc(*text, stream) == WEOF) {
            return -1;
        }
    }
    return 0;
}

// A stream has no orientation here: both kinds of functions may be used on it.
int fwide(FILE *stream, int mode) {
    (void)stream;
    return mode;
}
