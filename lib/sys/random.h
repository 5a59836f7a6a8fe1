// Linux: random numbers.
#ifndef __SYS_RANDOM_H
#define __SYS_RANDOM_H

#include <sys/types.h>

#define GRND_NONBLOCK 1
#define GRND_RANDOM   2
#define GRND_INSECURE 4

#pragma library "names.c"
ssize_t getrandom(void *__bytes, size_t __size, unsigned __flags);
int getentropy(void *__bytes, size_t __size);

#endif
