// POSIX: the parts of paths. Both may change the text.
#ifndef __LIBGEN_H
#define __LIBGEN_H

#pragma library "libgen.c"
char *__xpg_basename(char *__path);
#define basename __xpg_basename
char *dirname(char *__path);

#endif
