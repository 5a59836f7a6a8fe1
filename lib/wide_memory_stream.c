// libcstar: streams of wide characters in memory. What is written is multibyte text, of which the
// wide characters are kept.
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <wchar.h>
#include "stream.h"

struct memory {
    wchar_t *text;
    size_t length; // without the NUL, as the capacity
    size_t capacity;
    size_t position;
    wchar_t **to; // told by each flush
    size_t *length_to;
    mbstate_t state; // of a character of which more bytes follow
};

static int put(struct memory *memory, wchar_t wide) {
    if (memory->position >= memory->capacity) {
        size_t capacity = 2 * memory->position + 64;
        wchar_t *text = realloc(memory->text, (capacity + 1) * sizeof *text);
        if (text == NULL) {
            return 0;
        }
        wmemset(text + memory->length, 0, capacity + 1 - memory->length);
        memory->text = text;
        memory->capacity = capacity;
    }
    memory->text[memory->position++] = wide;
    if (memory->position > memory->length) {
        memory->length = memory->position;
    }
    return 1;
}

static int write_wide(FILE *stream, const void *from, unsigned size) {
    struct memory *memory = stream->memory;
    const char *bytes = from;
    for (unsigned done = 0; done < size; done++) {
        wchar_t wide;
        size_t length = mbrtowc(&wide, bytes + done, 1, &memory->state);
        if (length == (size_t)-1 || (length != (size_t)-2 && !put(memory, wide))) {
            return -1;
        }
    }
    *memory->to = memory->text;
    *memory->length_to = memory->position;
    return (int)size;
}

static long seek_wide(FILE *stream, long offset, int origin) {
    struct memory *memory = stream->memory;
    long base = origin == SEEK_SET   ? 0
                : origin == SEEK_CUR ? (long)memory->position
                                     : (long)memory->length;
    if (base + offset < 0) {
        errno = EINVAL;
        return -1;
    }
    memory->position = (size_t)(base + offset);
    memory->state = (mbstate_t){0, 0, 0};
    return base + offset;
}

static int close_wide(FILE *stream) {
    free(stream->memory);
    return 0;
}

static const struct __device device = {NULL, write_wide, seek_wide, close_wide};

FILE *open_wmemstream(wchar_t **to, size_t *length) {
    struct memory *memory = calloc(1, sizeof *memory);
    wchar_t *text = calloc(1, sizeof *text);
    FILE *stream = memory != NULL && text != NULL ? __stream_open("w", &device, memory) : NULL;
    if (stream == NULL) {
        free(memory);
        free(text);
        return NULL;
    }
    memory->text = *to = text;
    *length = 0;
    memory->to = to;
    memory->length_to = length;
    return stream;
}
