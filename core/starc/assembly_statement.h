#ifndef ASSEMBLY_STATEMENT_H
#define ASSEMBLY_STATEMENT_H

// asm statements: what their sections share.

#include "assembly.h"

enum assembly_operand_kind { ASSEMBLY_REGISTER, ASSEMBLY_MEMORY, ASSEMBLY_CONSTANT };

struct assembly_operand {
    struct name *name; // NULL: it has only a number
    uint32_t number;
    place_t place;
    const char *constraint;
    uint8_t kind; // enum assembly_operand_kind
    bool takes_register, takes_memory, takes_constant;
    bool is_floating; // in a register of coprocessor 1
    bool is_early;    // written before all inputs are read
    bool is_read, is_written;
    bool has_match; // it is in the register of the operand `match`
    char special;   // l, h, x: in lo, hi, both
    uint32_t match;
    reg_t fixed;              // the register that it has to be in; 0: any
    int32_t least, most;      // of a constant; both 0: any
    struct object *object;    // REGISTER, MEMORY: the value, or the address
    struct expression *value; // of the object
    int32_t constant;
    struct object *symbol; // that the constant is added to
};

struct assembly { // an asm statement
    place_t place;
    const char *text;
    uint32_t length;
    bool has_operands; // `%` in the text has a meaning
    place_t *lines;
    uint32_t line_count;
    struct assembly_operand *operands;
    uint32_t operand_count, output_count;
    bool clobbers[REGISTER_VIRTUAL];
    struct object **objects; // named in the text, perhaps
    uint32_t object_count;
};

// The same where its operands are in registers: words, of which only the linker knows the rest.
struct assembly_code {
    uint32_t *words;
    uint32_t count;
    struct relocation *relocations; // symbol NULL: relative to the first word
    bool reads[REGISTER_VIRTUAL];
    bool writes[REGISTER_VIRTUAL];
};

// Assembles a statement of a function that is not compiled, for messages, and visits what it names.
void assembly_check(const struct assembly *checked,
                    void (*visit)(struct object *object, place_t place));
void assembly_add_lines(const struct assembly *statement, const char *text, uint32_t length,
                        struct assembly_piece **list, uint32_t *count, uint32_t *capacity);

#endif
