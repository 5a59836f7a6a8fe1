// Downwards from the top: a zero word, the program's file name, environment strings, argument
// strings, 16 "random" bytes; then, with $sp at a multiple of 16: the number of arguments, pointers
// to them, 0, pointers to the environment, 0, the auxiliary vector.
// Nothing of it depends on the machine beneath, so that it is the same at every depth.
#include "stack.h"

#include <stddef.h>
#include <string.h>

#include "../memory.h"
#include "frames.h"

enum {
    AT_NULL = 0,
    AT_PHDR = 3,
    AT_PHENT = 4,
    AT_PHNUM = 5,
    AT_PAGESZ = 6,
    AT_BASE = 7,
    AT_FLAGS = 8,
    AT_ENTRY = 9,
    AT_UID = 11,
    AT_EUID = 12,
    AT_GID = 13,
    AT_EGID = 14,
    AT_HWCAP = 16,
    AT_CLKTCK = 17,
    AT_SECURE = 23,
    AT_RANDOM = 25,
    AT_EXECFN = 31
};

enum { AUXILIARY_WORDS = 34, RANDOM_SIZE = 16, USER = 1000 };

struct stack {
    unsigned char *bytes; // ends at STACK_TOP
    uint32_t size;
    uint32_t strings; // the address at which the next string starts
    uint32_t words;   // the address at which the next word goes
};

static unsigned char *stack_at(struct stack *stack, uint32_t address) {
    return stack->bytes + (stack->size - (STACK_TOP - address));
}

static void put_word(struct stack *stack, uint32_t word) {
    unsigned char *bytes = stack_at(stack, stack->words);
    for (uint32_t i = 0; i < 4; i++, word /= 256)
        bytes[i] = (unsigned char)(word % 256);
    stack->words += 4;
}

static uint32_t put_string(struct stack *stack, const char *text) {
    uint32_t address = stack->strings;
    strcpy((char *)stack_at(stack, address), text);
    stack->strings += (uint32_t)strlen(text) + 1;
    return address;
}

static void put_pair(struct stack *stack, uint32_t type, uint32_t value) {
    put_word(stack, type);
    put_word(stack, value);
}

static void put_auxiliary(struct stack *stack, const struct image *image, uint32_t random,
                          uint32_t program) {
    put_pair(stack, AT_HWCAP, 0);
    put_pair(stack, AT_PAGESZ, PAGE_SIZE);
    put_pair(stack, AT_CLKTCK, 100);
    put_pair(stack, AT_PHDR, image->headers_address);
    put_pair(stack, AT_PHENT, 32);
    put_pair(stack, AT_PHNUM, image->header_count);
    put_pair(stack, AT_BASE, 0);
    put_pair(stack, AT_FLAGS, 0);
    put_pair(stack, AT_ENTRY, image->entry);
    put_pair(stack, AT_UID, USER);
    put_pair(stack, AT_EUID, USER);
    put_pair(stack, AT_GID, USER);
    put_pair(stack, AT_EGID, USER);
    put_pair(stack, AT_SECURE, 0);
    put_pair(stack, AT_RANDOM, random);
    put_pair(stack, AT_EXECFN, program);
    put_pair(stack, AT_NULL, 0);
}

// Adds what a list of strings needs to *size; returns how many there are, stopping where it gets
// too much.
static uint32_t measure(char *const *strings, uint32_t *size) {
    uint32_t count = 0;
    while (strings[count] != NULL && *size <= ARGUMENTS_MAX) {
        size_t length = strlen(strings[count++]) + 1;
        *size += length > ARGUMENTS_MAX ? ARGUMENTS_MAX : (uint32_t)length;
        *size += 4;
    }
    return count;
}

unsigned char *stack_build(const struct invocation *invocation, uint32_t *pointer) {
    const char *program = invocation->program;
    char *const *arguments = invocation->arguments;
    char *const *environment = invocation->environment;
    uint32_t argument_size = 0;
    uint32_t environment_size = 0;
    uint32_t count = measure(arguments, &argument_size);
    uint32_t variables = measure(environment, &environment_size);
    size_t program_size = strlen(program) + 1;
    if (program_size > PAGE_SIZE || argument_size + environment_size > ARGUMENTS_MAX)
        return NULL;
    uint32_t strings = argument_size + environment_size - 4 * (count + variables);
    uint32_t first_string = STACK_TOP - 4 - (uint32_t)program_size - strings;
    uint32_t random = first_string - first_string % 16 - RANDOM_SIZE;
    uint32_t words = 1 + count + 1 + variables + 1 + AUXILIARY_WORDS;
    *pointer = random - words * 4;
    *pointer -= *pointer % 16;

    struct stack stack = {NULL, STACK_TOP - *pointer, first_string, *pointer};
    stack.bytes = memory_new(stack.size);
    for (uint32_t i = 0; i < RANDOM_SIZE; i++)
        stack_at(&stack, random)[i] = (unsigned char)(i * 37 + 11);
    put_word(&stack, count);
    for (uint32_t i = 0; i < count; i++)
        put_word(&stack, put_string(&stack, arguments[i]));
    put_word(&stack, 0);
    for (uint32_t i = 0; i < variables; i++)
        put_word(&stack, put_string(&stack, environment[i]));
    put_word(&stack, 0);
    put_auxiliary(&stack, invocation->image, random, put_string(&stack, program));
    return stack.bytes;
}

uint32_t stack_permissions(const struct image *image, uint32_t break_start, uint32_t break_now,
                           uint32_t address) {
    uint32_t page = page_start(address);
    if (page >= STACK_BOTTOM)
        return page < STACK_TOP ? image->data_permissions : 0;
    if (page >= break_start)
        return page < break_now ? image->data_permissions : 0;
    const struct segment *segment = image_segment_of_page(image, page);
    return segment == NULL ? 0 : segment->permissions;
}
