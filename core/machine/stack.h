// The stack that a program starts with, as Linux lays it out for MIPS o32 ("System V ABI, MIPS
// supplement", process initialization; linux/fs/binfmt_elf.c).
#ifndef STACK_H
#define STACK_H

#include <stdint.h>

#include "image.h"

enum {
    STACK_TOP = 0x7fff8000, // where Linux/MIPS has it
    STACK_SIZE = 0x800000,
    STACK_BOTTOM = STACK_TOP - STACK_SIZE,
    ARGUMENTS_MAX = 0x200000 // bytes of strings and pointers; Linux: a quarter of the stack
};

// Builds the bytes of [*pointer, STACK_TOP), malloc'ed. Returns NULL if it is more than
// ARGUMENTS_MAX.
unsigned char *stack_build(const struct invocation *invocation, uint32_t *pointer);

// What a program may do at an address, a sum of enum access: in its segments, its heap and its
// stack.
uint32_t stack_permissions(const struct image *image, uint32_t break_start, uint32_t break_now,
                           uint32_t address);

#endif
