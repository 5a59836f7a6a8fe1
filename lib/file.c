// libcstar: opening, closing and positioning of streams, and files by name.
#define _GNU_SOURCE 1
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "stream.h"
#include "syscall.h"

// Sets what `mode` ("r", "w", "a" with "+", "b", "x", "e") says; the flags of open, or -1.
static int parse_mode(FILE *stream, const char *mode) {
    int flags;
    int update = strchr(mode, '+') != NULL;
    switch (*mode) {
    case 'r': flags = 0; break;
    case 'w': flags = O_CREAT + O_TRUNC; break;
    case 'a': flags = O_CREAT + O_APPEND; break;
    default: errno = EINVAL; return -1;
    }
    stream->readable = update || *mode == 'r';
    stream->writable = update || *mode != 'r';
    if (update) {
        flags += O_RDWR;
    } else if (stream->writable) {
        flags += O_WRONLY;
    }
    if (strchr(mode, 'x') != NULL) {
        flags += O_EXCL;
    }
    if (strchr(mode, 'e') != NULL) {
        flags += O_CLOEXEC;
    }
    return flags;
}

static void clear_state(FILE *stream) {
    stream->state = STREAM_IDLE;
    stream->left = 0;
    stream->room = 0;
    stream->error = 0;
    stream->end_of_file = 0;
}

// Structure and buffer are one block of the heap.
static FILE *new_stream(void) {
    FILE *stream = malloc(sizeof(FILE) + BUFSIZ);
    if (stream == NULL) {
        return NULL;
    }
    clear_state(stream);
    stream->buffer = (unsigned char *)(stream + 1);
    stream->capacity = BUFSIZ;
    stream->mode = -1;
    stream->terminal = 0;
    stream->allocated = 1;
    stream->device = NULL;
    return stream;
}

static FILE *enter(FILE *stream, int descriptor) {
    stream->descriptor = descriptor;
    stream->following = __streams;
    __streams = stream;
    return stream;
}

static FILE *open_file(const char *path, const char *mode, int more_flags) {
    FILE *stream = new_stream();
    if (stream == NULL) {
        return NULL;
    }
    int flags = parse_mode(stream, mode);
    int descriptor = flags < 0 ? -1 : open(path, flags + more_flags, 0666);
    if (descriptor < 0) {
        free(stream);
        return NULL;
    }
    return enter(stream, descriptor);
}

FILE *fopen(const char *restrict path, const char *restrict mode) {
    return open_file(path, mode, 0);
}

FILE *fopen64(const char *restrict path, const char *restrict mode) {
    return open_file(path, mode, O_LARGEFILE);
}

FILE *fdopen(int descriptor, const char *mode) {
    FILE *stream = new_stream();
    if (stream == NULL) {
        return NULL;
    }
    if (parse_mode(stream, mode) < 0) {
        free(stream);
        return NULL;
    }
    return enter(stream, descriptor);
}

FILE *__stream_open(const char *mode, const struct __device *device, void *memory) {
    FILE *stream = fdopen(-1, mode);
    if (stream != NULL) {
        stream->device = device;
        stream->memory = memory;
        stream->mode = _IOFBF;
    }
    return stream;
}

static void leave(FILE *stream) {
    FILE **link = &__streams;
    while (*link != NULL && *link != stream) {
        link = &(*link)->following;
    }
    if (*link == stream) {
        *link = stream->following;
    }
    if (stream->allocated) {
        free(stream);
    }
}

int fclose(FILE *stream) {
    int result = __stream_flush(stream);
    int saved = errno;
    __stream_forget(stream);
    clear_state(stream);
    if ((stream->device == NULL ? close(stream->descriptor) : stream->device->close(stream)) < 0) {
        result = EOF;
    } else if (result != 0) {
        errno = saved;
    }
    stream->readable = 0;
    stream->writable = 0;
    leave(stream);
    return result;
}

// Without a path only the mode would change, which no system call does.
static FILE *reopen(const char *path, const char *mode, FILE *stream, int more_flags) {
    __stream_flush(stream);
    __stream_forget(stream);
    clear_state(stream);
    int wanted = stream->descriptor;
    close(wanted);
    if (path == NULL) {
        errno = EBADF;
        leave(stream);
        return NULL;
    }
    int flags = parse_mode(stream, mode);
    int descriptor = flags < 0 ? -1 : open(path, flags + more_flags, 0666);
    if (descriptor < 0) {
        stream->readable = 0;
        stream->writable = 0;
        leave(stream);
        return NULL;
    }
    // The lowest free descriptor is the one just closed, unless a lower one was closed before.
    stream->descriptor = descriptor;
    if (stream != stderr) {
        stream->mode = -1;
    }
    return stream;
}

FILE *freopen(const char *restrict path, const char *restrict mode, FILE *restrict stream) {
    return reopen(path, mode, stream, 0);
}

FILE *freopen64(const char *restrict path, const char *restrict mode, FILE *restrict stream) {
    return reopen(path, mode, stream, O_LARGEFILE);
}

// ---- position ----

// The buffer is empty at a new position.
static void forget_buffer(FILE *stream) {
    stream->left = 0;
    stream->room = 0;
    stream->state = STREAM_IDLE;
    stream->end_of_file = 0;
}

int fseek(FILE *stream, long offset, int origin) {
    if (__stream_flush(stream) != 0) {
        return -1;
    }
    if (origin == SEEK_CUR) {
        offset -= (long)stream->left;
    }
    if (__stream_seek(stream, offset, origin) < 0) {
        return -1;
    }
    forget_buffer(stream);
    return 0;
}

long ftell(FILE *stream) {
    if (stream->state == STREAM_WRITING && __stream_flush(stream) != 0) {
        return -1;
    }
    long position = __stream_seek(stream, 0, SEEK_CUR);
    return position < 0 ? -1 : position - (long)stream->left;
}

void rewind(FILE *stream) {
    fseek(stream, 0, SEEK_SET);
    stream->error = 0;
}

int fgetpos(FILE *restrict stream, fpos_t *restrict position) {
    *position = ftell(stream);
    return *position < 0 ? -1 : 0;
}

int fsetpos(FILE *stream, const fpos_t *position) {
    return fseek(stream, *position, SEEK_SET);
}

int fseeko(FILE *stream, off_t offset, int origin) {
    return fseek(stream, offset, origin);
}

off_t ftello(FILE *stream) {
    return ftell(stream);
}

// ---- position in a large file; those of devices are not ----

int fseeko64(FILE *stream, off64_t offset, int origin) {
    if (stream->device != NULL) {
        if (offset == (long)offset) {
            return fseek(stream, (long)offset, origin);
        }
        errno = EINVAL;
        return -1;
    }
    if (__stream_flush(stream) != 0) {
        return -1;
    }
    if (lseek64(stream->descriptor, origin == SEEK_CUR ? offset - stream->left : offset, origin) <
        0) {
        return -1;
    }
    forget_buffer(stream);
    return 0;
}

off64_t ftello64(FILE *stream) {
    if (stream->device != NULL) {
        return ftell(stream);
    }
    if (stream->state == STREAM_WRITING && __stream_flush(stream) != 0) {
        return -1;
    }
    off64_t position = lseek64(stream->descriptor, 0, SEEK_CUR);
    return position < 0 ? -1 : position - stream->left;
}

int fgetpos64(FILE *restrict stream, fpos64_t *restrict position) {
    *position = ftello64(stream);
    return *position < 0 ? -1 : 0;
}

int fsetpos64(FILE *stream, const fpos64_t *position) {
    return fseeko64(stream, *position, SEEK_SET);
}

// ---- files by name ----

int remove(const char *path) {
    if (unlink(path) == 0) {
        return 0;
    }
    return errno == EISDIR || errno == EPERM ? rmdir(path) : -1;
}

int rename(const char *old, const char *new) {
    int result = __syscall(__NR_rename, old, new);
    if (result < 0) {
        errno = -result;
        return -1;
    }
    return 0;
}

// Names are numbered, so that they repeat from run to run.
char *tmpnam(char *path) {
    static char name[L_tmpnam];
    static unsigned number;
    if (path == NULL) {
        path = name;
    }
    for (int tries = 0; tries < TMP_MAX; tries++) {
        sprintf(path, "/tmp/cstar-%d-%u", getpid(), number);
        number++;
        if (access(path, F_OK) != 0) {
            return path;
        }
    }
    return NULL;
}

FILE *tmpfile(void) {
    char name[L_tmpnam];
    FILE *stream;
    do {
        if (tmpnam(name) == NULL) {
            return NULL;
        }
        stream = fopen(name, "w+x");
    } while (stream == NULL && errno == EEXIST);
    if (stream != NULL) {
        unlink(name);
    }
    return stream;
}

FILE *tmpfile64(void) {
    return tmpfile();
}

void perror(const char *text) {
    const char *error = strerror(errno);
    if (text != NULL && *text != 0) {
        fprintf(stderr, "%s: %s\n", text, error);
    } else {
        fprintf(stderr, "%s\n", error);
    }
}

// ---- lines of any length ----

ssize_t getdelim(char **restrict line, size_t *restrict size, int delimiter,
                 FILE *restrict stream) {
    size_t used = 0;
    if (*line == NULL) {
        *size = 0;
    }
    for (;;) {
        int character = fgetc(stream);
        if (character == EOF && (used == 0 || ferror(stream))) {
            return -1;
        }
        if (used + 2 > *size) {
            size_t more = *size < 64 ? 128 : *size * 2;
            char *longer = realloc(*line, more);
            if (longer == NULL) {
                return -1;
            }
            *line = longer;
            *size = more;
        }
        if (character == EOF) {
            break;
        }
        (*line)[used] = (char)character;
        used++;
        if (character == delimiter) {
            break;
        }
    }
    (*line)[used] = 0;
    return (ssize_t)used;
}

ssize_t getline(char **restrict line, size_t *restrict size, FILE *restrict stream) {
    return getdelim(line, size, '\n', stream);
}
