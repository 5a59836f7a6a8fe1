// libcstar: what a stream holds, for those who look inside.
#include <stdio_ext.h>
#include "stream.h"

size_t __fbufsize(FILE *stream) {
    return stream->capacity;
}

size_t __fpending(FILE *stream) {
    return stream->state == STREAM_WRITING ? (size_t)(stream->next - stream->buffer) : 0;
}

int __flbf(FILE *stream) {
    return stream->mode == _IOLBF;
}

int __freadable(FILE *stream) {
    return stream->readable;
}

int __fwritable(FILE *stream) {
    return stream->writable;
}

int __freading(FILE *stream) {
    return stream->state == STREAM_READING || !stream->writable;
}

int __fwriting(FILE *stream) {
    return stream->state == STREAM_WRITING || !stream->readable;
}

int __fsetlocking(FILE *stream, int how) {
    (void)stream, (void)how;
    return FSETLOCKING_BYCALLER;
}

void __fpurge(FILE *stream) {
    stream->state = STREAM_IDLE;
    stream->left = 0;
    stream->room = 0;
}

void _flushlbf(void) {
    fflush(NULL);
}

size_t __freadahead(FILE *stream) {
    return stream->state == STREAM_READING ? stream->left : 0;
}

const char *__freadptr(FILE *stream, size_t *size) {
    *size = __freadahead(stream);
    return *size != 0 ? (const char *)stream->next : NULL;
}

void __freadptrinc(FILE *stream, size_t size) {
    stream->next += size;
    stream->left -= (unsigned)size;
}

void __fseterr(FILE *stream) {
    stream->error = 1;
}
