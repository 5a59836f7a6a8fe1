// libcstar: the size of files, in blocks of 512 bytes; and how many can be open.
#include <errno.h>
#include <limits.h>
#include <sys/resource.h>
#include <ulimit.h>
#include <unistd.h>

enum { OPEN_FILES = 4 }; // of GNU

long ulimit(int command, ...) {
    struct rlimit limit;
    switch (command) {
    case UL_GETFSIZE:
        if (getrlimit(RLIMIT_FSIZE, &limit) != 0) {
            return -1;
        }
        return limit.rlim_cur == RLIM_INFINITY ? LONG_MAX : (long)(limit.rlim_cur / 512);
    case UL_SETFSIZE: errno = EPERM; return -1;
    case OPEN_FILES: return sysconf(_SC_OPEN_MAX);
    default: errno = EINVAL; return -1;
    }
}
