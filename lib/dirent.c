// libcstar: entries of directories, in the order in which the host has them.
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "syscall.h"

// struct linux_dirent64: inode and offset of 64 bits each, length, type, name.
enum { ENTRY_INODE, ENTRY_OFFSET = 8, ENTRY_LENGTH = 16, ENTRY_TYPE = 18, ENTRY_NAME = 19 };
enum { BUFFER_SIZE = 4096 };

struct __directory {
    int descriptor;
    unsigned next;
    unsigned size;
    long count; // of entries that have been read
    struct dirent entry;
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

static unsigned number_at(const unsigned char *bytes, int size) {
    unsigned number = 0;
    while (size > 0) {
        size--;
        number = number << 8 | bytes[size];
    }
    return number;
}

struct dirent *readdir(DIR *directory) {
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
    struct dirent *entry = &directory->entry;
    entry->d_ino = number_at(from + ENTRY_INODE, 4);
    entry->d_off = (off_t)number_at(from + ENTRY_OFFSET, 4);
    entry->d_reclen = (unsigned short)number_at(from + ENTRY_LENGTH, 2);
    entry->d_type = from[ENTRY_TYPE];
    strncpy(entry->d_name, (const char *)from + ENTRY_NAME, sizeof entry->d_name - 1);
    directory->next += entry->d_reclen;
    directory->count++;
    return entry;
}

int readdir_r(DIR *restrict directory, struct dirent *restrict entry,
              struct dirent **restrict result) {
    int before = errno;
    errno = 0;
    const struct dirent *next = readdir(directory);
    int error = errno;
    errno = before;
    *result = NULL;
    if (next != NULL) {
        *entry = *next;
        *result = entry;
    }
    return error;
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
    rewinddir(directory);
    while (directory->count < position && readdir(directory) != NULL) {
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

int alphasort(const struct dirent **entry, const struct dirent **other) {
    return strcmp((*entry)->d_name, (*other)->d_name);
}

int versionsort(const struct dirent **entry, const struct dirent **other) {
    return strverscmp((*entry)->d_name, (*other)->d_name);
}

static void release(struct dirent **entries, int count) {
    while (count > 0) {
        free(entries[--count]);
    }
    free(entries);
}

// A copy of an entry behind the others; 0: there is no memory for it.
static int append(struct dirent ***entries, int *count, const struct dirent *entry) {
    struct dirent **more = realloc(*entries, ((size_t)*count + 1) * sizeof *more);
    struct dirent *copy = malloc(sizeof *copy);
    if (more != NULL) {
        *entries = more;
    }
    if (more == NULL || copy == NULL) {
        free(copy);
        return 0;
    }
    *copy = *entry;
    more[(*count)++] = copy;
    return 1;
}

int scandir(const char *path, struct dirent ***entries, int (*keep)(const struct dirent *),
            int (*compare)(const struct dirent **, const struct dirent **)) {
    DIR *directory = opendir(path);
    struct dirent **found = NULL, *entry;
    int count = 0, before = errno;
    if (directory == NULL) {
        return -1;
    }
    for (errno = 0; (entry = readdir(directory)) != NULL; errno = 0) {
        if ((keep == NULL || keep(entry)) && !append(&found, &count, entry)) {
            errno = ENOMEM;
            break;
        }
    }
    int error = errno;
    closedir(directory);
    errno = error;
    if (error != 0) {
        release(found, count);
        return -1;
    }
    errno = before;
    if (compare != NULL && count > 0) {
        qsort(found, (size_t)count, sizeof *found, (int (*)(const void *, const void *))compare);
    }
    *entries = found;
    return count;
}
