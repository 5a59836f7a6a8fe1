// libcstar, internal: what a regular expression is compiled to. A pattern becomes a program whose
// jumps are relative, so that what is repeated can be copied and moved.
#ifndef __REGEX_PROGRAM_H
#define __REGEX_PROGRAM_H

#include <ctype.h>
#include <limits.h>
#include <regex.h>

enum { REGEX_BYTE = 256, REGEX_MOST_MEMORY = 1 << 26 };

enum regex_operation {
    CHARACTER, // value: the byte
    SET,       // value: which set
    OPEN,      // value: which group
    CLOSE,     // value: which group
    ASSERTION, // value: the character that stands for it
    REFERENCE, // value: which group
    SPLIT,     // first the next instruction, then the one at jump
    LOOP,      // the same, but with nothing consumed since the last time only the one at jump
    JUMP,
    MATCH
};

struct regex_instruction {
    unsigned char operation;
    unsigned char is_optional; // CLOSE: of a group that may be left out
    int value;
    int jump;
};

typedef unsigned char regex_set[REGEX_BYTE / CHAR_BIT];

struct __regex_program {
    struct regex_instruction *code;
    regex_set *sets;
    int length, space;
    int set_count, set_space;
    int loop_count; // if there are references: LOOP has its number as value
    int flags;
    int has_references;
};

// With REG_ICASE letters are compared as small ones.
static inline int regex_folded(const struct __regex_program *program, int c) {
    return program->flags & REG_ICASE ? tolower(c) : c;
}

#endif
