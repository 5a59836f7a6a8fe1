#ifndef ASSEMBLY_H
#define ASSEMBLY_H

// Assembly language: files, and the instructions of asm statements.
//
//     assemble.c              lines and statements, sections, symbols
//     assembly_expression.c   operands that are numbers or addresses
//     assembly_directive.c    .word, .section, …
//     assembly_instruction.c  instructions, by the table of all and that of pseudo-instructions
//     assembly_link.c         sections and symbols in a program
//     assembly_statement.c    asm statements, as they are parsed
//     assembly_lower.c        the same as code
//
// A unit is read once. What is not known yet, or only when the program is linked, is left as a
// fixup.

#include "ir.h"

struct assembly_symbol {
    struct assembly_symbol *next;        // of the unit
    struct assembly_symbol *next_hashed; // in its hash bucket
    struct name *name;                   // NULL: the start of a section
    struct assembly_section *section;    // that it is defined in; NULL: none, or it is a number
    bool is_defined;
    bool is_global;
    bool is_weak;
    bool is_function;
    bool is_common;
    uint32_t value; // offset in the section, or the number
    uint32_t size;
    uint32_t alignment; // of what is common
    place_t place;      // of its definition, or first use
    struct object *object;
};

// What an operand is: symbol − minus + number, or the upper or lower half of it.
enum assembly_part { PART_WHOLE, PART_HIGH, PART_LOW };
struct assembly_value {
    struct assembly_symbol *symbol;
    struct assembly_symbol *minus;
    int64_t number;
    uint8_t part; // enum assembly_part
};

// Fields that are set when all symbols are known.
struct assembly_fixup {
    struct assembly_fixup *next;
    uint32_t offset;
    uint8_t kind; // enum relocation_kind
    uint8_t size; // of the field, in bytes
    struct assembly_value value;
    place_t place;
};

struct assembly_section {
    struct assembly_section *next;
    const char *name;
    enum section kind; // SECTION_NONE: it is in no program
    struct buffer bytes;
    uint32_t size; // of what has no bytes
    uint32_t alignment;
    struct assembly_fixup *fixups;
    struct assembly_fixup **fixups_tail;
    struct assembly_symbol *start;
    struct object *object;
    struct relocation *relocations;
};

struct assembly_unit {
    struct assembly_unit *next;
    place_t place;
    struct assembly_section *sections;
    struct assembly_symbol *symbols;
};

// ---- assemble.c ----

// Text: whole lines. Places are those of their first bytes.
struct assembly_piece {
    const char *text;
    uint32_t length;
    place_t place;
    bool is_made; // all of it has this one place
};

extern struct assembly_unit *assembly; // that is being read
extern struct assembly_section *assembly_section;
extern bool assembly_is_in_function; // only instructions are possible
extern place_t assembly_place;       // of the statement
extern const char *assembly_cursor;  // in the statement
void assembly_error(const char *format, ...);
struct assembly_unit *assembly_read(const struct assembly_piece *pieces, uint32_t count,
                                    bool is_in_function);
void assembly_skip_space(void);
bool assembly_accept(char character);
bool assembly_is_word(char character);
uint32_t assembly_word(void); // how long the one at the cursor is
void assembly_choose_section(const char *name, enum section kind);
void assembly_previous_section(void);
void assembly_push_section(void);
bool assembly_pop_section(void);
enum section assembly_kind_of(const char *name, const char *flags);
struct assembly_symbol *assembly_symbol(const char *text, uint32_t length);
void assembly_define(struct assembly_symbol *symbol, struct assembly_section *section,
                     uint32_t value);
void assembly_assign(const char *name, uint32_t length); // the expression that follows
struct assembly_value assembly_here(void);
uint32_t assembly_offset(void);
void assembly_align(uint32_t alignment, int fill, uint32_t most);
void assembly_put(const void *bytes, uint32_t size);
void assembly_put_zeros(uint32_t size);
void assembly_put_field(uint32_t size, struct assembly_value value, enum relocation_kind kind);
void assembly_run_text(const char *text, uint32_t length); // statements that something stands for

// ---- assembly_expression.c ----

bool assembly_expression(struct assembly_value *value); // false after an error
bool assembly_constant(int64_t *number);
bool assembly_is_number(const struct assembly_value *value, int64_t *number);
bool assembly_string(struct buffer *bytes);

// ---- assembly_directive.c ----

bool assembly_directive(const char *name, uint32_t length); // false: there is none

// ---- assembly_instruction.c ----

void assembly_settings_start(void);
bool assembly_set(const char *name, uint32_t length); // of .set; false: it is none
void assembly_instruction(const char *name, uint32_t length);

// ---- assembly_link.c ----

void assembly_add(struct assembly_unit *unit);  // what it defines is in the program
void assembly_bind(struct assembly_unit *unit); // the unit of C around it has ended
void assembly_reference_all(void);              // all sections are in the program
void assembly_lay_out(struct place_in_image *image);
void assembly_each_symbol(void (*visit)(const struct assembly_symbol *symbol));

#endif
