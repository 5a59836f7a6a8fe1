// libcstar: errno. One word will do, since a program has one thread.
#include <errno.h>

int errno;
