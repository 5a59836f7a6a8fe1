// POSIX: the parts of paths. Both may change the text.
#ifndef __LIBGEN_H
#define __LIBGEN_H

#pragma library "libgen.c"
char *basename(char *__path);
char *dirname(char *__path);

#endif
