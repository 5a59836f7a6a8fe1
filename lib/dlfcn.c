// libcstar: shared libraries: there are none.
#include <dlfcn.h>
#include <stddef.h>

void *dlopen(const char *path, int mode) {
    (void)path, (void)mode;
    return NULL;
}

void *dlsym(void *restrict library, const char *restrict name) {
    (void)library, (void)name;
    return NULL;
}

int dlclose(void *library) {
    (void)library;
    return -1;
}

char *dlerror(void) {
    return "there are no shared libraries";
}
