// GNU, and as musl has it: what a stream holds.
#ifndef __STDIO_EXT_H
#define __STDIO_EXT_H

#include <stdio.h>

#define FSETLOCKING_QUERY    0
#define FSETLOCKING_INTERNAL 1
#define FSETLOCKING_BYCALLER 2

#pragma library "stdio_ext.c"
size_t __fbufsize(FILE *__stream);
size_t __fpending(FILE *__stream);
int __flbf(FILE *__stream);
int __freadable(FILE *__stream);
int __fwritable(FILE *__stream);
int __freading(FILE *__stream);
int __fwriting(FILE *__stream);
int __fsetlocking(FILE *__stream, int __how);
void __fpurge(FILE *__stream);
void _flushlbf(void);
size_t __freadahead(FILE *__stream);
const char *__freadptr(FILE *__stream, size_t *__size);
void __freadptrinc(FILE *__stream, size_t __size);
void __fseterr(FILE *__stream);

#endif
