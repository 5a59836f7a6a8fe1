// BSD: messages of errors.
#ifndef __ERR_H
#define __ERR_H

#include <stdarg.h>

#pragma library "err.c"
_Noreturn void err(int __status, const char *__format, ...);
_Noreturn void errx(int __status, const char *__format, ...);
void warn(const char *__format, ...);
void warnx(const char *__format, ...);
_Noreturn void verr(int __status, const char *__format, va_list __arguments);
_Noreturn void verrx(int __status, const char *__format, va_list __arguments);
void vwarn(const char *__format, va_list __arguments);
void vwarnx(const char *__format, va_list __arguments);

#endif
