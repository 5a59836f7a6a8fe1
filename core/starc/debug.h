#ifndef DEBUG_H
#define DEBUG_H

// -g: what a debugger is told. While a function is compiled, debug.c notes where its words come
// from and where its variables are; in the end dwarf.c and its sections write that in DWARF 4.

#include "ir.h"

struct debug_range { // of code: bytes from the start of the function
    uint32_t start;
    uint32_t end;
};

struct debug_location {
    struct debug_range range;
    uint32_t count;     // of words: 1, or 2 of a long long in registers
    reg_t registers[2]; // 0: in the frame
    int32_t offsets[2]; // there: from the stack pointer of the caller
    bool is_constant;   // not anywhere: its words are `offsets`
};

struct debug_variable {
    struct debug_variable *next;
    struct object *object;
    struct debug_location *locations; // none: it is optimized away, or static
    uint32_t location_count;
    bool is_everywhere; // the only location holds in the whole scope
};

// A function, a block of it, or the body of an inlined function.
struct debug_scope {
    struct debug_scope *next;  // beside it
    struct debug_scope *inner; // first of those in it
    uint32_t copy;             // as in struct ir
    struct object *callee;     // inlined functions
    place_t call;
    place_t start; // blocks
    place_t end;
    struct debug_range *ranges; // none: the scope has no code
    uint32_t range_count;
    struct debug_variable *variables;
};

struct debug_effect {
    uint32_t offset; // of the word
    enum effect effect;
    bool is_last; // the function returns with it
};

struct debug_function {
    struct debug_scope scope;
    struct debug_effect *effects;
    uint32_t effect_count;
    uint32_t frame_size;
    int32_t
        saved[REGISTER_VIRTUAL]; // where a register is saved: from the stack pointer of the caller
};

// ---- debug.c ----

// Sets the line table of a function from the origins of its words.
void debug_lines(struct place_in_image *image, const struct code *code);
// Notes all else about the function that has just been emitted.
void debug_describe(struct place_in_image *image, const struct code *code, uint32_t frame_size,
                    uint32_t saved_offset);
bool debug_is_slot(const uint32_t *words, uint32_t index);      // a delay slot
bool debug_is_call_slot(const uint32_t *words, uint32_t index); // that of a call

// ---- dwarf.c: .debug_info, .debug_abbrev, .debug_str, .debug_loc, .debug_ranges, .debug_aranges

enum dwarf_section { // ORDER DWARF
    DWARF_INFO,
    DWARF_ABBREV,
    DWARF_LINE,
    DWARF_STR,
    DWARF_FRAME,
    DWARF_ARANGES,
    DWARF_RANGES,
    DWARF_LOC,
    DWARF_ATTRIBUTES, // not of DWARF: where gdb finds floating results
    DWARF_SECTIONS
};
extern const char *const dwarf_names[DWARF_SECTIONS];
extern struct buffer dwarf[DWARF_SECTIONS];
void dwarf_write(void); // after link_layout

void dwarf_half(struct buffer *to, uint32_t number);
void dwarf_uleb(struct buffer *to, uint32_t number);
void dwarf_sleb(struct buffer *to, int64_t number);
void dwarf_patch(struct buffer *buffer, uint32_t offset, uint32_t word);
void dwarf_info_byte(uint32_t byte);
void dwarf_info_name(const struct name *name); // its offset in .debug_str; NULL: an empty one
uint32_t dwarf_unit_start(void);               // of the unit at hand in .debug_info

// ---- dwarf_abbrev.c ----

enum dwarf_abbreviation { // ORDER ABBREVIATION
    ABBREV_END,
    ABBREV_UNIT,
    ABBREV_BASE_TYPE,
    ABBREV_POINTER,
    ABBREV_POINTER_VOID,
    ABBREV_CONST,
    ABBREV_CONST_VOID,
    ABBREV_VOLATILE,
    ABBREV_VOLATILE_VOID,
    ABBREV_RESTRICT,
    ABBREV_TYPEDEF,
    ABBREV_TYPEDEF_VOID,
    ABBREV_STRUCT,
    ABBREV_STRUCT_ANONYMOUS,
    ABBREV_STRUCT_DECLARED,
    ABBREV_UNION,
    ABBREV_UNION_ANONYMOUS,
    ABBREV_UNION_DECLARED,
    ABBREV_MEMBER,
    ABBREV_MEMBER_ANONYMOUS,
    ABBREV_BIT_FIELD,
    ABBREV_ENUM,
    ABBREV_ENUM_ANONYMOUS,
    ABBREV_ENUMERATOR,
    ABBREV_ARRAY,
    ABBREV_DIMENSION,
    ABBREV_DIMENSION_UNKNOWN,
    ABBREV_SUBROUTINE,
    ABBREV_SUBROUTINE_VOID,
    ABBREV_PARAMETER_TYPE,
    ABBREV_UNSPECIFIED,
    ABBREV_FUNCTION,
    ABBREV_FUNCTION_VOID,
    ABBREV_ABSTRACT,
    ABBREV_ABSTRACT_VOID,
    ABBREV_PARAMETER, // optimized away, or of an abstract function
    ABBREV_PARAMETER_AT,
    ABBREV_PARAMETER_LIST,
    ABBREV_VARIABLE,
    ABBREV_VARIABLE_AT,
    ABBREV_VARIABLE_LIST,
    ABBREV_INLINED,
    ABBREV_INLINED_RANGES,
    ABBREV_COPIED_PARAMETER,
    ABBREV_COPIED_PARAMETER_AT,
    ABBREV_COPIED_PARAMETER_LIST,
    ABBREV_COPIED_VARIABLE,
    ABBREV_COPIED_VARIABLE_AT,
    ABBREV_COPIED_VARIABLE_LIST,
    ABBREV_BLOCK,
    ABBREV_BLOCK_RANGES,
    ABBREV_GLOBAL,
    ABBREV_COUNT
};
void dwarf_abbreviations(void);
void dwarf_entry(enum dwarf_abbreviation abbreviation); // begins an entry of .debug_info

// ---- dwarf_type.c ----

void dwarf_type(struct type *type); // a reference to it
void dwarf_types(void);             // all that the unit has referred to

// ---- dwarf_line.c: .debug_line, .debug_frame ----

void dwarf_start_lines(void);          // of a unit
uint32_t dwarf_file(const char *name); // its number in the unit
void dwarf_lines(const struct place_in_image *image);
void dwarf_end_lines(void);
void dwarf_frames(void); // of all functions

#endif
