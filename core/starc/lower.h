#ifndef LOWER_H
#define LOWER_H

// From abstract syntax to typed operations on typed values: what the sections of lowering share.
//
//     lower.c       functions, statements, control flow
//     evaluate.c    expressions
//     truth.c       comparisons, logical operators, jumps
//     parts.c       complex numbers
//     access.c      lvalues, loads and stores, copies of records
//     inline.c      bodies of small functions instead of calls
//     dynamic.c     memory on the stack by the byte
//     call.c        calls, arguments, results, variable arguments, system calls
//     build.c       the operations

#include "ir.h"

// An lvalue in memory: base + offset. A record is its address and its type's size.
struct address {
    enum base base;
    reg_t reg;
    struct object *symbol;
    uint32_t slot;
    int32_t offset;
    uint32_t alignment; // of the base
    bool is_whole;      // a scalar alone in its word: stores may write all of it
    bool is_volatile;
    bool is_packed; // perhaps aligned less than what is there wants
    uint8_t bit;    // of the byte there, from which a bit-field starts
};

// ---- access.c ----

enum ir_class class_of_type(const struct type *type); // of a scalar
struct address address_of(const struct expression *lvalue);
struct address address_of_object(struct object *object);
struct address address_of_slot(uint32_t slot, uint32_t alignment);
struct address address_in(reg_t reg, uint32_t alignment);
struct address address_at(struct address address, int32_t offset);
struct value address_value(struct address address); // the address itself, as a word
struct value keep_bits(struct value value, uint32_t bits, bool is_signed); // the lower ones
struct value load(struct address address, const struct type *type);
void store(struct address address, const struct type *type, struct value value);
void copy_record(struct address to, struct address from, uint32_t size);
void clear_memory(struct address to, uint32_t size);

// ---- evaluate.c ----

struct value evaluate(struct expression *expression); // of scalar type
struct address evaluate_record(struct expression *expression);
void evaluate_effect(struct expression *expression); // value unused
struct value convert(struct value value, const struct type *from, const struct type *to);
void set_variable(struct object *object, struct expression *value); // object lives in registers
bool in_registers(const struct object *object);
reg_t object_register(struct object *object); // its (low) register; the high one follows
void initialize_object(struct object *object);
bool works_unsigned(const struct type *type); // fold.c: arithmetic on it is that of unsigned ints

bool is_binary(enum expression_kind kind);
// The operators down the left side of a tree, which may be very deep, are applied from the lowest
// up: they in this order, at least one.
struct expression **left_spine(struct expression *expression, uint32_t *depth);
bool is_register_variable(const struct expression *expression);
// What an expression does first; yields the part of it that its value is then.
struct expression *evaluate_before(struct expression *expression);

// ---- parts.c ----

// The value of a complex number. A real one, as an operand, has an imaginary part of zero that
// counts only where nothing else will do.
struct parts {
    struct value real, imaginary;
    bool is_real;
};

struct parts evaluate_parts(struct expression *expression);
struct value value_of_part(struct expression *part); // MEMBER of a value
struct parts update_parts(struct expression *expression);
struct value compare_parts(struct expression *comparison);
struct address parts_address(struct expression *expression);
void store_parts(struct address to, const struct type *type, struct parts parts);

// A record or a complex number: lowering knows its address rather than its value.
static inline bool is_in_memory(const struct type *type) {
    return type_is_record(type) || type_is_complex(type);
}

// ---- truth.c ----

bool is_comparison(enum expression_kind kind);
struct value compare(struct expression *comparison);           // 0 or 1
struct value truth(struct expression *expression, bool sense); // 1 if its truth is sense, else 0
struct value truth_of(struct value value, bool sense);         // the same
// Jumps to label if the truth of expression is sense; falls through otherwise.
void branch_if(struct expression *expression, bool sense, uint32_t label);

// ---- dynamic.c ----

struct value stack_pointer(void);
void stack_restore(struct value pointer);
struct value stack_allocate(struct value size);

// ---- call.c ----

struct address call_record(struct expression *call); // where a returned record is
void call_effect(struct expression *call);
struct value call_scalar(struct expression *call);
struct parts call_complex(struct expression *call);
// A routine of libcstar that takes and returns complex numbers.
struct parts call_parts(const char *name, struct parts left, struct parts right);
struct value call_system(struct expression *call);
void append_runtime_call(const char *name, const struct value *arguments, uint32_t count);
struct value call_runtime(const char *name, const struct value *arguments, uint32_t count);
struct value call_upper(void); // right after it: the upper word of its result
void receive_parameters(struct object *object);
void variable_arguments_start(struct expression *start);
struct address variable_arguments_next(struct expression *argument);

// ---- inline.c ----

struct inlining { // the body of a function being lowered in place of its call
    struct inlining *outer;
    struct object *callee;
    reg_t result;
    uint32_t done; // label behind the body
    uint32_t returns;
};
extern struct inlining *inlining; // the innermost; NULL outside

bool inline_possible(struct object *callee, const struct expression *call);
reg_t inline_call(struct object *callee, const struct expression *call); // its result's register

// ---- assembly_lower.c ----

void lower_assembly(const struct assembly *lowered);

// ---- lower.c ----

extern reg_t return_address; // of a function that uses its own
extern reg_t result_pointer; // where a function returns a record to
void lower_body(struct object *object);
void lower_statement(struct statement *statement);

#endif
