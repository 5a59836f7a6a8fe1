// libcstar: streams: buffers between the program and read and write.
// The slow paths have one order: prepare (decide on the buffer), begin to read or write, fill or
// flush.
#include <errno.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>
#include "exit.h"
#include "stream.h"

static unsigned char input_buffer[BUFSIZ];
static unsigned char output_buffer[BUFSIZ];

static FILE standard_input = {
    .descriptor = 0, .buffer = input_buffer, .capacity = BUFSIZ, .mode = -1, .readable = 1};
static FILE standard_output = {
    .descriptor = 1, .buffer = output_buffer, .capacity = BUFSIZ, .mode = -1, .writable = 1};
static FILE standard_error = {.descriptor = 2, .mode = _IONBF, .writable = 1};

FILE *stdin = &standard_input;
FILE *stdout = &standard_output;
FILE *stderr = &standard_error;
FILE *__streams;

static int flush_all(void) {
    int result = __stream_flush(&standard_output);
    if (__stream_flush(&standard_input) != 0 || __stream_flush(&standard_error) != 0) {
        result = EOF;
    }
    for (FILE *stream = __streams; stream != NULL; stream = stream->following) {
        if (__stream_flush(stream) != 0) {
            result = EOF;
        }
    }
    return result;
}

static void flush_at_exit(void) {
    flush_all();
}

// Before the first use: terminals are line buffered for output.
static void prepare(FILE *stream) {
    if (stream->mode == -1) {
        int saved = errno;
        stream->terminal = isatty(stream->descriptor);
        errno = saved;
        stream->mode = stream->terminal ? _IOLBF : _IOFBF;
    }
    if (stream->capacity == 0) {
        stream->buffer = stream->single;
        stream->capacity = 1;
    }
}

void __stream_forget(FILE *stream) {
    if (stream->state == STREAM_READING && stream->left != 0) {
        int saved = errno;
        __stream_seek(stream, -(long)stream->left, SEEK_CUR);
        errno = saved;
    }
    stream->left = 0;
    stream->state = STREAM_IDLE;
}

long __stream_seek(FILE *stream, long offset, int origin) {
    return stream->device == NULL ? lseek(stream->descriptor, offset, origin)
                                  : stream->device->seek(stream, offset, origin);
}

static int write_some(FILE *stream, const unsigned char *from, size_t size) {
    return stream->device == NULL ? write(stream->descriptor, from, size)
                                  : stream->device->write(stream, from, size);
}

int __stream_flush(FILE *stream) {
    if (stream->state != STREAM_WRITING) {
        return 0;
    }
    unsigned char *from = stream->buffer;
    unsigned size = (unsigned)(stream->next - from);
    stream->next = stream->buffer;
    stream->room = stream->mode == _IOFBF ? stream->capacity : 0;
    while (size != 0) {
        int written = write_some(stream, from, size);
        if (written <= 0) {
            stream->error = 1;
            return EOF;
        }
        from += written;
        size -= (unsigned)written;
    }
    return 0;
}

int fflush(FILE *stream) {
    if (stream == NULL) {
        return flush_all();
    }
    if (stream->state == STREAM_READING) {
        __stream_forget(stream);
        return 0;
    }
    return __stream_flush(stream);
}

// ---- output ----

// Not inline: few of the writes begin, and it would cost all of them registers.
__attribute__((noinline)) static int begin_writing(FILE *stream) {
    if (!stream->writable) {
        errno = EBADF;
        stream->error = 1;
        return 0;
    }
    prepare(stream);
    __stream_forget(stream);
    stream->state = STREAM_WRITING;
    stream->next = stream->buffer;
    stream->room = stream->mode == _IOFBF ? stream->capacity : 0;
    __exit_flush = flush_at_exit;
    return 1;
}

static size_t write_directly(FILE *stream, const unsigned char *from, size_t size) {
    size_t done = 0;
    while (done != size) {
        int written = write_some(stream, from + done, size - done);
        if (written <= 0) {
            stream->error = 1;
            return done;
        }
        done += (size_t)written;
    }
    return done;
}

size_t __stream_write(FILE *stream, const void *memory, size_t size) {
    if (size < stream->room) {
        memcpy(stream->next, memory, size);
        stream->next += size;
        stream->room -= size;
        return size;
    }
    if (size == 0 || (stream->state != STREAM_WRITING && !begin_writing(stream))) {
        return 0;
    }
    if (stream->mode == _IONBF) {
        return write_directly(stream, memory, size);
    }
    if (stream->capacity - (unsigned)(stream->next - stream->buffer) < size) {
        if (__stream_flush(stream) != 0) {
            return 0;
        }
        if (size >= stream->capacity) {
            return write_directly(stream, memory, size);
        }
    }
    memcpy(stream->next, memory, size);
    stream->next += size;
    if (stream->mode == _IOFBF) {
        stream->room = stream->capacity - (unsigned)(stream->next - stream->buffer);
    } else if (memchr(memory, '\n', size) != NULL && __stream_flush(stream) != 0) {
        return 0;
    }
    return size;
}

size_t fwrite(const void *restrict memory, size_t size, size_t count, FILE *restrict stream) {
    size_t total = size * count;
    if (total == 0) {
        return 0;
    }
    size_t done = __stream_write(stream, memory, total);
    return done == total ? count : done / size;
}

int fputc(int character, FILE *stream) {
    if (stream->room > 1) {
        *stream->next = (unsigned char)character;
        stream->next++;
        stream->room--;
        return (int)((unsigned)character % 256);
    }
    unsigned char byte = (unsigned char)character;
    return __stream_write(stream, &byte, 1) == 1 ? (int)((unsigned)character % 256) : EOF;
}

int putc(int character, FILE *stream) {
    return fputc(character, stream);
}

int putchar(int character) {
    return fputc(character, stdout);
}

int fputs(const char *restrict text, FILE *restrict stream) {
    size_t size = strlen(text);
    return __stream_write(stream, text, size) == size ? 0 : EOF;
}

int puts(const char *text) {
    return fputs(text, stdout) == EOF || fputc('\n', stdout) == EOF ? EOF : 0;
}

// ---- input ----

static int begin_reading(FILE *stream) {
    if (!stream->readable) {
        errno = EBADF;
        stream->error = 1;
        return 0;
    }
    if (__stream_flush(stream) != 0) {
        return 0;
    }
    prepare(stream);
    stream->room = 0;
    stream->left = 0;
    stream->next = stream->buffer;
    stream->state = STREAM_READING;
    return 1;
}

// What was printed shows before the program waits for somebody to type.
static int read_some(FILE *stream, unsigned char *memory, size_t size) {
    if (stream->terminal || stream->mode != _IOFBF) {
        __stream_flush(&standard_output);
    }
    int got = stream->device == NULL ? read(stream->descriptor, memory, size)
                                     : stream->device->read(stream, memory, size);
    if (got < 0) {
        stream->error = 1;
        return 0;
    }
    if (got == 0) {
        stream->end_of_file = 1;
    }
    return got;
}

// Makes `left` > 0, unless the file ends or fails.
static int fill(FILE *stream) {
    if (stream->state != STREAM_READING && !begin_reading(stream)) {
        return 0;
    }
    if (stream->end_of_file) {
        return 0;
    }
    stream->next = stream->buffer;
    stream->left = (unsigned)read_some(stream, stream->buffer, stream->capacity);
    return stream->left != 0;
}

size_t fread(void *restrict memory, size_t size, size_t count, FILE *restrict stream) {
    unsigned char *to = memory;
    size_t total = size * count;
    size_t wanted = total;
    while (wanted != 0) {
        if (stream->left == 0) {
            if (stream->state == STREAM_READING && wanted >= stream->capacity &&
                !stream->end_of_file) {
                size_t got = (size_t)read_some(stream, to, wanted);
                if (got == 0) {
                    return (total - wanted) / size;
                }
                to += got;
                wanted -= got;
                continue;
            }
            if (!fill(stream)) {
                return (total - wanted) / size;
            }
        }
        size_t part = stream->left < wanted ? stream->left : wanted;
        memcpy(to, stream->next, part);
        to += part;
        wanted -= part;
        stream->next += part;
        stream->left -= part;
    }
    return total == 0 ? 0 : count;
}

int fgetc(FILE *stream) {
    if (stream->left == 0 && !fill(stream)) {
        return EOF;
    }
    stream->left--;
    return *stream->next++;
}

int getc(FILE *stream) {
    return fgetc(stream);
}

int getchar(void) {
    return fgetc(stdin);
}

// There is always room for one byte: before what was read, or at the end of an empty buffer.
int ungetc(int character, FILE *stream) {
    if (character == EOF || (stream->state != STREAM_READING && !begin_reading(stream))) {
        return EOF;
    }
    if (stream->left == 0) {
        stream->next = stream->buffer + stream->capacity;
    }
    if (stream->next == stream->buffer) {
        return EOF;
    }
    stream->next--;
    *stream->next = (unsigned char)character;
    stream->left++;
    stream->end_of_file = 0;
    return (int)((unsigned)character % 256);
}

char *fgets(char *restrict line, int size, FILE *restrict stream) {
    char *to = line;
    if (size <= 0) {
        return NULL;
    }
    unsigned wanted = (unsigned)size - 1;
    int failed = stream->error;
    stream->error = 0;
    while (wanted != 0) {
        if (stream->left == 0 && !fill(stream)) {
            break;
        }
        unsigned part = stream->left < wanted ? stream->left : wanted;
        unsigned char *newline = memchr(stream->next, '\n', part);
        if (newline != NULL) {
            part = (unsigned)(newline + 1 - stream->next);
        }
        memcpy(to, stream->next, part);
        to += part;
        wanted -= part;
        stream->next += part;
        stream->left -= part;
        if (newline != NULL) {
            break;
        }
    }
    int broken = stream->error;
    stream->error = failed || broken;
    if (broken || (to == line && size > 1)) {
        return NULL;
    }
    *to = 0;
    return line;
}

// ---- state ----

int feof(FILE *stream) {
    return stream->end_of_file;
}

int ferror(FILE *stream) {
    return stream->error;
}

void clearerr(FILE *stream) {
    stream->end_of_file = 0;
    stream->error = 0;
}

int fileno(FILE *stream) {
    return stream->descriptor;
}

// A size without a buffer is a hint, which is not taken.
int setvbuf(FILE *restrict stream, char *restrict buffer, int mode, size_t size) {
    if (mode < _IOFBF || mode > _IONBF) {
        return -1;
    }
    if (stream->state != STREAM_IDLE) {
        __stream_flush(stream);
        __stream_forget(stream);
    }
    if (mode == _IONBF) {
        stream->capacity = 0;
    } else if (buffer != NULL && size != 0) {
        stream->buffer = (unsigned char *)buffer;
        stream->capacity = size;
    }
    stream->room = 0;
    stream->mode = mode;
    return 0;
}

void setbuf(FILE *restrict stream, char *restrict buffer) {
    setvbuf(stream, buffer, buffer == NULL ? _IONBF : _IOFBF, BUFSIZ);
}
