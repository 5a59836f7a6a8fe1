// libcstar, internal: where formatted input comes from.
#ifndef SCAN_H
#define SCAN_H

#include <stdarg.h>
#include <stdio.h>

struct source;

// How characters are taken: bytes, or wide ones.
struct scan_kind {
    int is_wide;
    int (*take)(struct source *source); // EOF at the end
    void (*give_back)(struct source *source, int character);
    int (*is_space)(int character);
    size_t (*put)(char *text, wchar_t wide); // of wide ones, as bytes: how many, or -1
};

struct source {
    const struct scan_kind *kind;
    const void *format;
    FILE *stream;
    const void *text; // if there is no stream
    unsigned count;   // characters consumed
};

#pragma library "scanf.c"
int __scan(struct source *source, va_list *arguments);

#endif
