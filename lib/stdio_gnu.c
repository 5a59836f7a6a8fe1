// libcstar: GNU's functions for streams. One thread needs no locks: what is unlocked is the same.
#define _GNU_SOURCE 1
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <wchar.h>
#include "stream.h"

int vasprintf(char **restrict to, const char *restrict format, va_list arguments) {
    int length = vsnprintf(NULL, 0, format, arguments);
    char *text = length < 0 ? NULL : malloc((size_t)length + 1);
    if (text == NULL) {
        return -1;
    }
    *to = text;
    return vsnprintf(text, (size_t)length + 1, format, arguments);
}

int asprintf(char **restrict to, const char *restrict format, ...) {
    va_list arguments;
    va_start(arguments, format);
    int result = vasprintf(to, format, arguments);
    va_end(arguments);
    return result;
}

// ---- locks ----

void flockfile(FILE *stream) {
    (void)stream;
}

int ftrylockfile(FILE *stream) {
    (void)stream;
    return 0;
}

void funlockfile(FILE *stream) {
    (void)stream;
}

int getc_unlocked(FILE *stream) {
    return fgetc(stream);
}

int getchar_unlocked(void) {
    return fgetc(stdin);
}

int putc_unlocked(int character, FILE *stream) {
    return fputc(character, stream);
}

int putchar_unlocked(int character) {
    return fputc(character, stdout);
}

int fgetc_unlocked(FILE *stream) {
    return fgetc(stream);
}

int fputc_unlocked(int character, FILE *stream) {
    return fputc(character, stream);
}

char *fgets_unlocked(char *restrict line, int size, FILE *restrict stream) {
    return fgets(line, size, stream);
}

int fputs_unlocked(const char *restrict text, FILE *restrict stream) {
    return fputs(text, stream);
}

size_t fread_unlocked(void *restrict memory, size_t size, size_t count, FILE *restrict stream) {
    return fread(memory, size, count, stream);
}

size_t fwrite_unlocked(const void *restrict memory, size_t size, size_t count,
                       FILE *restrict stream) {
    return fwrite(memory, size, count, stream);
}

int fflush_unlocked(FILE *stream) {
    return fflush(stream);
}

int feof_unlocked(FILE *stream) {
    return feof(stream);
}

int ferror_unlocked(FILE *stream) {
    return ferror(stream);
}

void clearerr_unlocked(FILE *stream) {
    clearerr(stream);
}

int fileno_unlocked(FILE *stream) {
    return fileno(stream);
}

// ---- buffers, and whole words ----

void setbuffer(FILE *restrict stream, char *restrict buffer, size_t size) {
    setvbuf(stream, buffer, buffer == NULL ? _IONBF : _IOFBF, size);
}

void setlinebuf(FILE *stream) {
    setvbuf(stream, NULL, _IOLBF, 0);
}

int fcloseall(void) {
    int result = 0;
    for (FILE *stream = __streams, *following; stream != NULL; stream = following) {
        following = stream->following;
        result |= fclose(stream);
    }
    return fflush(NULL) != 0 || result != 0 ? EOF : 0;
}

int getw(FILE *stream) {
    int word;
    return fread(&word, sizeof word, 1, stream) == 1 ? word : EOF;
}

int putw(int word, FILE *stream) {
    return fwrite(&word, sizeof word, 1, stream) == 1 ? 0 : EOF;
}

// ---- names of temporary files ----

char *tmpnam_r(char *path) {
    return path == NULL ? NULL : tmpnam(path);
}

static int is_folder(const char *path) {
    return path != NULL && access(path, R_OK | W_OK | X_OK) == 0;
}

// In the folder of TMPDIR, if it is one; in that given; in /tmp.
char *tempnam(const char *folder, const char *prefix) {
    const char *wanted = getenv("TMPDIR");
    folder = is_folder(wanted) ? wanted : is_folder(folder) ? folder : P_tmpdir;
    size_t length = strlen(folder);
    while (length > 1 && folder[length - 1] == '/') {
        length--;
    }
    char path[PATH_MAX];
    int size = snprintf(path, sizeof path, "%.*s/%.5sXXXXXX", (int)length, folder,
                        prefix == NULL ? "file" : prefix);
    if (size < 0 || (size_t)size >= sizeof path) {
        errno = ENAMETOOLONG;
        return NULL;
    }
    return *mktemp(path) == 0 ? NULL : strdup(path);
}

// ---- streams by functions of the program ----

struct cookie {
    void *value;
    cookie_io_functions_t functions;
};

static int read_cookie(FILE *stream, void *to, unsigned size) {
    struct cookie *cookie = stream->memory;
    return cookie->functions.read == NULL ? 0 : cookie->functions.read(cookie->value, to, size);
}

static int write_cookie(FILE *stream, const void *from, unsigned size) {
    struct cookie *cookie = stream->memory;
    return cookie->functions.write == NULL ? (int)size
                                           : cookie->functions.write(cookie->value, from, size);
}

static long seek_cookie(FILE *stream, long offset, int origin) {
    struct cookie *cookie = stream->memory;
    long long position = offset;
    if (cookie->functions.seek == NULL) {
        errno = EINVAL;
        return -1;
    }
    return cookie->functions.seek(cookie->value, &position, origin) != 0 ? -1 : (long)position;
}

static int close_cookie(FILE *stream) {
    struct cookie *cookie = stream->memory;
    int result = cookie->functions.close == NULL ? 0 : cookie->functions.close(cookie->value);
    free(cookie);
    return result;
}

FILE *fopencookie(void *restrict value, const char *restrict mode,
                  cookie_io_functions_t functions) {
    static const struct __device device = {read_cookie, write_cookie, seek_cookie, close_cookie};
    struct cookie *cookie = malloc(sizeof *cookie);
    if (cookie == NULL) {
        return NULL;
    }
    *cookie = (struct cookie){value, functions};
    FILE *stream = __stream_open(mode, &device, cookie);
    if (stream == NULL) {
        free(cookie);
    }
    return stream;
}
