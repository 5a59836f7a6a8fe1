// libcstar: streams in memory.
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include "stream.h"

struct memory {
    char *bytes;
    size_t size;     // what has been written, or is there
    size_t capacity; // open_memstream: without the NUL
    size_t position;
    char **to; // open_memstream: told by each flush
    size_t *size_to;
    int is_owned; // fmemopen: allocated here
    int appends;
};

static int read_memory(FILE *stream, void *to, unsigned size) {
    struct memory *memory = stream->memory;
    size_t rest = memory->position < memory->size ? memory->size - memory->position : 0;
    if (size > rest) {
        size = (unsigned)rest;
    }
    memcpy(to, memory->bytes + memory->position, size);
    memory->position += size;
    return (int)size;
}

static int write_memory(FILE *stream, const void *from, unsigned size) {
    struct memory *memory = stream->memory;
    if (memory->appends) {
        memory->position = memory->size;
    }
    size_t end = memory->position + size;
    if (end > memory->capacity && memory->to != NULL) {
        size_t capacity = end < 2 * memory->capacity ? 2 * memory->capacity : end + 64;
        char *bytes = realloc(memory->bytes, capacity + 1);
        if (bytes == NULL) {
            return -1;
        }
        memset(bytes + memory->capacity, 0, capacity + 1 - memory->capacity);
        memory->bytes = bytes;
        memory->capacity = capacity;
    } else if (memory->to == NULL) {
        // The NUL behind the text has to fit.
        int has_nul = size != 0 && ((const char *)from)[size - 1] == 0;
        size_t room = memory->capacity != 0 && !has_nul ? memory->capacity - 1 : memory->capacity;
        if (memory->position >= room) {
            errno = ENOSPC;
            return -1;
        }
        end = end < room ? end : room;
    }
    size = (unsigned)(end - memory->position);
    memcpy(memory->bytes + memory->position, from, size);
    memory->position = end;
    if (end > memory->size) {
        memory->size = end;
        if (memory->to != NULL || end < memory->capacity) {
            memory->bytes[end] = 0;
        }
    }
    if (memory->to != NULL) {
        *memory->to = memory->bytes;
        *memory->size_to = memory->position;
    }
    return (int)size;
}

static long seek_memory(FILE *stream, long offset, int origin) {
    struct memory *memory = stream->memory;
    long base = origin == SEEK_SET   ? 0
                : origin == SEEK_CUR ? (long)memory->position
                                     : (long)memory->size;
    if (base + offset < 0 || (memory->to == NULL && (size_t)(base + offset) > memory->capacity)) {
        errno = EINVAL;
        return -1;
    }
    memory->position = (size_t)(base + offset);
    return base + offset;
}

static int close_memory(FILE *stream) {
    struct memory *memory = stream->memory;
    if (memory->is_owned) {
        free(memory->bytes);
    }
    free(memory);
    return 0;
}

static const struct __device device = {read_memory, write_memory, seek_memory, close_memory};

static FILE *open_memory(const char *mode, struct memory *memory) {
    FILE *stream = __stream_open(mode, &device, memory);
    if (stream == NULL) {
        if (memory->is_owned || memory->to != NULL) {
            free(memory->bytes);
        }
        free(memory);
    }
    return stream;
}

FILE *open_memstream(char **to, size_t *size) {
    struct memory *memory = calloc(1, sizeof *memory);
    char *bytes = malloc(1);
    if (memory == NULL || bytes == NULL) {
        free(memory);
        free(bytes);
        return NULL;
    }
    *bytes = 0;
    *to = memory->bytes = bytes;
    *size = 0;
    memory->to = to;
    memory->size_to = size;
    return open_memory("w", memory);
}

FILE *fmemopen(void *restrict bytes, size_t size, const char *restrict mode) {
    struct memory *memory = calloc(1, sizeof *memory);
    if (memory == NULL) {
        return NULL;
    }
    memory->is_owned = bytes == NULL;
    memory->bytes = bytes == NULL ? calloc(1, size + 1) : bytes;
    memory->capacity = size;
    memory->appends = *mode == 'a';
    if (memory->bytes == NULL) {
        free(memory);
        return NULL;
    }
    if (*mode == 'w' && size != 0) {
        memory->bytes[0] = 0;
    }
    memory->size = *mode == 'r' ? size : *mode == 'a' ? strnlen(memory->bytes, size) : 0;
    memory->position = memory->appends ? memory->size : 0;
    return open_memory(mode, memory);
}
