// A library to be preloaded: before call number SWAP_AT of openat it replaces inside/flip and inside/last by links that lead
// out, and moves inside/deep/a out; so every moment of a walk is tried.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int openat(int directory, const char *path, int flags, ...) {
    static int (*real)(int, const char *, int, ...);
    static int left = -1;
    if (real == NULL) {
        real = (int (*)(int, const char *, int, ...))dlsym(RTLD_NEXT, "openat");
        left = atoi(getenv("SWAP_AT"));
    }
    if (--left == 0 && (rename("inside/flip", "away") != 0 || symlink("../outside", "inside/flip") != 0 ||
                        rename("inside/last", "last") != 0 || symlink("../outside/secret", "inside/last") != 0 ||
                        rename("inside/deep/a", "outside/a") != 0))
        _exit(99);
    va_list arguments;
    va_start(arguments, flags);
    int mode = va_arg(arguments, int);
    va_end(arguments);
    return real(directory, path, flags, mode);
}
