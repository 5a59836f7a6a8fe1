// libcstar: pairs of terminals, which are not served.
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>

static int refuse(int error) {
    errno = error;
    return -1;
}

static int no_pair(int descriptor) {
    return fcntl(descriptor, F_GETFD) < 0 ? -1 : refuse(EINVAL);
}

int posix_openpt(int flags) {
    (void)flags;
    return refuse(ENOSYS);
}

int grantpt(int descriptor) {
    return no_pair(descriptor);
}

int unlockpt(int descriptor) {
    return no_pair(descriptor);
}

char *ptsname(int descriptor) {
    if (no_pair(descriptor) < 0 && errno == EINVAL) {
        errno = ENOTTY;
    }
    return NULL;
}
