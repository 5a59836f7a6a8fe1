// libcstar: a pipe, both ends of which are always in the one process that there is: a file without
// a name. A read finds what has been written, and an end where another system would wait for ever.
#define _GNU_SOURCE 1
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

int pipe(int *descriptors) {
    char path[] = "/tmp/pipeXXXXXX";
    int writes = mkstemp(path);
    if (writes < 0) {
        return -1;
    }
    int reads = open(path, O_RDONLY);
    unlink(path);
    if (reads < 0) {
        close(writes);
        return -1;
    }
    descriptors[0] = reads;
    descriptors[1] = writes;
    return 0;
}

int pipe2(int *descriptors, int flags) {
    if ((flags & ~(O_CLOEXEC | O_NONBLOCK | O_DIRECT)) != 0) {
        errno = EINVAL;
        return -1;
    }
    if (pipe(descriptors) != 0) {
        return -1;
    }
    for (int i = 0; i < 2; i++) {
        fcntl(descriptors[i], F_SETFD, flags & O_CLOEXEC ? FD_CLOEXEC : 0);
        fcntl(descriptors[i], F_SETFL, flags & (O_NONBLOCK | O_DIRECT));
    }
    return 0;
}
