// Memory: arenas and growing arrays.
// An arena is a list of chunks; the chunks behind the current one are empty and wait for reuse.
// Bytes that are not handed out are zero: what is given back is cleared, all at once, so that
// nothing is left to do for who allocates. Chunks of the usual size go from arena to arena and
// never back to the system.

#include "starc.h"

#include "../environment.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CHUNK_SIZE = 256 * 1024 };

struct arena_chunk {
    struct arena_chunk *previous;
    struct arena_chunk *following;
    char *used; // up to here; of the current chunk the arena knows better
    char *end;
};

static struct arena_chunk *spare; // of the usual size, by following

static void *check_memory(void *memory) {
    if (memory == NULL) {
        fputs("starc: error: out of memory\n", stderr);
        give_up();
    }
    return memory;
}

static char *start_of(struct arena_chunk *chunk) {
    return (char *)(chunk + 1);
}

static struct arena_chunk *chunk_new(size_t size) {
    struct arena_chunk *chunk = spare;
    if (size > CHUNK_SIZE) {
        chunk = check_memory(calloc(1, sizeof *chunk + size));
    } else if (chunk != NULL) {
        spare = chunk->following;
        return chunk;
    } else {
        size = CHUNK_SIZE;
        chunk = check_memory(environment_memory(sizeof *chunk + CHUNK_SIZE));
    }
    chunk->end = start_of(chunk) + size;
    return chunk;
}

static void chunk_free(struct arena_chunk *chunk) {
    if (chunk->end - start_of(chunk) > CHUNK_SIZE) {
        free(chunk);
        return;
    }
    chunk->following = spare;
    spare = chunk;
}

static void enter_chunk(struct arena *arena, struct arena_chunk *chunk, char *next) {
    arena->chunks = chunk;
    arena->next = next;
    arena->end = chunk->end;
}

// Makes a chunk with room for size bytes the current one.
static void next_chunk(struct arena *arena, size_t size) {
    struct arena_chunk *current = arena->chunks;
    struct arena_chunk *chunk = NULL;
    if (current != NULL) {
        current->used = arena->next;
        chunk = current->following;
    }
    if (chunk == NULL || (size_t)(chunk->end - start_of(chunk)) < size) {
        struct arena_chunk *following = chunk;
        chunk = chunk_new(size);
        chunk->previous = current;
        chunk->following = following;
        if (following != NULL)
            following->previous = chunk;
        if (current != NULL)
            current->following = chunk;
    }
    enter_chunk(arena, chunk, start_of(chunk));
}

void *arena_allocate_last(struct arena *arena, size_t size) {
    if (size > UINT32_MAX - 8)
        panic("arena_allocate: absurd size");
    size = (size + 7) / 8 * 8;
    if ((size_t)(arena->end - arena->next) < size || arena->chunks == NULL)
        next_chunk(arena, size);
    char *memory = arena->next;
    arena->next += size;
    return memory;
}

struct arena_mark arena_mark(struct arena *arena) {
    if (arena->chunks == NULL)
        next_chunk(arena, 0);
    return (struct arena_mark){.chunk = arena->chunks, .next = arena->next};
}

void arena_release(struct arena *arena, struct arena_mark mark) {
    struct arena_chunk *chunk = arena->chunks;
    for (chunk->used = arena->next; chunk != mark.chunk; chunk = chunk->previous)
        memset(start_of(chunk), 0, (size_t)(chunk->used - start_of(chunk)));
    memset(mark.next, 0, (size_t)(chunk->used - mark.next));
    enter_chunk(arena, chunk, mark.next);
}

void arena_reset(struct arena *arena) {
    struct arena_chunk *first = arena->chunks;
    if (first == NULL)
        return;
    while (first->previous != NULL)
        first = first->previous;
    arena_release(arena, (struct arena_mark){.chunk = first, .next = start_of(first)});
    for (struct arena_chunk *chunk = first->following; chunk != NULL;) {
        struct arena_chunk *following = chunk->following;
        chunk_free(chunk);
        chunk = following;
    }
    first->following = NULL;
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

bool text_starts_with(const char *text, const char *start) {
    return strncmp(text, start, strlen(start)) == 0;
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

void *grow_zeroed(void *array, uint32_t *capacity, uint32_t needed, uint32_t element_size) {
    uint32_t before = *capacity;
    if (needed <= before)
        return array;
    char *grown = grow_array(array, capacity, needed, element_size);
    memset(grown + (size_t)before * element_size, 0, (size_t)(*capacity - before) * element_size);
    return grown;
}

void buffer_reserve(struct buffer *buffer, uint32_t capacity) {
    buffer->bytes = check_memory(calloc(1, capacity));
    buffer->capacity = capacity;
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

void store_number(unsigned char *to, uint32_t size, uint64_t number) {
    for (uint32_t i = 0; i < size; i++) {
        to[i] = (unsigned char)(number & 0xff);
        number >>= 8;
    }
}

uint32_t load_number(const unsigned char *from) {
    return from[0] | (uint32_t)from[1] << 8 | (uint32_t)from[2] << 16 | (uint32_t)from[3] << 24;
}

void buffer_append_word(struct buffer *buffer, uint32_t number) {
    unsigned char bytes[4];
    store_number(bytes, 4, number);
    buffer_append(buffer, bytes, 4);
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
