// libcstar, internal: floating numbers read from characters that come one by one.
#ifndef __STRTOD_H
#define __STRTOD_H

#include "soft.h"

struct floating_reader {
    int (*take)(void *from); // the next character, or EOF
    void *from;
    int width;     // the most that are taken
    int character; // the last one taken, which is not part of the number unless it is cut
    int count;     // characters before it that could begin a number,
    int valid;     // and how many of these are one
    int is_cut;    // by the width: all taken characters are counted
    enum { FLOATING_DECIMAL, FLOATING_HEXADECIMAL, FLOATING_INFINITE, FLOATING_NAN } kind;
    int is_negative;
    int written_exponent;
    struct decimal decimal;
    struct binary binary;
};

// In strtod.c, which the compiler adds to programs with floating numbers.
#ifdef __starc__
__attribute__((weak))
#define HAS_READER (__read_floating != NULL)
#else
#define HAS_READER 1
#endif
void __read_floating(struct floating_reader *__reader);
#ifdef __starc__
__attribute__((weak))
#endif
void __store_floating(struct floating_reader *__reader, void *__target, int __is_single);

#endif
