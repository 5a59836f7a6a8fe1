// libcstar: a pipe, both ends of which are always in the one process that there is: a file without
// a name. A read finds what has been written, and an end where another system would wait for ever.
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
