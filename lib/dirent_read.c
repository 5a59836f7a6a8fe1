// libcstar: entries of directories. For large files this unit is compiled once more, with other
// types and names (dirent_large.c).
#define _GNU_SOURCE 1
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

// struct linux_dirent64: inode and offset of 64 bits each, length, type, name.
enum { ENTRY_INODE, ENTRY_OFFSET = 8, ENTRY_LENGTH = 16, ENTRY_TYPE = 18, ENTRY_NAME = 19 };

static ino_t number_at(const unsigned char *bytes, size_t size) {
    ino_t number = 0;
    while (size > 0) {
        size--;
        number = number << 8 | bytes[size];
    }
    return number;
}

struct dirent *readdir(DIR *directory) {
    void *room;
    const unsigned char *from = __directory_next(directory, &room);
    if (from == NULL) {
        return NULL;
    }
    struct dirent *entry = room;
    entry->d_ino = number_at(from + ENTRY_INODE, sizeof entry->d_ino);
    entry->d_off = (off_t)number_at(from + ENTRY_OFFSET, sizeof entry->d_off);
    entry->d_reclen = (unsigned short)number_at(from + ENTRY_LENGTH, 2);
    entry->d_type = from[ENTRY_TYPE];
    strncpy(entry->d_name, (const char *)from + ENTRY_NAME, sizeof entry->d_name - 1);
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
