// ISO C11 7.22: general utilities.
#ifndef __STDLIB_H
#define __STDLIB_H

#include <features.h>
#include <alloca.h>
#include <stddef.h>
#include "locale_type.h"

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
#ifdef __USE_MISC
int on_exit(void (*__function)(int __status, void *__argument), void *__argument);
#endif
int at_quick_exit(void (*__function)(void));
_Noreturn void exit(int __status);
_Noreturn void quick_exit(int __status);
_Noreturn void _Exit(int __status);

#pragma library "malloc.c"
void *malloc(size_t __size);
void *calloc(size_t __count, size_t __size);
void *realloc(void *__memory, size_t __size);
void *aligned_alloc(size_t __alignment, size_t __size);
#ifdef __USE_POSIX
int posix_memalign(void **__memory, size_t __alignment, size_t __size);
#endif
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
#ifdef __USE_POSIX
int setenv(const char *__name, const char *__value, int __replaces);
int unsetenv(const char *__name);
int putenv(char *__entry);
int clearenv(void);
const char *getprogname(void);
#endif
int system(const char *__command);

#pragma library "temporary.c"
#ifdef __USE_POSIX
int mkstemp(char *__path) __LARGE(mkstemp);
char *mkdtemp(char *__path);
char *mktemp(char *__path);
char *realpath(const char *restrict __path, char *restrict __to);
#endif

#pragma library "random.c"
#ifdef __USE_POSIX
long random(void);
void srandom(unsigned __seed);
int rand_r(unsigned *__seed);
char *initstate(unsigned __seed, char *__memory, size_t __size);
char *setstate(char *__memory);
double drand48(void);
double erand48(unsigned short __words[3]);
long lrand48(void);
long nrand48(unsigned short __words[3]);
long mrand48(void);
long jrand48(unsigned short __words[3]);
void srand48(long __seed);
unsigned short *seed48(unsigned short __words[3]);
void lcong48(unsigned short __parameters[7]);
#endif

#ifdef __USE_MISC
struct random_data {
    int *fptr;
    int *rptr;
    int *state;
    int rand_type;
    int rand_deg;
    int rand_sep;
    int *end_ptr;
};

struct drand48_data {
    unsigned short __x[3];
    unsigned short __old_x[3];
    unsigned short __c;
    unsigned short __init;
    unsigned long long __a;
};

int random_r(struct random_data *restrict __data, int *restrict __result);
int srandom_r(unsigned __seed, struct random_data *__data);
int initstate_r(unsigned __seed, char *restrict __memory, size_t __size,
                struct random_data *restrict __data);
int setstate_r(char *restrict __memory, struct random_data *restrict __data);
int drand48_r(struct drand48_data *restrict __data, double *restrict __result);
int erand48_r(unsigned short __words[3], struct drand48_data *restrict __data,
              double *restrict __result);
int lrand48_r(struct drand48_data *restrict __data, long *restrict __result);
int nrand48_r(unsigned short __words[3], struct drand48_data *restrict __data,
              long *restrict __result);
int mrand48_r(struct drand48_data *restrict __data, long *restrict __result);
int jrand48_r(unsigned short __words[3], struct drand48_data *restrict __data,
              long *restrict __result);
int srand48_r(long __seed, struct drand48_data *__data);
int seed48_r(unsigned short __words[3], struct drand48_data *__data);
int lcong48_r(unsigned short __parameters[7], struct drand48_data *__data);
#endif

#pragma library "locale.c"
size_t __mb_cur_max(void);

#pragma library "multibyte.c"
int mblen(const char *__text, size_t __size);
int mbtowc(wchar_t *restrict __wide, const char *restrict __text, size_t __size);
int wctomb(char *__text, wchar_t __wide);
size_t mbstowcs(wchar_t *restrict __wide, const char *restrict __text, size_t __size);
size_t wcstombs(char *restrict __text, const wchar_t *restrict __wide, size_t __size);

#ifdef __USE_POSIX
#pragma library "stdlib_gnu.c"
long a64l(const char *__text);
char *l64a(long __number);
int getsubopt(char **restrict __rest, char *const *restrict __names, char **restrict __value);
#endif

#ifdef __USE_MISC
#pragma library "stdlib_gnu.c"
void *reallocarray(void *__memory, size_t __count, size_t __size);
int rpmatch(const char *__answer);

#pragma library "convert.c"
char *ecvt(double __value, int __count, int *restrict __point, int *restrict __is_negative);
char *fcvt(double __value, int __count, int *restrict __point, int *restrict __is_negative);
char *gcvt(double __value, int __count, char *__text);
int ecvt_r(double __value, int __count, int *restrict __point, int *restrict __is_negative,
           char *restrict __text, size_t __size);
int fcvt_r(double __value, int __count, int *restrict __point, int *restrict __is_negative,
           char *restrict __text, size_t __size);

#pragma library "malloc.c"
void *valloc(size_t __size);

#pragma library "temporary.c"
int mkstemps(char *__path, int __suffix) __LARGE(mkstemps);
#endif

#ifdef __USE_GNU
#pragma library "temporary.c"
int mkostemp(char *__path, int __flags) __LARGE(mkostemp);
int mkostemps(char *__path, int __suffix, int __flags) __LARGE(mkostemps);

#pragma library "stdlib_gnu.c"
char *secure_getenv(const char *__name);
char *canonicalize_file_name(const char *__path);

#pragma library "sort.c"
void qsort_r(void *__array, size_t __count, size_t __size,
             int (*__compare)(const void *, const void *, void *), void *__argument);

#pragma library "convert.c"
int strfromd(char *restrict __text, size_t __size, const char *restrict __format, double __value);
int strfromf(char *restrict __text, size_t __size, const char *restrict __format, float __value);
int strfroml(char *restrict __text, size_t __size, const char *restrict __format,
             long double __value);
#endif

#ifdef __USE_GNU
#pragma library "text_locale.c"
long strtol_l(const char *restrict __text, char **restrict __end, int __base, __locale_t __locale);
unsigned long strtoul_l(const char *restrict __text, char **restrict __end, int __base,
                        __locale_t __locale);
long long strtoll_l(const char *restrict __text, char **restrict __end, int __base,
                    __locale_t __locale);
unsigned long long strtoull_l(const char *restrict __text, char **restrict __end, int __base,
                              __locale_t __locale);
#endif

#ifdef __USE_GNU
#pragma library "floating_locale.c"
float strtof_l(const char *restrict __text, char **restrict __end, __locale_t __locale);
double strtod_l(const char *restrict __text, char **restrict __end, __locale_t __locale);
long double strtold_l(const char *restrict __text, char **restrict __end, __locale_t __locale);
#endif

#ifdef __USE_LARGEFILE64
#pragma library "temporary.c"
int mkstemp64(char *__path);
int mkostemp64(char *__path, int __flags);
int mkstemps64(char *__path, int __suffix);
int mkostemps64(char *__path, int __suffix, int __flags);
#endif

#ifdef __USE_POSIX
#pragma library "terminals.c"
int posix_openpt(int __flags);
int grantpt(int __descriptor);
int unlockpt(int __descriptor);
char *ptsname(int __descriptor);
#endif

#endif
