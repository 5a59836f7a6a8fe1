#ifndef PARSE_H
#define PARSE_H

// From tokens to typed abstract syntax: what the sections of the parser share.
//
//     type.c        the types themselves
//     scope.c       what names mean, and where
//     suggest.c     what a misspelled name may have meant
//     attribute.c   attributes
//     specifier.c   declaration specifiers
//     record.c      struct, union, enum
//     declarator.c  declarators, parameters, type names
//     object.c      objects: linkage, redeclaration, string literals
//     declare.c     declarations and function definitions
//     variable_array.c  arrays of variable length
//     initialize.c  initializers
//     expression.c  the grammar of expressions
//     builtin.c     _Generic, offsetof, va_start …
//     builtin_call.c  __builtin_…
//     builtin_function.c  those that are functions of libcstar
//     operator.c    what operators need and yield
//     postfix.c     subscripts, members, calls, assignments
//     convert.c     conversions, explicit and implicit
//     fold.c        constants
//     complex.c     complex numbers: their parts, constants, conversions
//     vector.c      vectors: their types, operators, casts
//     statement.c   statements
//     label.c       labels, gotos, and what is done where scopes are left
//     fall.c        functions that may end without a result
//     cstar.c       the tiny language alone
//     parse.c       units, tokens, recovery from errors

#include "starc.h"

// ---- parse.c: tokens and recovery ----

// After a syntax error the parser consumes nothing and stays silent until a statement or
// declaration ends and skips to where the next one may start.
extern bool parse_recovering;
extern uint32_t parse_syntax_errors;
extern bool parse_is_library;    // the unit belongs to libcstar
extern struct arena parse_arena; // lives until the end of the external declaration

void parse_advance(void);
bool parse_accept(enum token_kind kind);
bool parse_expect(enum token_kind kind);       // or says "expected ';' before …"
void parse_syntax_error(const char *expected); // "expected … before …" at the current token
void parse_recover(void);                      // skips to after ; or before }
void parse_skip(enum token_kind left, enum token_kind right); // to behind the one that closes
void parse_enter(place_t place); // one level deeper; gives up if that is too deep
void parse_leave(void);
place_t parse_previous_end(void); // right after the previous token: where something is missing
enum token_kind parse_previous_kind(void); // of the token before the current one
place_t parse_previous_place(void);
extern uint32_t parse_extensions;                    // how many __extension__s are around the token
void warn_pedantic(place_t place, const char *text); // of what ISO C has not, but in them
void parse_note_floating(void);                      // where a floating type or constant stands
uint32_t parse_progress(void);                       // changes whenever a token has been consumed

// ---- type.c ----

extern struct type *type_error; // of what is wrong already: silences further diagnostics
extern struct type *type_char_pointer;

enum { TYPE_MAXIMUM_SIZE = 0x7fffffff };

struct type *type_new(enum type_kind kind, uint32_t size, uint32_t alignment);
struct type *type_qualify(struct type *type, int qualifiers);
// The qualifier that a keyword is, 0: none. (Before "(" _Atomic is a type specifier.)
int token_qualifier(enum token_kind kind);
// Without regard to qualifiers but _Atomic: what pointers point to.
bool targets_compatible(const struct type *left, const struct type *right);
struct type *type_alias(struct type *type, struct name *name); // what a typedef makes of it
// The type aligned otherwise: what packing leaves of it, or an attribute wants.
struct type *type_align(struct type *type, uint32_t alignment);
bool type_is_packed(const struct type *type); // aligned less than such types otherwise are
struct type *type_function(struct type *result);
struct type *type_bit_field(struct type *type, uint32_t bits);
struct type *type_whole(struct type *type); // that of a bit-field, in whole bytes
struct type *type_composite(struct type *left, struct type *right);
struct type *type_number(enum number_type number);
struct type *type_promoted(struct type *type); // C11 6.3.1.1
void type_complete_record(struct type *type, struct member *members, uint32_t size,
                          uint32_t alignment);
void type_complete_enum(struct type *type, struct type *base, struct enumerator *enumerators);
bool type_is_complete(const struct type *type);   // an object of it can be made
bool type_is_read_only(const struct type *type);  // const, or an array of const
bool type_has_read_only(const struct type *type); // or with a const member

// ---- scope.c ----

enum binding_kind { BINDING_OBJECT, BINDING_TYPEDEF, BINDING_CONSTANT, BINDING_TAG };

struct binding {
    struct binding *outer; // what it hides
    struct binding *next;  // bound before it in the same scope
    struct name *name;
    enum binding_kind kind;
    uint32_t depth;
    place_t place;
    struct type *type;     // as this scope knows it
    struct object *object; // NULL: a parameter that its list has not named again
    uint64_t value;        // of an enumerator
    bool is_used;          // a typedef
};

extern uint32_t scope_depth;     // 0: file scope
extern bool scope_is_parameters; // the innermost scope is that of a parameter list
void scope_enter(bool is_parameters);
void scope_leave(void);
extern place_t scope_start; // where the innermost one begins; only with -g
void scope_leave_file(void);
struct binding *scope_bind(struct name *name, enum binding_kind kind, struct type *type,
                           place_t place);
// In file scope, though an inner one is open: for a name that has no meaning so far.
struct binding *scope_bind_outermost(struct name *name, struct type *type, place_t place);
void scope_each(void (*visit)(const struct binding *binding));      // from the innermost scope out
void scope_each_here(void (*visit)(const struct binding *binding)); // in the innermost scope itself
// The meaning that a name has in the innermost scope itself, or NULL.
struct binding *scope_ordinary_here(const struct name *name);
struct binding *scope_tag_here(const struct name *name);

// ---- suggest.c ----

enum suggest_kind { SUGGEST_NAME, SUGGEST_TYPE, SUGGEST_FUNCTION };
// "; did you mean 'count'?", or nothing.
const char *suggest_name(const struct name *name, enum suggest_kind kind, place_t place);
const char *suggest_member(const struct name *name, const struct type *record, place_t place);

// ---- attribute.c, specifier.c, record.c, declarator.c, declare.c ----

// What attributes say that has a meaning here.
struct attributes {
    place_t place; // of the last
    bool is_noinline;
    bool is_noreturn;
    bool is_packed;
    bool is_weak;
    bool is_gnu_inline;
    bool is_fallthrough;
    bool is_unused;               // perhaps, or used by what the compiler does not see
    uint32_t alignment;           // aligned; 0: none
    struct rare_attributes *rare; // NULL: none of them
};

struct rare_attributes {
    struct name *mode;    // NULL: none
    uint32_t vector_size; // 0: none
    bool is_designated;   // designated_init
    bool has_sections;    // different ones
    struct name *section;
    uint32_t constructor; // 1 + priority; 0: none
    uint32_t destructor;
    struct function_facts facts;
    struct name *alias;      // of the object that it is another name of
    struct binding *cleanup; // a function
};

enum storage {
    STORAGE_NONE,
    STORAGE_TYPEDEF,
    STORAGE_EXTERN,
    STORAGE_STATIC,
    STORAGE_AUTO,
    STORAGE_REGISTER
};

struct specifiers {
    struct type *type;
    enum storage storage;
    place_t place;
    place_t storage_place;
    bool is_inline;
    bool is_noreturn;
    bool is_implicit;  // there was no type: int
    bool is_empty;     // there was nothing but attributes
    bool declares_tag; // struct, union or enum
    bool defines_tag;  // with its members
    bool is_auto_type; // that of the initializer
    bool is_thread_local;
    bool is_ended; // the `;` behind that was missing, which has been reported
    uint32_t alignment;
    struct attributes attributes;
};

struct declarator {
    struct name *name;           // NULL if abstract
    struct name *assembler_name; // by __asm__; NULL: as its name
    place_t place;
    bool is_function; // it declares a function itself, not through a typedef
    bool is_array_parameter;
    bool has_star;  // a parameter: [*]
    bool is_unused; // a parameter, by an attribute
    struct type *type;
    struct attributes attributes;  // behind it
    struct parameter *identifiers; // of an old-style definition
    struct expression *size;       // of an array that is a parameter, if it is no constant
};

enum declarator_kind { DECLARATOR_NAMED, DECLARATOR_ABSTRACT, DECLARATOR_EITHER };

bool parse_starts_type(const struct token *token);
void error_unknown_type(void);
// What they are of: of members and type names no storage is allowed, of most type names no
// alignment.
enum specifiers_context { SPECIFIERS_DECLARATION, SPECIFIERS_MEMBER, SPECIFIERS_TYPE_NAME };
void parse_specifiers(struct specifiers *specifiers, enum specifiers_context context);
extern place_t specifiers_end;                             // the last word of the last ones
void parse_attributes_here(struct attributes *attributes); // adds those that follow, if any
static inline void parse_attributes(struct attributes *attributes) {
    if (token.kind == TOKEN_ATTRIBUTE || token.kind == TOKEN_LEFT_BRACKET)
        parse_attributes_here(attributes);
}
bool parse_attributes_of_nothing(void);
bool attribute_starts(void);                 // "__attribute__", or "[" "["
extern struct attributes leading_attributes; // have been read before the specifiers
void refuse_attributes(const struct attributes *attributes, bool is_type);
struct type *attribute_type_rare(struct type *type, const struct attributes *attributes);
// What attributes make of a declared type.
static inline struct type *attribute_type(struct type *type, const struct attributes *attributes) {
    return attributes->rare == NULL ? type : attribute_type_rare(type, attributes);
}
void parse_declarator(struct declarator *declarator, struct type *base, enum declarator_kind kind);
struct type *parse_type_name(void);
struct type *parse_type_name_aligned(uint32_t *alignment); // by _Alignas; 0: there is none
void warn_implicit_int(const struct declarator *declarator);
struct type *parse_record(bool is_alone);
struct type *parse_enum(void);
void parse_static_assert(void);
uint32_t parse_alignment(void); // _Alignas(…)
struct member *member_find(const struct type *record, const struct name *name, uint32_t *offset);
// Appends STATEMENT_DECLARATIONs to **tail; tail NULL: at file scope.
void parse_declaration(struct statement ***tail);
struct object *function_enter(const struct specifiers *specifiers,
                              const struct declarator *declarator, struct statement ***statements);
void function_leave(void);
void parse_declare_builtins(void);
void parse_end_tentative(void);

// ---- object.c ----

void object_forget_all(void); // what all units have declared
void object_start_unit(void);
void object_end_unit(void);
struct object *object_new(struct name *name, struct type *type, place_t place);
struct object *object_local(struct name *name, struct type *type, place_t place);
void object_add_local(struct object *object);
struct object *object_static(struct name *name, struct type *type, place_t place);
struct object *object_string(const char *text, uint32_t length, enum number_type element,
                             place_t place);
struct object *object_declare(const struct specifiers *specifiers,
                              const struct declarator *declarator, bool is_definition);
// What the unit has declared with linkage, in whatever scope; NULL: nothing.
struct object *object_declared(const struct name *name);
struct object *object_builtin(struct name *name, struct type *type, const char *library_unit);
struct object *object_implicit(struct name *name, place_t place);
struct object *object_function_name(struct object *function); // __func__

// ---- variable_array.c ----

struct size; // of a type, to be set where it is declared
struct expression *variable_size(const struct type *type, place_t place); // of any complete type
bool type_is_variably_modified(const struct type *type);
bool type_has_star(const struct type *type); // an array [*]
struct type *type_variable_array(struct type *element, struct expression *length, uint32_t count,
                                 bool is_unknown, place_t place);
struct size *variable_sizes_take(void); // of what has been declared since the last time
void variable_sizes_set(struct statement ***tail);
struct expression *variable_sizes_before(struct expression *value);
void variable_sizes_enter(struct size *list, void (*visit)(struct expression *value),
                          struct statement ***tail);
struct object *variable_array_declare(struct declarator *declarator, struct statement ***tail);

// ---- initialize.c ----

// Parses what follows `=` for an object; completes the type of an array of unknown size.
void parse_initializer(struct object *object);
void initialize_object_with(struct object *object, struct expression *value);
struct type *parse_initializer_list(struct object *object, struct type *type);

// ---- expression.c ----

extern bool parse_may_assign; // of C*: what comes is a statement
struct expression *parse_expression(void);
// The same where it is a full one (C11 6.8p4), which is looked at as a whole.
struct expression *parse_full_expression(void);
struct expression *parse_assignment(void);
struct expression *parse_conditional(void);
// An integer constant expression; *value is extended to 64 bit. False after an error, which is
// what at place (0: where the expression begins).
bool parse_constant(uint64_t *value, struct type **type, place_t place, const char *what);
struct expression *parse_condition(void); // "(" expression ")", scalar
struct expression *parse_unary(void);
struct expression *parse_cast(void);
struct expression *parse_arguments(uint32_t *count); // "(" … ")", a list by next

// ---- builtin.c ----

struct expression *parse_generic(void);
// A call of a floating builtin function, at its name. NULL if the name is none.
struct expression *parse_floating(void);
struct expression *parse_offsetof(void);
struct expression *parse_va_start(void);
struct expression *parse_va_arg(void);
struct expression *parse_va_end(void);
struct expression *parse_va_copy(void);
uint32_t call_number(const struct name *name);
struct expression *parse_syscall(void);

// ---- builtin_call.c ----

struct expression *parse_builtin(void); // NULL, the current token is none
bool builtin_is_alloca(const struct name *name);

// ---- builtin_function.c ----

bool builtin_is_function(const char *name);
// A call, at its name, which is `name` behind __builtin_. NULL if that is no function.
struct expression *parse_builtin_function(const char *name, place_t place);
struct expression *make_builtin_function(const char *text, const char *signature, bool is_routine,
                                         place_t place);

// ---- operator.c, postfix.c, convert.c, fold.c ----

struct expression *make_expression(enum expression_kind kind, struct type *type, place_t place);
struct expression *make_number(uint64_t value, struct type *type, place_t place);
struct expression *make_floating(uint64_t bits, struct type *type, place_t place);
struct expression *make_error(place_t place);
const char *expression_text(const struct expression *expression); // "'*p' ", or nothing
struct expression *make_variable(struct object *object, struct type *type, place_t place);
struct expression *make_string(struct object *object, place_t place);
bool is_error(const struct expression *expression);
bool is_bit_field(const struct expression *expression);
const char *member_text(const struct expression *member);

struct expression *operator_binary(enum expression_kind kind, struct expression *left,
                                   struct expression *right, place_t place);
struct expression *operator_logical(enum expression_kind kind, struct expression *left,
                                    struct expression *right, place_t place);
struct expression *operator_conditional(struct expression *condition, struct expression *left,
                                        struct expression *right, place_t place);
struct expression *make_kept(struct expression *value, struct expression **kept);
struct expression *operator_comma(struct expression *left, struct expression *right, place_t place);
struct expression *operator_unary(enum token_kind token, struct expression *operand, place_t place);
struct expression *operator_address(struct expression *operand, place_t place);
struct expression *operator_dereference(struct expression *operand, place_t place);
struct expression *operator_subscript(struct expression *left, struct expression *right,
                                      place_t place);
struct expression *operator_member(struct expression *record, struct name *name, bool is_arrow,
                                   place_t place);
struct expression *operator_assign(struct expression *left, struct expression *right,
                                   place_t place);
struct expression *operator_update(enum expression_kind kind, enum expression_kind operation,
                                   struct expression *left, struct expression *right,
                                   place_t place);
extern uint32_t operator_changes; // how many assignments and the like there were so far
struct expression *operator_call(struct expression *function, struct expression *arguments,
                                 place_t place);
struct expression *operator_cast(struct expression *operand, struct type *type, place_t place);
struct expression *operator_scale(struct expression *index, struct type *type, place_t place);
struct expression *invalid_operands(enum expression_kind kind, const struct expression *left,
                                    const struct expression *right, place_t place);
bool check_operands(enum expression_kind kind, const struct expression *left,
                    const struct expression *right, place_t place);
void check_right(enum expression_kind kind, const struct type *type, struct expression *right,
                 place_t place);
bool check_scalar(const struct expression *expression, place_t place);

// The address of an lvalue or function, which need not be checked, as a pointer of the given type.
struct expression *make_address(struct expression *operand, struct type *type, place_t place);
struct expression *convert_value(struct expression *expression); // decay, lvalue conversion
struct expression *
convert_array(struct expression *array); // decay, of what is no lvalue in C90, too
struct expression *convert_dropped(struct expression *expression); // the same: nobody wants it
struct expression *convert_to(struct expression *expression, struct type *type); // unchecked
struct expression *convert_promote(struct expression *expression);
struct expression *convert_argument(struct expression *expression); // default promotions
struct type *convert_usual(struct expression **left, struct expression **right);
struct type *type_usual(struct type *left, struct type *right); // C11 6.3.1.8
bool is_null_pointer(const struct expression *expression);

// As if by assignment (C11 6.5.16.1). For messages: what is done, and for an argument its number
// and the function.
enum conversion {
    CONVERSION_ASSIGNMENT,
    CONVERSION_INITIALIZATION,
    CONVERSION_RETURN,
    CONVERSION_ARGUMENT
};
struct expression *convert_assign(struct expression *expression, struct type *type,
                                  enum conversion conversion, place_t place,
                                  const struct name *function, uint32_t argument);

uint64_t number_reduce(uint64_t value, const struct type *type);
struct expression *fold_binary(enum expression_kind kind, struct type *type,
                               struct expression *left, struct expression *right, place_t place);
struct expression *fold_unary(enum expression_kind kind, struct expression *operand, place_t place);
// A constant of one arithmetic type as one of another. False if that is to raise an exception when
// the program runs.
bool fold_conversion(uint64_t value, const struct type *from, const struct type *to,
                     uint64_t *result);
// A constant, zero of a scalar type; and the condition that a floating constant is.
uint64_t fold_negated(uint64_t bits, const struct type *type); // of a floating number
struct expression *fold_zero(struct type *type, place_t place);
struct expression *fold_truth(struct expression *expression);

// ---- complex.c ----

struct expression *make_complex(struct expression *real, struct expression *imaginary,
                                struct type *type, place_t place); // the parts are of its base
struct expression *make_imaginary(struct expression *constant);    // a FLOATING of its type
struct expression *operator_part(bool is_imaginary, struct expression *operand, place_t place);
struct expression *convert_complex(struct expression *expression, struct type *type);
// The parts of a complex constant, in the format of its base. False if the expression is none.
bool constant_parts(const struct expression *value, uint64_t parts[2]);

// ---- vector.c ----

struct type *vector_type(struct type *type, uint32_t size, place_t place);
struct expression *vector_binary(enum expression_kind kind, struct expression *left,
                                 struct expression *right, place_t place);
struct expression *vector_unary(enum token_kind token, struct expression *operand, place_t place);
struct expression *vector_update(enum expression_kind kind, enum expression_kind operation,
                                 struct expression *left, struct expression *right, place_t place);
struct expression *vector_subscript(struct expression *vector, struct expression *index,
                                    place_t place);
struct expression *vector_cast(struct expression *operand, struct type *type, place_t place);
struct expression *vector_shuffle(struct expression **arguments, uint32_t count, place_t place);
struct expression *vector_convert(struct expression *value, struct type *type, place_t place);

// ---- statement.c ----

// first: a list of statements that come before those of the block; tail: its end.
void parse_function_body(struct object *function, struct statement *first, struct statement **tail);

struct expression *parse_statement_expression(place_t place); // behind its "("
extern uint32_t statement_expressions;                        // how many there were so far
struct statement *statement_new(enum statement_kind kind);    // at the current token
void statement_append(struct statement **list, struct statement *statements);

// ---- assembly_statement.c ----

struct statement *assembly_parse_statement(void);
void assembly_parse_outside(void); // of functions
// __builtin_setjmp and __builtin_longjmp.
struct expression *assembly_jump(struct expression *buffer, bool is_jump, place_t place);
uint32_t assembly_register(const char *text, uint32_t length); // reg_t; 64: there is none

// ---- label.c ----

extern struct cleanup *cleanups; // what has to be done where the scopes around are left

// An automatic variable with the attribute cleanup: its function is called where its scope is left.
void statement_add_cleanup(struct object *object, struct binding *function, place_t place);
// An array of variable length, of that name: where its scope is left the stack is as saved before.
void statement_add_restore(struct object *saved, struct name *name);
// Of that name, or none: the scope of a type of variable length, a statement expression: nothing is
// done where it is left, but it may not be jumped into.
void statement_add_type(struct name *name, place_t place);
void statement_add_expression(place_t place);
void label_check_switch(const struct cleanup *around, place_t place, place_t case_place);
// What is done where scopes are left, down to `outer`, which remains.
struct statement *cleanups_leave(const struct cleanup *inner, const struct cleanup *outer,
                                 place_t place);
struct statement *cleanups_jump(struct statement *jump, const struct cleanup *outer);
struct statement *cleanups_return(struct statement *statement);
struct statement *label_named(struct name *name, place_t place); // its statement
void label_define(const struct statement *statement);            // where the parser is
void label_note_goto(struct statement *statement);
void label_end(void); // of the function
struct local_labels;
struct local_labels *parse_local_labels(void); // of a block that begins
void label_end_local(struct local_labels *list);
struct expression *parse_label_address(void); // "&&" identifier

// ---- fall.c ----

// Warns if a function can end without returning what it has to.
void fall_check(const struct object *function);
// Can control get through statements of a list, from the first one up to `end`?
bool never_returns(const struct expression *expression);
bool fall_reaches_end(const struct statement *first, const struct statement *end);
extern struct object *current_function; // NULL at file scope
extern struct type *current_result;

// ---- warn.c ----

// The binary operator at the top of an expression that was just parsed; TOKEN_END if it has none,
// or if it is in parentheses.
struct top_operator {
    enum token_kind token;
    place_t place;
};

// A statement that decides about another one, its body.
struct guard {
    const char *text; // "if"
    place_t place;
    place_t body; // its first token
    enum token_kind body_kind;
};

void warn_operands(const struct top_operator *operator, const struct top_operator * left,
                   const struct top_operator *right);
void warn_not(enum expression_kind kind, const struct expression *left,
              const struct expression *right, place_t place);
void warn_sizeof_quotient(const struct expression *left, const struct expression *right,
                          place_t place);
// warn_compare.c
void warn_comparison(enum expression_kind kind, const struct expression *left,
                     const struct expression *right, place_t place);
void warn_arms(const struct expression *left, const struct expression *right);
void warn_truth(const struct expression *expression, place_t place, bool is_whole);
// warn.c
void warn_condition(const struct expression *condition, place_t start);
// warn_unused.c
// The variable that an lvalue is, or is part of, and perhaps one that a pointer comes from; or
// NULL.
struct object *variable_of(const struct expression *expression);
void mark_read(const struct expression *expression); // its value is wanted
void warn_unused_bindings(const struct binding *first);
void warn_unused_parameters(const struct object *function);
void warn_unused_internal(const struct object *first);
void warn_statement(const struct expression *expression, place_t start);
void warn_comma(const struct expression *left, place_t place);
// warn_format.c
void warn_format(const struct function_facts *facts, const struct expression *arguments,
                 place_t place);
// warn_sequence.c
void warn_sequence(const struct expression *expression);
// warn_call.c
void function_add_facts(struct object *function, const struct function_facts *more);
void warn_call(const struct expression *callee, const struct expression *arguments, place_t place);
void warn_ignored(const struct expression *expression);
bool is_pure_call(const struct expression *call); // of a function that only yields a value
void warn_deprecated(const struct object *object, place_t place);
// warn.c
void warn_sizeof(const struct expression *operand, place_t start);
bool statement_is_in_switch(void);
void warn_fallthrough(const struct statement *first);
// warn_floating.c
void warn_floating_equal(enum expression_kind kind, const struct type *type, place_t place);
void warn_floating_types(const struct type *from, const struct type *to, place_t place);
void warn_floating_conversion(const struct expression *expression, const struct type *to,
                              enum conversion conversion);
// warn_flow.c
void warn_flow(const struct object *function);
void warn_self(const struct object *object); // behind its initializer
void warn_bounds(const struct expression *expression);
void warn_return(const struct expression *value);
void warn_body(const struct guard *guard); // behind it
void warn_switch(const struct statement *statement, const struct type *type);
void warn_main(const struct type *type, place_t place);
void warn_missing_members(const struct type *record, const struct member *first);

// ---- cstar.c ----

extern bool parse_is_cstar; // the unit is to be C* and nothing else
void cstar_refuse(place_t place, const char *what);
void cstar_check_token(void); // the current one
void cstar_check_number(void);
void cstar_check_statement(const struct expression *expression);
struct type *cstar_procedure(const struct name *name);

#endif
