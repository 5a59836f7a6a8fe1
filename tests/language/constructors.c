// Constructors run before main by priority, destructors at exit the other way round, behind atexit's.
#include <stdio.h>
#include <stdlib.h>

static int ready;
__attribute__((destructor)) static void last(void) { puts("destructor 1"); }
__attribute__((constructor)) static void init(void) { ready += 1; puts("constructor 1"); }
static void late(void) __attribute__((constructor(500), destructor(500)));
static void __attribute__((__constructor__(200))) early(void) { puts("constructor 200"); }
static void late(void) { printf("500 %d\n", ready); }
__attribute__((destructor(200))) void fini(void) { puts("destructor 200"); }
__attribute__((destructor)) static void last_but_one(void) { puts("destructor 2"); }
__attribute__((constructor)) void arguments(int argc, char **argv, char **environment) {
    printf("%d %d %d\n", argc, argv[0] != NULL, environment == argv + argc + 1 && getenv("no such") == NULL);
    ready += argc;
}
static void handler(void) { puts("atexit"); }

int main(void) {
    atexit(handler);
    printf("main %d\n", ready);
    return 0;
}
