#ifndef STARC_H
#define STARC_H

// starc, the compiler: source text in, MIPSter ELF executable out. One section per source file,
// in the order in which a program passes through them:
//
//     source → scan → preprocess → parse (types, constants, initializers) → abstract syntax
//            → lower → optimize → legalize → allocate → emit → link → ELF image
//
// Everything is whole-program: all units are parsed first, then code is made for the functions
// that are reachable from _start and for nothing else. Units of libcstar are parsed on demand.

#include "../command_line.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// A place is a byte of source text: its offset in the concatenation of all files read so far, so
// that it fits a word. 0 is no place at all (the command line, predefined things). Tokens from the
// body of a macro have places above all text, which know the expansion.
typedef uint32_t place_t;

struct expression;
struct initializer;
struct macro;
struct name;
struct object;
struct source;
struct statement;
struct type;

// ---- starc.c: the command line and the passes ----

enum dump_pass { // ORDER DUMP
    DUMP_NONE,
    DUMP_PARSE,
    DUMP_LOWER,
    DUMP_OPTIMIZE,
    DUMP_LEGALIZE,
    DUMP_ALLOCATE,
    DUMP_EMIT
};

enum warning {
#define WARNING(name, option, parent, group) WARNING_##name,
#include "warnings.def"
#undef WARNING
    WARNING_COUNT
};

struct word_list { // of a command line
    const char **items;
    uint32_t count;
    uint32_t capacity;
};
void word_list_add(struct word_list *words, const char *word);

// Where included files are looked for: -iquote, -I, -isystem, libcstar, -idirafter.
enum folder_kind { FOLDER_QUOTE, FOLDER_INCLUDE, FOLDER_SYSTEM, FOLDER_AFTER, FOLDER_KINDS };

enum language { SOURCE_BY_SUFFIX, SOURCE_C, SOURCE_ASSEMBLY, SOURCE_PREPROCESSED_ASSEMBLY };

struct options {
    enum language language;        // -x, of all files
    bool listing;                  // -S: write a listing instead of an executable
    bool cstar;                    // -std=cstar: accept only the tiny language
    bool c23;                      // -std=c23: its keywords
    bool c90;                      // -std=c89, gnu89 …: without what C99 brought,
    bool iso;                      // -std=c89, c99 …: and without GNU's keywords
    const char *version;           // what __STDC_VERSION__ says; NULL: C17; "": it is undefined
    bool gnu_inline;               // -fgnu89-inline: `extern inline` defines no function
    int optimization;              // -O0, -O1 (default 1)
    bool debug;                    // -g
    enum dump_pass dump;           // --dump=PASS: write the program after it instead
    bool mips32;                   // -march=mips32: use all of it,
    bool soft_float;               // -msoft-float: but for its floating point
    bool warnings;                 // false after -w
    bool was_compiled;             // the unit comes from an object: its messages have been printed
    bool warns_of_links;           // of what several units say, also when they were compiled before
    bool warnings_are_errors;      // -Werror
    bool is_warned[WARNING_COUNT]; // perhaps somewhere, by -W or a pragma
    bool color;                    // -fdiagnostics-color: of diagnostics
    bool json;                     // -fdiagnostics-format=json
    bool check_gaps;               // -fcheck-gaps: space between variables, for mipster --check
    bool common;                   // -fcommon: tentative definitions of several units are one
    bool may_lack_headers;         // -MG: what is not found is not included
    struct word_list folders[FOLDER_KINDS]; // of included files, in order
    struct word_list included;              // -include
    struct word_list definitions; // -D and -U in order: "NAME", "NAME=VALUE" or "-NAME" for -U
};
extern struct options options;

extern const struct command starc_command;

// Compiles one file with default options. Returns 0 and a malloc'ed ELF image, or 1 after its
// diagnostics have been printed.
int starc_compile_program(const char *path, unsigned char **image, uint32_t *size);

// ---- memory.c: arenas ----

// A region of memory that is given back all at once.
struct arena {
    struct arena_chunk *chunks; // the current one
    char *next;
    char *end;
};

void *arena_allocate_last(struct arena *arena, size_t size); // where little room is left

// Zeroed memory, aligned to 8; never NULL.
static inline void *arena_allocate(struct arena *arena, size_t size) {
    char *memory = arena->next;
    if (size >= (size_t)(arena->end - memory))
        return arena_allocate_last(arena, size);
    arena->next = memory + (size + 7) / 8 * 8;
    return memory;
}

void arena_reset(struct arena *arena); // keeps the first chunk for reuse
// What was allocated after the mark is given back; marks nest like a stack.
struct arena_mark {
    struct arena_chunk *chunk;
    char *next;
};
struct arena_mark arena_mark(struct arena *arena);
void arena_release(struct arena *arena, struct arena_mark mark);
void *allocate(size_t size);                          // from an arena that is never reset
char *allocate_text(const char *text, size_t length); // a copy, terminated by NUL

// Bytes that grow.
struct buffer {
    unsigned char *bytes;
    uint32_t size;
    uint32_t capacity;
};
void buffer_reserve(struct buffer *buffer, uint32_t capacity); // of an empty one, zeroed
void buffer_append(struct buffer *buffer, const void *bytes, uint32_t size);
void buffer_append_byte(struct buffer *buffer, int byte);
void buffer_append_word(struct buffer *buffer, uint32_t number);      // little-endian
void store_number(unsigned char *to, uint32_t size, uint64_t number); // little-endian
uint32_t load_number(const unsigned char *from);                      // of 4 bytes, little-endian
void buffer_format(struct buffer *buffer, const char *format, ...);

// A malloc'ed array with room for at least `needed` elements, grown from the old one (or NULL).
void *grow_array(void *array, uint32_t *capacity, uint32_t needed, uint32_t element_size);
// The same if it has no room for them yet, with zeros in what is new.
void *grow_zeroed(void *array, uint32_t *capacity, uint32_t needed, uint32_t element_size);

// Room for one more element, at the index.
static inline void *array_room(void *array, uint32_t *capacity, uint32_t index,
                               uint32_t element_size) {
    return index < *capacity ? array : grow_array(array, capacity, index + 1, element_size);
}

static inline uint32_t align_up(uint32_t number, uint32_t alignment) {
    return (number + alignment - 1) / alignment * alignment;
}

bool text_starts_with(const char *text, const char *start); // memory.c

_Noreturn void
panic(const char *what); // core/panic.c: a broken invariant of ours: "function: what"

// ---- source.c: files, places ----

struct source {
    struct source *next; // in its hash bucket
    const char *name;    // as printed in diagnostics and __FILE__; "<stdio.h>" for the library's
    const char *text;    // continued lines joined; ends in "\n\0", even if the file does not
    uint32_t size;       // without the final NUL
    const char *file;    // as it was read, which messages show
    uint32_t file_size;
    struct joint *joints; // where lines were joined, ascending
    uint32_t joint_count;
    place_t start;       // place of text[0]
    bool is_library;     // part of libcstar
    bool is_system;      // found by -isystem or -idirafter: not warned of
    place_t system_from; // so is what comes after #pragma GCC system_header; 0: there is none
    bool is_bundled;     // from an object
    uint32_t folder;     // the one of those searched in which it was found, from 1; 0: none of them
    uint32_t used_by;    // the last unit that asked for it
    bool is_parsed;      // as a unit, on demand (link.c)
    const char *unit; // a header of libcstar: what defines its next declarations (#pragma library)
    struct name *guard; // the include guard: nothing is left of the file while it is defined
    uint32_t once_unit; // #pragma once: the unit that has included it
    place_t included;   // where it was, at last; 0: it is that of the unit
    uint32_t scanned;   // name_language then
    bool has_slashes;   // "//" where it is none: that has been said
    bool is_repeated;   // it was scanned before: its tokens are kept (scan.c)
    struct kept_token *kept;
    uint32_t kept_count;
    uint32_t kept_capacity;
    uint32_t *lines; // offset of each line, made when a line number is first asked for
    uint32_t line_count;
    struct line_change *line_changes; // by #line, ascending
    uint32_t line_change_count;
    uint32_t line_change_capacity;
};

extern const char missing_file[]; // the reason if there is no such file
extern bool source_reads_data;    // files may have any bytes (#embed)
// Reads a file ("-" is standard input). On failure returns NULL and leaves a reason in *reason.
struct source *source_read(const char *path, const char **reason);
// #pragma once: has the unit included it, perhaps by another name ("./x.h", "a/../x.h")?
bool source_is_included_once(struct source *source, uint32_t unit_number);
struct source *source_library(const char *name); // "stdio.h" or "printf.c"; NULL if there is none
// The header of libcstar that declares a name, "stdio.h", and in *unit what its last #pragma
// library before the declaration says, "printf.c" or NULL. NULL if none declares it.
const char *source_declaring(const char *name, const char **unit);
struct source *source_text(const char *name, const char *text, uint32_t size); // made by us
struct source *source_at(place_t place);                                       // NULL for place 0
// The first of `count` places for the body of a macro that is expanded: what is there stands in the
// definition at `definitions`; `call` is where the macro is named, perhaps in another's body.
place_t place_expansion(const struct name *macro, const place_t *definitions, uint32_t count,
                        place_t call);
place_t place_in_file(place_t place); // where the outermost macro is named; else the place itself
// #line: what follows the line of place has this number and name (NULL: as before).
void source_change_line(place_t place, uint32_t line, const char *name);
// Finds a file to include: the includer's folder if quoted, the folders of -I and its like and
// libcstar; of #include_next only what comes behind the folder of the includer.
enum include_kind { INCLUDE_QUOTED, INCLUDE_ANGLED, INCLUDE_NEXT };
struct source *source_include(struct source *includer, const char *name, enum include_kind kind,
                              const char **reason);
// The same for #embed: its `file` is any bytes, and its text none.
struct source *source_embed(struct source *includer, const char *name, enum include_kind kind,
                            const char **reason);
// From now on files are those of another unit: of the bundle if there is one.
struct bundled_file {
    const char *name;
    const char *text; // a newline before it, NUL behind it
    uint32_t size;
    struct source *source; // once it has been asked for
};
struct bundle {
    struct bundled_file *files;
    uint32_t count;
};
void source_start_unit(const struct bundle *bundle);
void source_each_used(void (*visit)(const struct source *source)); // by this unit
// A file that is no source text; NULL and the reason on failure.
const unsigned char *source_bytes(const char *path, uint32_t *size, const char **reason);
// Line and column count from 1, columns as gcc's (a tab goes on to a multiple of 8). #line is taken
// into account in *name and *line. column may be NULL.
void source_position(place_t place, const char **name, uint32_t *line, uint32_t *column);

const char *source_text_at(place_t place, uint32_t *length);   // the rest of its file, lines joined
const char *source_line_text(place_t place, uint32_t *length); // of the line of a place
uint32_t source_offset_in_line(place_t place);                 // in bytes
bool source_is_joined(place_t from, place_t to); // has the text between them continued lines?
uint32_t source_line_in_file(place_t place);     // from 0, regardless of #line
place_t place_shown(place_t place); // for messages: in the definition of the innermost macro
// The innermost macro that messages show of those whose expansion a place is in; *place is then
// where it is named. NULL if there is none.
const struct name *place_macro(place_t *place);

// ---- diagnose.c: diagnostics ----

// gcc's form: `file:line:column: error: message`, the source line, a caret. Warnings in library
// headers are not shown. After 20 errors the compiler gives up.
void error_at(place_t place, const char *format, ...);
void warning_at(place_t place, const char *format, ...);
// With the option that turns it off. False if that has been done, by an option or a pragma.
bool warn(enum warning warning, place_t place, const char *format, ...);
void error_ends_line(place_t place); // no more errors on its line: they would follow from the last
void message_at(place_t place, const char *format, ...); // a note of its own
void note_at(place_t place, const char *format, ...);
_Noreturn void fatal_at(place_t place, const char *format, ...); // an error, then give_up
_Noreturn void give_up(void);                                    // exit(failure_status)
// What would mend the error or warning that comes next: a text at a place, instead of so many
// bytes.
void fix_at(place_t place, uint32_t replaced, const char *text);
enum diagnostic_kind { DIAGNOSTIC_IGNORED, DIAGNOSTIC_WARNING, DIAGNOSTIC_ERROR };
void diagnose_option(const char *name); // -WNAME
// #pragma GCC diagnostic. False if no warning has such a name; if there is nothing to pop.
bool diagnose_change(place_t place, const char *name, enum diagnostic_kind kind);
void diagnose_push(void);
bool diagnose_pop(place_t place);
void diagnose_finish(void); // completes the output of -fdiagnostics-format=json
extern uint32_t error_count;
extern int failure_status; // 1 for starc; what mipster wants when it compiles a .c program

void dependency_missing(const char *name); // depend.c: a header that will be made (-MG)

// ---- scan.c: text to tokens ----

enum token_kind {  // the rest stands in tokens.def
    TOKEN_END,     // of the unit (the preprocessor: of the file)
    TOKEN_NEWLINE, // seen only inside the preprocessor
    TOKEN_OTHER,   // a character that starts no token
    TOKEN_IDENTIFIER,
    TOKEN_PREPROCESSING_NUMBER, // seen only inside the preprocessor
    TOKEN_NUMBER,               // integer constant or character constant: value, number
    TOKEN_FLOATING,             // floating constant: value, its bits; number tells the type
    TOKEN_CHARACTER,            // seen only inside the preprocessor (the parser gets TOKEN_NUMBER)
    TOKEN_STRING,               // adjacent literals joined: string, length, element
#define SPELLING(name, text)
#define TOKEN(name, text, role, operation, language) TOKEN_##name,
#include "tokens.def"
#undef TOKEN
#undef SPELLING
    TOKEN_KIND_COUNT
};

// Type of a number, by its suffix and value (C11 6.4.4.1), and element type of a string. Character
// constants are NUMBER_INT, or with a prefix NUMBER_CHAR16 (u), NUMBER_CHAR32 (U), NUMBER_WCHAR
// (L).
enum number_type {
    NUMBER_INT,
    NUMBER_UNSIGNED,
    NUMBER_LONG,
    NUMBER_UNSIGNED_LONG,
    NUMBER_LONG_LONG,
    NUMBER_UNSIGNED_LONG_LONG,
    NUMBER_FLOAT,
    NUMBER_DOUBLE,
    NUMBER_LONG_DOUBLE,
    NUMBER_FLOAT_IMAGINARY, // in the order of the real ones
    NUMBER_DOUBLE_IMAGINARY,
    NUMBER_LONG_DOUBLE_IMAGINARY,
    NUMBER_CHAR,
    NUMBER_CHAR16,
    NUMBER_CHAR32,
    NUMBER_WCHAR
};

// What tokens.def says.
enum token_role { ROLE_PLAIN, ROLE_ASSIGNS = 11, ROLE_DECLARES, ROLE_SPECIFIES }; // or a precedence
struct token_facts {
    const char *text;
    uint32_t role;
    uint32_t operation; // enum expression_kind
    bool is_cstar;
};
extern const struct token_facts token_facts[TOKEN_KIND_COUNT];
uint32_t token_precedence(enum token_kind kind); // of a binary operator; 0: it is none

struct token {
    uint32_t kind;
    uint32_t number;     // enum number_type of numbers and strings
    uint32_t line_start; // first on its line (the preprocessor's business, like the next two)
    uint32_t space_before;
    uint32_t no_expand;
    place_t place;     // of a token from a macro: where the outermost macro was named
    struct name *name; // identifiers and keywords
    const char *text;  // spelling; for TOKEN_STRING the bytes of the joined value
    uint32_t length;   // of text; for TOKEN_STRING in bytes without the terminating element
    uint64_t value;    // TOKEN_NUMBER, TOKEN_FLOATING
};

// Identifiers are interned: one struct name per spelling, so that names compare by pointer and
// what a name means is found without a search.
struct name {
    struct name *next; // in its hash bucket
    uint32_t hash;     // of the spelling; the same on every host
    uint32_t length;
    uint32_t keyword;             // token kind, or 0
    bool is_foreign;              // a keyword, but none of the language at hand
    uint32_t directive;           // preprocess.c
    uint32_t linked;              // inputs.c
    struct macro *macro;          // preprocess.c
    struct binding *ordinary;     // innermost meaning as variable, function, typedef, enumerator
    struct binding *tag;          // innermost meaning as struct, union, enum tag
    struct statement *label;      // in the function being parsed
    struct object *external;      // the one object with external linkage of this name, all units
    const struct type *member_of; // the record whose members are being checked for duplicates
    uint32_t debug_text;          // dwarf.c: its offset in .debug_str, +1
    char text[];
};
struct name *name_intern(const char *text, uint32_t length);
uint32_t name_language(void); // a number for each language that -std= can choose

// ---- attribute.c, builtin_call.c: what __has_attribute and __has_builtin ask ----

bool attribute_is_known(const struct name *name);
bool builtin_is_known(const struct name *name);

// ---- preprocess.c … unit.c (see preprocess.h): directives, macros, tokens for the parser ----

extern struct token token;                    // the current token of the unit, fully preprocessed
void token_advance(void);                     // to the next
struct token *token_peek(void);               // the one after the current
void preprocess_start(struct source *source); // defines the predefined macros, -D and -U, and
                                              // loads the first token
void macro_each(void (*visit)(const struct name *name));
extern bool pragma_fenv_access; // #pragma STDC FENV_ACCESS ON
extern uint32_t pragma_pack;    // #pragma pack: the most that members are aligned to; 0: no limit
const char *token_spelling(const struct token *token); // for diagnostics
void preprocess_print(struct source *source);          // the unit preprocessed, to stdout (-E)
void preprocess_skip(struct source *source);           // the same without printing
void macro_print_all(void);                            // those that are defined then (-dM)
const struct token *string_parts(uint32_t *count);     // what the last string was joined from
// Assembly language, preprocessed line by line.
void preprocess_lines(struct source *source,
                      void (*add)(const char *text, uint32_t length, place_t place));

// ---- type.c ----

enum type_kind {
    TYPE_VOID,
    TYPE_BOOL,
    TYPE_CHAR,
    TYPE_SHORT,
    TYPE_INT,
    TYPE_LONG,
    TYPE_LONG_LONG,
    TYPE_ENUM,
    TYPE_FLOAT,
    TYPE_DOUBLE,
    TYPE_LONG_DOUBLE,
    TYPE_COMPLEX,
    TYPE_POINTER,
    TYPE_ARRAY,
    TYPE_FUNCTION,
    TYPE_STRUCT,
    TYPE_UNION
};

// One thread finds everything atomic, but `_Atomic int` is a type of its own.
enum { QUALIFIER_CONST = 1, QUALIFIER_VOLATILE = 2, QUALIFIER_RESTRICT = 4, QUALIFIER_ATOMIC = 8 };

struct type {
    enum type_kind kind;
    bool is_unsigned;      // integers; plain char is signed; bool and (our) enums unsigned int
                           // as gcc chooses
    bool is_plain_char;    // char is a type of its own
    bool is_incomplete;    // struct, union, enum or array without its contents yet
    bool is_variadic;      // functions
    bool is_unprototyped;  // functions declared with ()
    bool is_variable;      // arrays: the length is known when the program runs
    bool is_being_defined; // records: between their braces
    uint8_t qualifiers;
    uint8_t bits;  // bit-fields of other than whole bytes: how many; else 0
    uint32_t size; // bytes; 0 while incomplete
    uint32_t alignment;
    struct object *size_object; // array of variable length: its size; NULL: [*] in a prototype
    struct type *base;          // pointer: target; array: element; function: result; enum: integer;
                                // complex: its parts; vector: element
    uint32_t length;            // array, vector: elements; enum: bits that its values need
    struct type *next_vector;   // vector: the next of all
    uint32_t unit;              // records, enums: number of the unit that they belong to
    struct member *members;     // struct, union
    struct parameter *parameters; // function
    struct name *tag;
    struct type *unqualified;  // the same type without qualifiers (itself if it has none)
    struct type *pointer_to;   // cache of type_pointer(this)
    struct type *variants;     // next of the differently qualified copies
    const struct type *like;   // records: one of another unit that is compatible
    struct name *typedef_name; // the first one of an unqualified type
    struct name *alias;        // a typedef: this is `aliased` by another name
    const char *unavailable;   // by an attribute: the reason, or ""; NULL: it is available
    struct type *aliased;      // or, without alias, a qualified form of it
    // for debuggers, only with -g
    struct enumerator *enumerators;
    uint32_t debug_unit;  // dwarf_type.c: the unit that describes it,
    uint32_t debug_entry; // and where
};

struct enumerator {
    struct enumerator *next;
    struct name *name;
    int64_t value;
};

struct member {
    struct member *next;
    struct name *name; // NULL: anonymous struct or union
    struct type *type;
    uint32_t offset;
    place_t place;
    uint32_t alignment;    // wanted by _Alignas or an attribute; 0: that of the type
    bool is_packed;        // by an attribute of its own
    uint8_t bit;           // bit-fields: where in the byte at offset they start,
    uint8_t width;         // how many bits they have,
    struct type *declared; // the type that they are declared with
};

struct parameter {
    struct parameter *next;
    struct type *type;       // adjusted: no arrays, no functions
    struct expression *size; // of an array, if it is no constant: evaluated on entry
    struct size *sizes;      // of its types of variable length, set on entry
    struct name *name;
    place_t place;
    bool is_array;  // as it was declared
    bool has_star;  // [*] in its type
    bool is_unused; // perhaps, by an attribute
};

void type_initialize(void); // makes the basic types; before the first unit
extern struct type *type_void, *type_bool, *type_char, *type_signed_char, *type_unsigned_char,
    *type_short, *type_unsigned_short, *type_int, *type_unsigned, *type_long, *type_unsigned_long,
    *type_long_long, *type_unsigned_long_long, *type_float, *type_double, *type_long_double;

struct type *type_pointer(struct type *target);
struct type *type_array(struct type *element, uint32_t length);
struct type *type_complex(const struct type *real); // of a floating type
bool type_is_integer(const struct type *type);      // incl. bool, char, enum
bool type_is_floating(const struct type *type);     // and real
bool type_is_complex(const struct type *type);
const struct type *type_part(const struct type *type); // of a complex one; else itself
bool type_is_arithmetic(const struct type *type);
bool type_is_scalar(const struct type *type);   // arithmetic or pointer
bool type_is_record(const struct type *type);   // struct or union
bool type_is_vector(const struct type *type);   // a struct of GNU's vector_size
uint32_t type_width(const struct type *type);   // of an integer, in bits
const char *type_text(const struct type *type); // "unsigned int *"
const char *
type_quoted(const struct type *type); // for diagnostics: "'size_t' {aka 'unsigned int'}"
bool type_compatible(const struct type *left, const struct type *right);
bool type_is_same(const struct type *left, const struct type *right); // more than compatible

// ---- parse.c and its sections: abstract syntax, completely typed ----
//
// What the back end may rely on:
// - every conversion is explicit: both operands of an arithmetic operator, of a comparison and of
//   an assignment have the types that the operation works on (shifts: each its own promoted type;
//   a real operand of complex arithmetic: the type of the parts);
// - arrays and functions that decay are under EXPRESSION_ADDRESS; array subscripts, ->, pointer
//   arithmetic and sizeof are gone (scaled ADD, DEREFERENCE, MEMBER, NUMBER remain);
// - constant operands are folded; NUMBER values are reduced to their type: sign- or zero-extended
//   from its size to 64 bit;
// - enum types behave as their integer type; bool is converted to by CAST (value != 0).

enum { SYSTEM_CALL_ARGUMENTS = 6 }; // words at most

enum expression_kind {
    EXPRESSION_NUMBER,      // value; integer or pointer type (left: of what sizeof was taken)
    EXPRESSION_FLOATING,    // value: the bits of a floating constant, in the format of its type
    EXPRESSION_STRING,      // object: a string literal, type array
    EXPRESSION_VARIABLE,    // object: lvalue, or function designator
    EXPRESSION_MEMBER,      // left (struct, union or complex, lvalue or not) at byte offset value
    EXPRESSION_DEREFERENCE, // *left: lvalue
    EXPRESSION_ADDRESS,     // &left; of an array or function: its decayed pointer
    EXPRESSION_CAST,        // left converted to type (void: value dropped)
    EXPRESSION_NEGATE,
    EXPRESSION_COMPLEMENT, // of a complex number: the conjugate
    EXPRESSION_ABSOLUTE,   // |left| and the square root of left, of a floating type
    EXPRESSION_SQUARE_ROOT,
    EXPRESSION_NOT,     // !left, int
    EXPRESSION_COMPLEX, // the number of the real part left and the imaginary part right
    EXPRESSION_MULTIPLY,
    EXPRESSION_DIVIDE,
    EXPRESSION_REMAINDER,
    EXPRESSION_ADD,      // pointer + integer: left pointer, right already in bytes
    EXPRESSION_SUBTRACT, // pointer − pointer: both cast to int first, then DIVIDE by size
    EXPRESSION_SHIFT_LEFT,
    EXPRESSION_SHIFT_RIGHT,
    EXPRESSION_AND,
    EXPRESSION_XOR,
    EXPRESSION_OR,
    EXPRESSION_EQUAL,
    EXPRESSION_NOT_EQUAL,
    EXPRESSION_LESS,
    EXPRESSION_LESS_EQUAL,
    EXPRESSION_GREATER,
    EXPRESSION_GREATER_EQUAL,
    EXPRESSION_LOGICAL_AND,
    EXPRESSION_LOGICAL_OR,  // operands scalar, result int 0 or 1
    EXPRESSION_CONDITIONAL, // left ? right : third
    EXPRESSION_COMMA,       // left, right
    EXPRESSION_ASSIGN,      // left = right (right has left's unqualified type; records too)
    EXPRESSION_UPDATE,      // left = (type)((operation_type)left OPERATION right); the new value
    EXPRESSION_POST_UPDATE, // the same, but its value is the old one of left
    EXPRESSION_CALL,        // left: function designator or pointer; arguments (converted)
    EXPRESSION_COMPOUND_LITERAL, // object (local or static) set from its initializers, lvalue
    EXPRESSION_SYSCALL,          // __syscall(arguments: number, up to six words): int
    EXPRESSION_VA_START,         // left: va_list lvalue (char *); object: last named parameter
    EXPRESSION_VA_ARG,           // left: va_list lvalue; type: of the argument
    EXPRESSION_RETURN_ADDRESS,
    EXPRESSION_ALLOCATE, // left bytes of the stack: a pointer
    EXPRESSION_STACK,    // the stack pointer
    EXPRESSION_RESTORE,  // the stack pointer is left again
    EXPRESSION_BLOCK     // statement, then left, which is its value; NULL: it has none
};

// What `operation` says of a MEMBER, and above, from which bit of the byte at its offset it starts.
enum member_flags { MEMBER_MISALIGNED = 1, MEMBER_BIT_FIELD = 2, MEMBER_BIT_SHIFT = 2 };

// A program has more of these than of all else: what no two kinds need shares memory.
struct expression {
    uint8_t kind;      // enum expression_kind
    uint8_t operation; // UPDATE, POST_UPDATE: the binary operator; DIVIDE: SUBTRACT if it is of
                       // the difference of two pointers, by the size of their target, else 0;
                       // MEMBER, DEREFERENCE: 1 if it may be aligned less than its type wants;
                       // bit-fields: enum member_flags
    bool is_lvalue;
    bool is_parenthesized;
    place_t place;
    struct type *type;
    struct expression *left;
    union {
        struct expression *right;
        struct statement *statement; // BLOCK
        struct object *object;       // VARIABLE, STRING, COMPOUND_LITERAL, VA_START
        uint64_t value;              // NUMBER, FLOATING; byte offset of MEMBER
    };
    struct expression *next; // in a list of arguments
    union {
        struct expression *third;     // CONDITIONAL
        struct expression *arguments; // CALL, SYSCALL: first of a list
        struct type *operation_type;  // UPDATE, POST_UPDATE: type in which it works (right: that
                                      // type, but for shifts)
    };
};

enum statement_kind {
    STATEMENT_EXPRESSION,  // expression, may be NULL
    STATEMENT_DECLARATION, // object: an automatic variable to be set from its initializers
    STATEMENT_BLOCK,       // body: list by next
    STATEMENT_IF,          // expression, body, otherwise
    STATEMENT_WHILE,       // expression, body
    STATEMENT_DO,          // body, expression
    STATEMENT_FOR,         // first (statement), expression or NULL, step or NULL, body
    STATEMENT_SWITCH,      // expression (promoted), body, cases: list by next_case, in source order
    STATEMENT_CASE,        // value … last_value, then body; is_default instead of values
    STATEMENT_LABEL,       // name, body
    STATEMENT_GOTO,        // target: the label statement; NULL: expression is the address of one
    STATEMENT_BREAK,
    STATEMENT_CONTINUE,
    STATEMENT_ASSEMBLY, // assembly: its operands are variables
    STATEMENT_RETURN    // expression converted to the result type, or NULL
};

struct statement {
    enum statement_kind kind;
    place_t place;
    struct statement *next;
    struct statement *body;
    union {
        struct {
            struct expression *expression;
            bool tests_once; // WHILE, FOR: the code of expression may stand only once
        };
        struct { // CASE, reduced to the type of the switch
            uint64_t value;
            uint64_t last_value;
        };
        struct object *address; // LABEL: what stands for its address; NULL if nobody takes it
    };
    union {
        struct statement *otherwise; // IF
        struct statement *first;     // FOR
        struct statement *cases;     // SWITCH
        struct statement *next_case; // CASE
        struct statement *target;    // GOTO
        struct object *object;       // DECLARATION
        struct assembly *assembly;   // ASSEMBLY
        struct name *name;           // LABEL
    };
    union {
        struct expression *step; // FOR
        place_t end_place;       // BLOCK: the closing brace
        struct {                 // LABEL, CASE
            uint32_t label;      // the back end's; 0 before
            bool is_default;     // CASE
            bool is_used;        // LABEL: by a goto, or its address
        };
    };
};

// One scalar (or string, or record value) of an initializer, by ascending offset where that is
// possible; later ones override earlier ones. What is not named is zero.
struct initializer {
    struct initializer *next;
    struct type *type;        // of the part that is set; array of char for a string
    struct expression *value; // converted to type; EXPRESSION_STRING for an array of char
    uint32_t offset;
    uint8_t bit; // of a bit-field: where in the byte at offset it starts
    place_t place;
};

// Whether a function is put in place of its calls: inline.c.
enum inline_choice {
    INLINE_UNKNOWN,
    INLINE_NO,
    INLINE_ONCE, // its only call
    INLINE_YES
};

// What warnings know of a function, from its attributes or functions.def.
enum format_kind { FORMAT_NONE, FORMAT_PRINT, FORMAT_SCAN };
enum function_result { RESULT_ANY, RESULT_KEPT, RESULT_PURE };
struct function_facts {
    uint8_t format;         // enum format_kind
    uint8_t string;         // the number of the argument that is the format
    uint8_t first;          // of the first one that it is about; 0: they are in a va_list
    uint32_t not_null;      // a bit for each argument
    uint8_t result;         // enum function_result
    const char *deprecated; // NULL, or why
    bool is_unavailable;    // it is even an error to use it
};

// A variable or function.
struct object {
    struct object *next; // list of all file-scope objects, or of a function's locals
    struct name *name;   // NULL: string literals, compound literals
    struct type *type;
    place_t place;    // of the definition, else of the first declaration
    bool is_global;   // has static storage duration (functions as well)
    bool is_external; // external linkage
    bool is_defined;  // with initializer or body, or tentatively
    bool is_parameter;
    bool is_address_taken; // by &, by decay of an array, by a member access to a record
    bool is_noreturn;
    bool is_inline;
    bool is_read_only; // const at file scope, string literals: goes to .rodata
    bool is_string;    // a string literal: text, length
    bool is_synthetic; // made by the back end: a jump table, a pool
    bool is_label;     // stands for the address of a label
    bool has_initializer;
    uint8_t inline_choice;    // enum inline_choice
    uint32_t alignment;       // _Alignas, at least that of the type
    const char *library_unit; // of libcstar that defines it, as the header declaring it says
    struct initializer *initializers;
    const char *text; // string literals: bytes, with terminator
    uint32_t length;  // of text in bytes
    // the parser's
    uint32_t uses;           // of a function: how often it is named
    bool has_contents;       // defined with initializer or body, not tentatively
    bool is_implicit;        // declared only by being called
    bool is_renamed;         // by asm("name") behind another name: types may differ
    bool is_used;            // it is named, by others than itself
    bool is_read;            // and its value wanted
    bool is_unused;          // by an attribute: no warnings if it is not used
    bool is_array_parameter; // it was declared as an array
    bool flow_is_set;        // warn_flow.c: perhaps, before what is walked
    bool flow_is_written;    // somewhere
    bool flow_is_set_later;  // the same, when that is known
    uint8_t asm_register;    // of a register variable that names one; 0: it does not
    uint8_t flow_index;      // among those that are tracked, + 1; 0: it is not
    bool is_block_static;    // a static variable of a block
    bool is_register;        // declared so: has no address
    bool is_thread_local;    // its address is no constant
    bool is_gnu_inline;      // its definition is only for inlining
    bool is_internal_inline; // internal for being inline, unless declared otherwise later
    bool is_weak;            // what has no definition is at address 0
    bool is_weak_definition; // another unit's may replace it
    bool is_common;          // so, and defined tentatively with -fcommon
    uint32_t weak_unit;      // number of the last unit that declares it weak
    struct name *alias_name; // it is another name of that
    struct object *alias;
    uint32_t unit;          // number of the unit that defines it
    uint32_t unit_seen;     // number of the last unit that has declared it,
    struct type *unit_type; // with this type, made of all its declarations there, in all scopes,
    place_t unit_place;     // the last of them here
    struct object *twin;    // what the library means by a name that the program defines
    // functions
    struct object *parameters; // by next_parameter
    struct object *next_parameter;
    struct object *locals;                 // parameters and all automatic variables, by next
    struct label_address *label_addresses; // those that are taken
    struct statement *body;
    const struct function_facts *facts; // NULL: not asked for yet
    place_t end_place;                  // of the closing brace
    bool uses_fenv;                     // FENV_ACCESS is on in a part of it
    bool uses_return_address;
    bool jumps_back; // to a __builtin_setjmp: its variables are in memory
    bool uses_stack; // its stack pointer changes: alloca, arrays of variable length
    // for debuggers, only with -g
    place_t scope_start; // of the scope it is declared in; a function: of its parameters' scope
    place_t scope_end;
    struct object *statics;     // functions: static variables of its blocks,
    struct object *next_static; // by next_static
    bool debug_is_inlined;      // dwarf.c: the function is inlined somewhere
    uint32_t debug_entry;       // of the description that inlined copies refer to
    // of what is a section in assembly language
    struct assembly_section *assembly;
    // the back end's
    uint32_t code_offset; // of what stands for the address of a label, in its function, the alias
    uint32_t local;       // lower.c: number of the virtual register or frame slot, +1
    struct place_in_image *image; // link.c
};

// A label whose address is taken by &&.
struct label_address {
    struct label_address *next;
    struct statement *label;
    struct object *object; // an alias of the function, but code_offset further
};

// A function with the attribute constructor or destructor.
struct start_function {
    struct start_function *next; // in the order of the source text
    struct object *object;
    uint32_t priority;
    uint32_t order;
    bool is_destructor;
};
extern struct start_function *start_functions;

// Parses one unit and enters its file-scope objects.
void parse_unit(struct source *source);
const struct source *parse_unit_source(uint32_t unit); // of a unit's number, from 1
int parse_unit_optimization(uint32_t unit);            // what it was compiled with
extern bool parse_has_floating;    // the program names floating types or has such constants
extern uint32_t parse_unit_number; // of the last unit
extern struct object *globals; // all file-scope and static objects of all units, in source order
struct object *external_find(const char *name); // NULL if no unit has declared it
// The object that an external name means in the last unit; declared here if there is none.
struct object *external_object(struct name *name, struct type *type, place_t place);

// ---- assembly_link.c, assembly_statement.c: assembly language ----

struct assembly; // an asm statement
void assembly_parse_file(struct source *source, bool is_preprocessed);
void assembly_end_unit(void); // what stands outside of functions
void assembly_forget_all(void);
void assembly_each_object(const struct assembly *statement,
                          void (*visit)(struct object *object, place_t place));

// Of 64-bit numbers: the binary operator. Right is no zero for divisions, and in range for shifts.
uint64_t fold_numbers(enum expression_kind kind, uint64_t left, uint64_t right, bool is_unsigned);

// Evaluates a constant of static storage: *number (bits of a floating one), plus the address of
// *symbol if that is not NULL. False if the expression is no constant.
bool constant_evaluate(const struct expression *value, struct object **symbol, uint64_t *number);

#endif
