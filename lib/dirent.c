// libcstar: entries of directories, in the order in which the host has them.
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "syscall.h"

enum { BUFFER_SIZE = 4096 };
enum { ENTRY_LENGTH = 16 }; // struct linux_dirent64: where its length is

struct __directory {
    int descriptor;
    unsigned next;
    unsigned size;
    long count;                   // of entries that have been read
    unsigned long long entry[36]; // of either type
    unsigned char buffer[BUFFER_SIZE];
};

DIR *fdopendir(int descriptor) {
    struct stat status;
    if (fstat(descriptor, &status) != 0) {
        return NULL;
    }
    if (!S_ISDIR(status.st_mode)) {
        errno = ENOTDIR;
        return NULL;
    }
    DIR *directory = calloc(1, sizeof(DIR));
    if (directory != NULL) {
        directory->descriptor = descriptor;
    }
    return directory;
}

DIR *opendir(const char *path) {
    int descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *directory = descriptor < 0 ? NULL : fdopendir(descriptor);
    if (directory == NULL && descriptor >= 0) {
        close(descriptor);
    }
    return directory;
}

const unsigned char *__directory_next(DIR *directory, void **entry) {
    if (directory->next >= directory->size) {
        int got = __syscall(__NR_getdents64, directory->descriptor, directory->buffer, BUFFER_SIZE);
        if (got < 0) {
            errno = -got;
        }
        if (got <= 0) {
            return NULL;
        }
        directory->next = 0;
        directory->size = (unsigned)got;
    }
    const unsigned char *from = directory->buffer + directory->next;
    directory->next += from[ENTRY_LENGTH] + 256u * from[ENTRY_LENGTH + 1];
    directory->count++;
    *entry = directory->entry;
    return from;
}

void rewinddir(DIR *directory) {
    lseek(directory->descriptor, 0, SEEK_SET);
    directory->next = directory->size = 0;
    directory->count = 0;
}

// The offsets of the host's file systems have 64 bits, of which a long has no room: a position is
// how many entries are before it.
long telldir(DIR *directory) {
    return directory->count;
}

void seekdir(DIR *directory, long position) {
    void *entry;
    rewinddir(directory);
    while (directory->count < position && __directory_next(directory, &entry) != NULL) {
    }
}

int closedir(DIR *directory) {
    int result = close(directory->descriptor);
    free(directory);
    return result;
}

int dirfd(DIR *directory) {
    return directory->descriptor;
}
