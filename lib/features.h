// Which names headers show besides those of ISO C, as the macros of the program ask (glibc's
// feature_test_macros(7), by its names): GNU's with _GNU_SOURCE, BSD's and the like (__USE_MISC) by
// default, but not with -std=c11 and its like.
#ifndef __FEATURES_H
#define __FEATURES_H

#include <sys/cdefs.h>

#ifdef _GNU_SOURCE
#define __USE_GNU 1
#endif

#if defined _DEFAULT_SOURCE || defined _BSD_SOURCE || defined _SVID_SOURCE || defined _GNU_SOURCE
#define __USE_MISC 1
#elif !defined __STRICT_ANSI__ && !defined _POSIX_SOURCE && !defined _POSIX_C_SOURCE &&            \
    !defined _XOPEN_SOURCE
#define __USE_MISC 1
#endif

#if defined _XOPEN_SOURCE || defined _GNU_SOURCE
#define __USE_XOPEN 1
#endif

#if defined __USE_MISC || defined __USE_XOPEN || defined _POSIX_SOURCE ||                          \
    defined _POSIX_C_SOURCE || !defined __STRICT_ANSI__
#define __USE_POSIX 1
#endif

#if defined _LARGEFILE64_SOURCE || defined _GNU_SOURCE
#define __USE_LARGEFILE64 1
#endif

#if defined _FILE_OFFSET_BITS && _FILE_OFFSET_BITS == 64
#define __USE_FILE_OFFSET64 1
#endif

// A function that for large files is another one: lseek64 for lseek.
#ifdef __USE_FILE_OFFSET64
#define __LARGE(name)     __asm__(#name "64")
#define __LARGE_AS(other) __asm__(#other)
#else
#define __LARGE(name)
#define __LARGE_AS(other)
#endif

#endif
