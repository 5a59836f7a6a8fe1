// ISO C11 7.22: general utilities.
#ifndef __STDLIB_H
#define __STDLIB_H

#include <features.h>
#include <alloca.h>
#include <stddef.h>

#define EXIT_SUCCESS 0
#define EXIT_FAILURE 1
#define RAND_MAX     2147483647
#define MB_CUR_MAX   (__mb_cur_max())

typedef struct {
    int quot;
    int rem;
} div_t;

typedef struct {
    long quot;
    long rem;
} ldiv_t;

typedef struct {
    long long quot;
    long long rem;
} lldiv_t;

// Each unit stands before what it defines; the first are looked into first.
#pragma library "exit.c"
int atexit(void (*__function)(void));
int on_exit(void (*__function)(int __status, void *__argument), void *__argument);
int at_quick_exit(void (*__function)(void));
_Noreturn void exit(int __status);
_Noreturn void quick_exit(int __status);
_Noreturn void _Exit(int __status);

#pragma library "malloc.c"
void *malloc(size_t __size);
void *calloc(size_t __count, size_t __size);
void *realloc(void *__memory, size_t __size);
void *aligned_alloc(size_t __alignment, size_t __size);
int posix_memalign(void **__memory, size_t __alignment, size_t __size);
void free(void *__memory);

#pragma library "signal.c"
_Noreturn void abort(void);

#pragma library "strtol.c"
long strtol(const char *restrict __text, char **restrict __end, int __base);
unsigned long strtoul(const char *restrict __text, char **restrict __end, int __base);
long long strtoll(const char *restrict __text, char **restrict __end, int __base);
unsigned long long strtoull(const char *restrict __text, char **restrict __end, int __base);
int atoi(const char *__text);
long atol(const char *__text);
long long atoll(const char *__text);

#pragma library "strtod.c"
double strtod(const char *restrict __text, char **restrict __end);
float strtof(const char *restrict __text, char **restrict __end);
long double strtold(const char *restrict __text, char **restrict __end);
double atof(const char *__text);

#pragma library "sort.c"
void qsort(void *__array, size_t __count, size_t __size,
           int (*__compare)(const void *, const void *));
void *bsearch(const void *__key, const void *__array, size_t __count, size_t __size,
              int (*__compare)(const void *, const void *));

#pragma library "arithmetic.c"
int abs(int __value);
long labs(long __value);
long long llabs(long long __value);
div_t div(int __dividend, int __divisor);
ldiv_t ldiv(long __dividend, long __divisor);
lldiv_t lldiv(long long __dividend, long long __divisor);
int rand(void);
void srand(unsigned __seed);

#pragma library "environment.c"
char *getenv(const char *__name);
int setenv(const char *__name, const char *__value, int __replaces);
int unsetenv(const char *__name);
int putenv(char *__entry);
int clearenv(void);
const char *getprogname(void);
int system(const char *__command);

#pragma library "temporary.c"
int mkstemp(char *__path);
char *mkdtemp(char *__path);
char *mktemp(char *__path);
char *realpath(const char *restrict __path, char *restrict __to);

#pragma library "random.c"
long random(void);
void srandom(unsigned __seed);
int rand_r(unsigned *__seed);
double drand48(void);
void srand48(long __seed);
long lrand48(void);

#pragma library "locale.c"
size_t __mb_cur_max(void);

#pragma library "multibyte.c"
int mblen(const char *__text, size_t __size);
int mbtowc(wchar_t *restrict __wide, const char *restrict __text, size_t __size);
int wctomb(char *__text, wchar_t __wide);
size_t mbstowcs(wchar_t *restrict __wide, const char *restrict __text, size_t __size);
size_t wcstombs(char *restrict __text, const wchar_t *restrict __wide, size_t __size);

#endif
