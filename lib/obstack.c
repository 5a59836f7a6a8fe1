// libcstar: GNU's stacks of objects. A chunk holds objects one behind the other, the last of which
// may still grow; where it no longer fits it moves to a new chunk.
#include <obstack.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CHUNK_SIZE = 4064, ALIGNMENT = 8, MORE = 100 };

int obstack_exit_failure = EXIT_FAILURE;

static _Noreturn void fail(void) {
    fprintf(stderr, "memory exhausted\n");
    exit(obstack_exit_failure);
}

void (*obstack_alloc_failed_handler)(void) = fail;

static char *aligned(const struct obstack *stack, char *address) {
    return (char *)(((uintptr_t)address + stack->alignment_mask) & ~stack->alignment_mask);
}

static void add_chunk(struct obstack *stack, size_t size) {
    struct _obstack_chunk *chunk = stack->__allocate_with != NULL
                                       ? stack->__allocate_with(stack->__argument, size)
                                       : stack->__allocate(size);
    if (chunk == NULL) {
        obstack_alloc_failed_handler();
        abort();
    }
    chunk->prev = stack->chunk;
    chunk->limit = (char *)chunk + size;
    stack->chunk = chunk;
    stack->chunk_limit = chunk->limit;
}

static void release(struct obstack *stack, struct _obstack_chunk *chunk) {
    if (stack->__release_with != NULL) {
        stack->__release_with(stack->__argument, chunk);
    } else {
        stack->__release(chunk);
    }
}

static int begin(struct obstack *stack, size_t size, size_t alignment) {
    stack->alignment_mask = (alignment == 0 ? ALIGNMENT : alignment) - 1;
    stack->chunk_size = size == 0 ? CHUNK_SIZE : size;
    add_chunk(stack, stack->chunk_size);
    stack->object_base = stack->next_free = aligned(stack, stack->chunk->contents);
    return 1;
}

int _obstack_begin(struct obstack *stack, size_t size, size_t alignment, void *(*allocate)(size_t),
                   void (*release_it)(void *)) {
    *stack = (struct obstack){.__allocate = allocate, .__release = release_it};
    return begin(stack, size, alignment);
}

int _obstack_begin_1(struct obstack *stack, size_t size, size_t alignment,
                     void *(*allocate)(void *, size_t), void (*release_it)(void *, void *),
                     void *argument) {
    *stack = (struct obstack){
        .__allocate_with = allocate, .__release_with = release_it, .__argument = argument};
    return begin(stack, size, alignment);
}

// The chunk that it leaves is given back if nothing else is in it.
void _obstack_newchunk(struct obstack *stack, size_t size) {
    struct _obstack_chunk *old = stack->chunk;
    size_t used = (size_t)(stack->next_free - stack->object_base);
    size_t wanted = used + size + used / 8 + stack->alignment_mask + MORE;
    add_chunk(stack, wanted < stack->chunk_size ? stack->chunk_size : wanted);
    char *base = aligned(stack, stack->chunk->contents);
    memcpy(base, stack->object_base, used);
    if (stack->object_base == aligned(stack, old->contents)) {
        stack->chunk->prev = old->prev;
        release(stack, old);
    }
    stack->object_base = base;
    stack->next_free = base + used;
}

void *_obstack_room(struct obstack *stack, size_t size) {
    obstack_make_room(stack, size);
    char *room = stack->next_free;
    stack->next_free += size;
    return room;
}

void _obstack_grow(struct obstack *stack, const void *from, size_t size) {
    memcpy(_obstack_room(stack, size), from, size);
}

void *_obstack_finish(struct obstack *stack) {
    char *object = stack->object_base;
    char *next = aligned(stack, stack->next_free);
    stack->object_base = stack->next_free = next < stack->chunk_limit ? next : stack->chunk_limit;
    return object;
}

void *_obstack_copy(struct obstack *stack, const void *from, size_t size, int ends) {
    _obstack_grow(stack, from, size);
    if (ends) {
        obstack_1grow(stack, 0);
    }
    return _obstack_finish(stack);
}

size_t _obstack_memory_used(struct obstack *stack) {
    size_t size = 0;
    for (const struct _obstack_chunk *chunk = stack->chunk; chunk != NULL; chunk = chunk->prev) {
        size += (size_t)(chunk->limit - (const char *)chunk);
    }
    return size;
}

// With all that came later; everything for a null pointer.
void obstack_free(struct obstack *stack, void *object) {
    struct _obstack_chunk *chunk = stack->chunk;
    char *at = object;
    while (chunk != NULL && !(at > (char *)chunk && at <= chunk->limit)) {
        struct _obstack_chunk *before = chunk->prev;
        release(stack, chunk);
        chunk = before;
    }
    stack->chunk = chunk;
    if (chunk != NULL) {
        stack->object_base = stack->next_free = at;
        stack->chunk_limit = chunk->limit;
    } else if (object != NULL) {
        abort(); // it is no object of this stack
    }
}

int obstack_vprintf(struct obstack *stack, const char *format, va_list arguments) {
    int length = vsnprintf(NULL, 0, format, arguments);
    if (length >= 0) {
        obstack_make_room(stack, (size_t)length + 1);
        vsnprintf(stack->next_free, (size_t)length + 1, format, arguments);
        stack->next_free += length;
    }
    return length;
}

int obstack_printf(struct obstack *stack, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    int result = obstack_vprintf(stack, format, arguments);
    va_end(arguments);
    return result;
}
