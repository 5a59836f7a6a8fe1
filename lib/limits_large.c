// libcstar: limits of 64 bits.
#define _GNU_SOURCE 1
#include <errno.h>
#include <sys/resource.h>
#include "syscall.h"

int prlimit64(pid_t process, int limit, const struct rlimit64 *new, struct rlimit64 *old) {
    int result = __syscall(__NR_prlimit64, process, limit, new, old);
    if (result >= 0) {
        return result;
    }
    errno = -result;
    return -1;
}

int getrlimit64(int limit, struct rlimit64 *to) {
    return prlimit64(0, limit, NULL, to);
}

int setrlimit64(int limit, const struct rlimit64 *from) {
    return prlimit64(0, limit, from, NULL);
}
