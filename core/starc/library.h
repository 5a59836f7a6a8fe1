// libcstar as text: every header and source of lib/, so that starc needs no files of its own.
// build/library.c, which defines it, is written by host/embed.c.

#ifndef LIBRARY_H
#define LIBRARY_H

#include <stdint.h>

struct library_file {
    const char *name; // "stdio.h", "printf.c"
    const char *text; // NUL behind it
    uint32_t size;
};
extern const struct library_file library_files[];
extern const uint32_t library_count;

#endif
