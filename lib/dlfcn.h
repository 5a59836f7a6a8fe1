// POSIX: shared libraries. There are none.
#ifndef __DLFCN_H
#define __DLFCN_H

#define RTLD_LAZY    1
#define RTLD_NOW     2
#define RTLD_GLOBAL  4
#define RTLD_LOCAL   0
#define RTLD_DEFAULT ((void *)0)

#pragma library "dlfcn.c"
void *dlopen(const char *__path, int __mode);
void *dlsym(void *restrict __library, const char *restrict __name);
int dlclose(void *__library);
char *dlerror(void);

#endif
