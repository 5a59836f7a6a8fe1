// ISO C11 7.21: input and output (wchar.h: of wide characters).
#ifndef __STDIO_H
#define __STDIO_H

#include <stdarg.h>
#include <stddef.h>
#include "posix_types.h"

typedef struct __file FILE;
#ifdef __USE_FILE_OFFSET64
typedef long long fpos_t;
#else
typedef long fpos_t;
#endif

#define EOF          (-1)
#define BUFSIZ       8192
#define FOPEN_MAX    16
#define FILENAME_MAX 4096
#define L_ctermid    9
#define L_cuserid    9
#define L_tmpnam     32
#define TMP_MAX      1000000
#define P_tmpdir     "/tmp"

#define _IOFBF 0
#define _IOLBF 1
#define _IONBF 2

#define SEEK_SET 0
#define SEEK_CUR 1
#define SEEK_END 2

#pragma library "stream.c"
extern FILE *stdin;
extern FILE *stdout;
extern FILE *stderr;

#define stdin  stdin
#define stdout stdout
#define stderr stderr

int fflush(FILE *__stream);
size_t fread(void *restrict __memory, size_t __size, size_t __count, FILE *restrict __stream);
size_t fwrite(const void *restrict __memory, size_t __size, size_t __count,
              FILE *restrict __stream);
int fgetc(FILE *__stream);
int fputc(int __character, FILE *__stream);
int ungetc(int __character, FILE *__stream);
int fputs(const char *restrict __text, FILE *restrict __stream);
int puts(const char *__text);
int putchar(int __character);
int getchar(void);
int getc(FILE *__stream);
int putc(int __character, FILE *__stream);
char *fgets(char *restrict __line, int __size, FILE *restrict __stream);
int feof(FILE *__stream);
int ferror(FILE *__stream);
void clearerr(FILE *__stream);
#ifdef __USE_POSIX
int fileno(FILE *__stream);
#endif
int setvbuf(FILE *restrict __stream, char *restrict __buffer, int __mode, size_t __size);
void setbuf(FILE *restrict __stream, char *restrict __buffer);

#pragma library "printf.c"
int printf(const char *restrict __format, ...);
int fprintf(FILE *restrict __stream, const char *restrict __format, ...);
#ifdef __USE_POSIX
int dprintf(int __descriptor, const char *restrict __format, ...);
#endif
int sprintf(char *restrict __text, const char *restrict __format, ...);
int snprintf(char *restrict __text, size_t __size, const char *restrict __format, ...);
int vprintf(const char *restrict __format, va_list __arguments);
#ifdef __USE_POSIX
int vdprintf(int __descriptor, const char *restrict __format, va_list __arguments);
#endif
int vfprintf(FILE *restrict __stream, const char *restrict __format, va_list __arguments);
int vsprintf(char *restrict __text, const char *restrict __format, va_list __arguments);
int vsnprintf(char *restrict __text, size_t __size, const char *restrict __format,
              va_list __arguments);

#pragma library "file.c"
FILE *fopen(const char *restrict __path, const char *restrict __mode) __LARGE(fopen);
#ifdef __USE_POSIX
FILE *fdopen(int __descriptor, const char *__mode);
#endif
FILE *freopen(const char *restrict __path, const char *restrict __mode, FILE *restrict __stream)
    __LARGE(freopen);
int fclose(FILE *__stream);
int fseek(FILE *__stream, long __offset, int __origin);
long ftell(FILE *__stream);
void rewind(FILE *__stream);
int fgetpos(FILE *restrict __stream, fpos_t *restrict __position) __LARGE(fgetpos);
int fsetpos(FILE *__stream, const fpos_t *__position) __LARGE(fsetpos);
#ifdef __USE_POSIX
int fseeko(FILE *__stream, off_t __offset, int __origin) __LARGE(fseeko);
off_t ftello(FILE *__stream) __LARGE(ftello);
#endif
int remove(const char *__path);
int rename(const char *__old, const char *__new);

FILE *tmpfile(void) __LARGE(tmpfile);
char *tmpnam(char *__path);
void perror(const char *__text);
#ifdef __USE_POSIX
ssize_t getdelim(char **restrict __line, size_t *restrict __size, int __delimiter,
                 FILE *restrict __stream);
ssize_t getline(char **restrict __line, size_t *restrict __size, FILE *restrict __stream);
#endif

#pragma library "memory_stream.c"
#ifdef __USE_POSIX
FILE *open_memstream(char **__to, size_t *__size);
FILE *fmemopen(void *restrict __memory, size_t __size, const char *restrict __mode);
#endif

#pragma library "process.c"
#ifdef __USE_POSIX
FILE *popen(const char *__command, const char *__mode);
int pclose(FILE *__stream);
#endif

#pragma library "scanf.c"
int scanf(const char *restrict __format, ...);
int fscanf(FILE *restrict __stream, const char *restrict __format, ...);
int sscanf(const char *restrict __text, const char *restrict __format, ...);
int vscanf(const char *restrict __format, va_list __arguments);
int vfscanf(FILE *restrict __stream, const char *restrict __format, va_list __arguments);
int vsscanf(const char *restrict __text, const char *restrict __format, va_list __arguments);

#pragma library "at.c"
#ifdef __USE_POSIX
int renameat(int __from_directory, const char *__from, int __to_directory, const char *__to);
#endif

#ifdef __USE_POSIX
#pragma library "stdio_gnu.c"
void flockfile(FILE *__stream);
int ftrylockfile(FILE *__stream);
void funlockfile(FILE *__stream);
int getc_unlocked(FILE *__stream);
int getchar_unlocked(void);
int putc_unlocked(int __character, FILE *__stream);
int putchar_unlocked(int __character);
#endif

#if defined __USE_MISC || defined __USE_XOPEN
#pragma library "stdio_gnu.c"
char *tempnam(const char *__folder, const char *__prefix);
int getw(FILE *__stream);
int putw(int __word, FILE *__stream);
#endif

#ifdef __USE_MISC
int fgetc_unlocked(FILE *__stream);
int fputc_unlocked(int __character, FILE *__stream);
size_t fread_unlocked(void *restrict __memory, size_t __size, size_t __count,
                      FILE *restrict __stream);
size_t fwrite_unlocked(const void *restrict __memory, size_t __size, size_t __count,
                       FILE *restrict __stream);
int fflush_unlocked(FILE *__stream);
int feof_unlocked(FILE *__stream);
int ferror_unlocked(FILE *__stream);
void clearerr_unlocked(FILE *__stream);
int fileno_unlocked(FILE *__stream);
void setbuffer(FILE *restrict __stream, char *restrict __buffer, size_t __size);
void setlinebuf(FILE *__stream);
char *tmpnam_r(char *__path);
#endif

#ifdef __USE_GNU
typedef ssize_t cookie_read_function_t(void *__cookie, char *__to, size_t __size);
typedef ssize_t cookie_write_function_t(void *__cookie, const char *__from, size_t __size);
typedef int cookie_seek_function_t(void *__cookie, long long *__position, int __origin);
typedef int cookie_close_function_t(void *__cookie);
typedef struct {
    cookie_read_function_t *read;
    cookie_write_function_t *write;
    cookie_seek_function_t *seek;
    cookie_close_function_t *close;
} cookie_io_functions_t;

int asprintf(char **restrict __to, const char *restrict __format, ...);
int vasprintf(char **restrict __to, const char *restrict __format, va_list __arguments);
char *fgets_unlocked(char *restrict __line, int __size, FILE *restrict __stream);
int fputs_unlocked(const char *restrict __text, FILE *restrict __stream);
int fcloseall(void);
FILE *fopencookie(void *restrict __cookie, const char *restrict __mode,
                  cookie_io_functions_t __functions);
#endif

#ifdef __USE_LARGEFILE64
typedef long long fpos64_t;

#pragma library "file.c"
FILE *fopen64(const char *restrict __path, const char *restrict __mode);
FILE *freopen64(const char *restrict __path, const char *restrict __mode, FILE *restrict __stream);
int fseeko64(FILE *__stream, off64_t __offset, int __origin);
off64_t ftello64(FILE *__stream);
int fgetpos64(FILE *restrict __stream, fpos64_t *restrict __position);
int fsetpos64(FILE *__stream, const fpos64_t *__position);
FILE *tmpfile64(void);
#endif

#endif
