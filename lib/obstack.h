// GNU: stacks of objects that grow, in chunks that the program's functions obstack_chunk_alloc and
// obstack_chunk_free provide.
#ifndef __OBSTACK_H
#define __OBSTACK_H

#include <stdarg.h>
#include <stddef.h>

struct _obstack_chunk {
    char *limit;
    struct _obstack_chunk *prev;
    char contents[8];
};

struct obstack {
    size_t chunk_size;
    struct _obstack_chunk *chunk;
    char *object_base;
    char *next_free;
    char *chunk_limit;
    size_t alignment_mask;
    void *(*__allocate)(size_t);
    void *(*__allocate_with)(void *, size_t); // or this, with the argument
    void (*__release)(void *);
    void (*__release_with)(void *, void *);
    void *__argument;
};

#pragma library "obstack.c"
int _obstack_begin(struct obstack *__stack, size_t __size, size_t __alignment,
                   void *(*__allocate)(size_t), void (*__release)(void *));
int _obstack_begin_1(struct obstack *__stack, size_t __size, size_t __alignment,
                     void *(*__allocate)(void *, size_t), void (*__release)(void *, void *),
                     void *__argument);
void _obstack_newchunk(struct obstack *__stack, size_t __size);
void *_obstack_room(struct obstack *__stack, size_t __size);
void _obstack_grow(struct obstack *__stack, const void *__from, size_t __size);
void *_obstack_finish(struct obstack *__stack);
void *_obstack_copy(struct obstack *__stack, const void *__from, size_t __size, int __ends);
size_t _obstack_memory_used(struct obstack *__stack);
void obstack_free(struct obstack *__stack, void *__object);
int obstack_printf(struct obstack *__stack, const char *__format, ...);
int obstack_vprintf(struct obstack *__stack, const char *__format, va_list __arguments);
extern void (*obstack_alloc_failed_handler)(void);
extern int obstack_exit_failure;

#define obstack_init(stack) obstack_begin(stack, 0)
#define obstack_begin(stack, size)                                                                 \
    _obstack_begin((stack), (size), 0, (void *(*)(size_t))obstack_chunk_alloc,                     \
                   (void (*)(void *))obstack_chunk_free)
#define obstack_specify_allocation(stack, size, alignment, allocate, release)                      \
    _obstack_begin((stack), (size), (alignment), (void *(*)(size_t))(allocate),                    \
                   (void (*)(void *))(release))
#define obstack_specify_allocation_with_arg(stack, size, alignment, allocate, release, argument)   \
    _obstack_begin_1((stack), (size), (alignment), (void *(*)(void *, size_t))(allocate),          \
                     (void (*)(void *, void *))(release), (argument))

#define obstack_chunk_size(stack)     ((stack)->chunk_size)
#define obstack_alignment_mask(stack) ((stack)->alignment_mask)
#define obstack_memory_used(stack)    _obstack_memory_used(stack)

// The object that grows.
#define obstack_base(stack)        ((void *)(stack)->object_base)
#define obstack_next_free(stack)   ((void *)(stack)->next_free)
#define obstack_object_size(stack) ((size_t)((stack)->next_free - (stack)->object_base))
#define obstack_room(stack)        ((size_t)((stack)->chunk_limit - (stack)->next_free))
#define obstack_empty_p(stack)                                                                     \
    ((stack)->chunk->prev == 0 && (stack)->next_free == (stack)->object_base &&                    \
     (stack)->object_base < (stack)->chunk->contents + 8)
#define obstack_make_room(stack, size)                                                             \
    ((void)(obstack_room(stack) < (size_t)(size) ? _obstack_newchunk((stack), (size)) : (void)0))

#define obstack_grow(stack, from, size) _obstack_grow((stack), (from), (size))
#define obstack_grow0(stack, from, size)                                                           \
    (_obstack_grow((stack), (from), (size)), obstack_1grow(stack, 0))
#define obstack_1grow(stack, byte) ((void)(*(char *)_obstack_room((stack), 1) = (char)(byte)))
#define obstack_ptr_grow(stack, pointer)                                                           \
    ((void)(*(const void **)_obstack_room((stack), sizeof(void *)) = (pointer)))
#define obstack_int_grow(stack, number)                                                            \
    ((void)(*(int *)_obstack_room((stack), sizeof(int)) = (number)))
#define obstack_blank(stack, size)            ((void)_obstack_room((stack), (size)))
#define obstack_1grow_fast(stack, byte)       ((void)(*(stack)->next_free++ = (char)(byte)))
#define obstack_ptr_grow_fast(stack, pointer) obstack_ptr_grow(stack, pointer)
#define obstack_int_grow_fast(stack, number)  obstack_int_grow(stack, number)
#define obstack_blank_fast(stack, size)       ((void)((stack)->next_free += (size)))

// Whole objects.
#define obstack_finish(stack)            _obstack_finish(stack)
#define obstack_alloc(stack, size)       (obstack_blank(stack, size), _obstack_finish(stack))
#define obstack_copy(stack, from, size)  _obstack_copy((stack), (from), (size), 0)
#define obstack_copy0(stack, from, size) _obstack_copy((stack), (from), (size), 1)

#endif
