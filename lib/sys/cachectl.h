// Linux/MIPS: what was stored is going to be executed.
#ifndef SYS_CACHECTL_H
#define SYS_CACHECTL_H

#define ICACHE 1
#define DCACHE 2
#define BCACHE 3

#pragma library "unistd.c"
int cacheflush(void *address, int size, int caches);
// What gcc calls for the trampoline of a nested function.
int _flush_cache(char *address, int size, int caches);

#endif
