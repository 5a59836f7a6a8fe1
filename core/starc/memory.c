// Memory: arenas and growing arrays.
// An arena is a list of chunks; the chunks behind the current one are empty and wait for reuse, so
// that mark and release cost nothing. Bytes of a chunk from `clean` on have never been handed out
// and are still zero from calloc.

#include "starc.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CHUNK_SIZE = 256 * 1024 };

struct arena_chunk {
    struct arena_chunk *previous;
    struct arena_chunk *following;
    char *clean;
    char *end;
};

static void *check_memory(void *memory) {
    if (memory == NULL) {
        fputs("starc: error: out of memory\n", stderr);
        give_up();
    }
    return memory;
}

static void remember_clean(struct arena *arena) {
    if (arena->chunks != NULL && arena->next > arena->chunks->clean)
        arena->chunks->clean = arena->next;
}

static void enter_chunk(struct arena *arena, struct arena_chunk *chunk) {
    arena->chunks = chunk;
    arena->next = (char *)(chunk + 1);
    arena->end = chunk->end;
}

// Makes a chunk with room for size bytes the current one.
static void next_chunk(struct arena *arena, size_t size) {
    struct arena_chunk *current = arena->chunks;
    remember_clean(arena);
    if (current != NULL && current->following != NULL &&
        (size_t)(current->following->end - (char *)(current->following + 1)) >= size) {
        enter_chunk(arena, current->following);
        return;
    }
    size_t capacity = size > CHUNK_SIZE ? size : CHUNK_SIZE;
    struct arena_chunk *chunk = check_memory(calloc(1, sizeof(struct arena_chunk) + capacity));
    chunk->clean = (char *)(chunk + 1);
    chunk->end = chunk->clean + capacity;
    chunk->previous = current;
    if (current != NULL) {
        chunk->following = current->following;
        if (chunk->following != NULL)
            chunk->following->previous = chunk;
        current->following = chunk;
    }
    enter_chunk(arena, chunk);
}

void *arena_allocate(struct arena *arena, size_t size) {
    if (size > UINT32_MAX - 8)
        panic("arena_allocate: absurd size");
    size = (size + 7) / 8 * 8;
    if ((size_t)(arena->end - arena->next) < size || arena->chunks == NULL)
        next_chunk(arena, size);
    char *memory = arena->next;
    arena->next += size;
    char *clean = arena->chunks->clean;
    if (memory < clean)
        memset(memory, 0, arena->next < clean ? size : (size_t)(clean - memory));
    return memory;
}

struct arena_mark arena_mark(struct arena *arena) {
    if (arena->chunks == NULL)
        next_chunk(arena, 0);
    return (struct arena_mark){.chunk = arena->chunks, .next = arena->next};
}

void arena_release(struct arena *arena, struct arena_mark mark) {
    remember_clean(arena);
    arena->chunks = mark.chunk;
    arena->next = mark.next;
    arena->end = mark.chunk->end;
}

void arena_reset(struct arena *arena) {
    struct arena_chunk *first = arena->chunks;
    if (first == NULL)
        return;
    remember_clean(arena);
    while (first->previous != NULL)
        first = first->previous;
    struct arena_chunk *chunk = first->following;
    while (chunk != NULL) {
        struct arena_chunk *following = chunk->following;
        free(chunk);
        chunk = following;
    }
    first->following = NULL;
    enter_chunk(arena, first);
}

static struct arena permanent;

void *allocate(size_t size) {
    return arena_allocate(&permanent, size);
}

char *allocate_text(const char *text, size_t length) {
    char *copy = allocate(length + 1);
    memcpy(copy, text, length);
    return copy;
}

void *grow_array(void *array, uint32_t *capacity, uint32_t needed, uint32_t element_size) {
    uint32_t count = *capacity < 16 ? 16 : *capacity;
    if (needed > INT32_MAX / element_size)
        check_memory(NULL);
    while (count < needed)
        count += count / 2 < needed / 2 ? needed / 2 : count / 2;
    *capacity = count;
    return check_memory(realloc(array, (size_t)count * element_size));
}

void buffer_append(struct buffer *buffer, const void *bytes, uint32_t size) {
    if (size == 0)
        return;
    if (size > UINT32_MAX - buffer->size)
        check_memory(NULL);
    if (buffer->size + size > buffer->capacity)
        buffer->bytes = grow_array(buffer->bytes, &buffer->capacity, buffer->size + size, 1);
    memcpy(buffer->bytes + buffer->size, bytes, size);
    buffer->size += size;
}

void buffer_append_byte(struct buffer *buffer, int byte) {
    if (buffer->size == buffer->capacity)
        buffer->bytes = grow_array(buffer->bytes, &buffer->capacity, buffer->size + 1, 1);
    buffer->bytes[buffer->size] = (unsigned char)byte;
    buffer->size++;
}

void buffer_format(struct buffer *buffer, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (length < 0)
        panic("buffer_format: bad format");
    uint32_t needed = buffer->size + (uint32_t)length + 1;
    if (needed > buffer->capacity)
        buffer->bytes = grow_array(buffer->bytes, &buffer->capacity, needed, 1);
    va_start(arguments, format);
    vsnprintf((char *)buffer->bytes + buffer->size, (size_t)length + 1, format, arguments);
    va_end(arguments);
    buffer->size += (uint32_t)length;
}
