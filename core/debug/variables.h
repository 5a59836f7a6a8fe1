// The variables of a function at an address: where they are, and of which type.
#ifndef VARIABLES_H
#define VARIABLES_H

#include <stdbool.h>
#include <stdint.h>

#include "../machine/image.h"

enum word_place {
    WORD_UNKNOWN,
    WORD_IN_REGISTER, // number
    WORD_IN_FRAME,    // at an offset from the stack pointer that the function was called with
    WORD_BY_REGISTER, // at an offset from what a register holds
    WORD_IN_MEMORY,   // at an address
    WORD_CONSTANT     // it is the number
};

struct word_location {
    enum word_place place;
    uint32_t number;
    uint32_t reg; // WORD_BY_REGISTER
};

enum variable_type {
    TYPE_OTHER, // a record, an array
    TYPE_POINTER,
    TYPE_POINTER_TO_CHAR,
    TYPE_SIGNED,
    TYPE_UNSIGNED,
    TYPE_CHAR,
    TYPE_SIGNED_CHAR,
    TYPE_BOOL,
    TYPE_FLOATING
};

struct variable {
    const char *name;
    enum variable_type type;
    uint32_t size;
    uint32_t word_count; // 1, or 2; 0: it is nowhere
    struct word_location words[2];
};

typedef void variable_visitor(void *state, const struct variable *variable);

// Calls `each` for the variables of the innermost function at an address, also one that is inlined
// there, from the outermost block in; `has_outer`: and of the functions that it is inlined into.
void image_variables(const struct image *image, uint32_t address, bool has_outer,
                     variable_visitor *each, void *state);

// The name of the variable that lives in a register at an address, or at an offset from the stack
// pointer that the function was called with; NULL: not known.
const char *image_variable_at(const struct image *image, uint32_t address, uint32_t reg);
const char *image_variable_in_frame(const struct image *image, uint32_t address, int32_t offset);
// The pointer that has a constant value at an address, if there is only one.
const char *image_constant_pointer(const struct image *image, uint32_t address, uint32_t value);

#endif
