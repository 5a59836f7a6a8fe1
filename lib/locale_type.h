// libcstar, internal: the type of locales, for functions that take one.
#ifndef __LOCALE_TYPE_H
#define __LOCALE_TYPE_H

#include <features.h>

typedef const struct __locale *__locale_t;
#ifdef __USE_POSIX
typedef __locale_t locale_t;
#endif

#endif
