#ifndef LOWER_H
#define LOWER_H

// From abstract syntax to instructions: what the sections of lowering share.
//
//     lower.c       functions, statements, control flow
//     evaluate.c    expressions to words, pairs of words, records
//     truth.c       comparisons, logical operators, jumps; which bits can be 1
//     access.c      lvalues, loads and stores of every width, copies of records
//     inline.c      bodies of small functions instead of calls
//     call.c        calls, arguments, results, variable arguments, system calls
//     arithmetic.c  operators on words, built from the operations that the machine has
//     direct.c      operators on words for which mips32 has instructions
//     wide.c        operators on 64 bits, held as two words

#include "ir.h"

// A word: a constant or a register. What is narrower than a word is always kept extended to one
// as its type says.
struct value {
    bool is_constant;
    uint32_t number; // the constant, or the register
};

// A long long.
struct wide {
    struct value low;
    struct value high;
};

enum base { BASE_REGISTER, BASE_SYMBOL, BASE_SLOT };

// An lvalue in memory: base + offset.
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
};

// ---- building instructions ----

extern place_t lower_place; // of what is being lowered, for the line table
extern uint32_t lower_copy; // number of the inlined copy that it belongs to

struct ir *ir_append(enum ir_operation operation, reg_t to, reg_t left, reg_t right);
struct ir *ir_append_number(enum ir_operation operation, reg_t to, reg_t left, int32_t number);
reg_t register_new(void);
uint32_t label_new(void);
void label_place(uint32_t label);
struct value value_constant(uint32_t number);
struct value value_of(reg_t reg);
reg_t value_register(struct value value);      // in a register, loaded if it is a constant
void value_move(reg_t to, struct value value); // to = value
void value_give(reg_t to, struct value value); // the same, and value is not used again
struct wide wide_of(struct value low, struct value high);
struct wide wide_constant(uint64_t number);
bool fits_16(int32_t number);

// ---- arithmetic.c ----

struct value add(struct value left, struct value right);
struct value subtract(struct value left, struct value right);
struct value multiply(struct value left, struct value right);
struct value multiply_high(struct value left, struct value right);
struct value divide_unsigned(struct value left, struct value right);
struct value remainder_unsigned(struct value left, struct value right);
struct value divide_signed(struct value left, struct value right);
struct value remainder_signed(struct value left, struct value right);
struct value shift_left(struct value left, struct value right);
struct value shift_right_logical(struct value left, struct value right);
struct value shift_right_arithmetic(struct value left, struct value right);
struct value bits_and(struct value left, struct value right);
struct value bits_or(struct value left, struct value right);
struct value bits_xor(struct value left, struct value right);
struct value bits_complement(struct value value);
struct value less_signed(struct value left, struct value right); // 0 or 1, like all comparisons
struct value less_unsigned(struct value left, struct value right);
struct value equal(struct value left, struct value right);
struct value not_equal(struct value left, struct value right);
struct value extend(struct value value, uint32_t size, bool is_unsigned); // from 1 or 2 bytes
struct value power_of_two(struct value exponent, int32_t table);          // table: NEAR_…
int power_exponent(uint32_t number);                                      // −1: no power of two

struct value binary(enum ir_operation operation, struct value left, struct value right);
// Division by what may be zero.
struct value divide_guarded(enum ir_operation operation, struct value left, struct value right);

// ---- direct.c: only with -march=mips32 ----

struct value direct_bits(enum ir_operation operation, struct value left, struct value right);
struct value direct_shift(enum ir_operation operation, struct value left, struct value amount);
struct value direct_less(enum ir_operation operation, struct value left, struct value right);
struct value direct_divide(struct value left, struct value right); // signed
struct value direct_remainder(struct value left, struct value right);
struct value direct_extend(struct value value, uint32_t size, bool is_unsigned);

// ---- wide.c ----

struct wide wide_extend(struct value value, bool is_unsigned);
struct wide wide_binary(enum expression_kind operation, struct wide left, struct wide right,
                        bool is_unsigned);
struct wide wide_shift(enum expression_kind operation, struct wide left, struct value amount,
                       bool is_unsigned);
struct wide wide_negate(struct wide value);
struct wide wide_complement(struct wide value);
// Compares and yields 0 or 1; operation is EQUAL, NOT_EQUAL, LESS, …
struct value wide_compare(enum expression_kind operation, struct wide left, struct wide right,
                          bool is_unsigned);

// ---- access.c ----

struct address address_of(const struct expression *lvalue);
struct address address_of_object(struct object *object);
struct address address_of_slot(uint32_t slot, uint32_t alignment);
struct address address_in(reg_t reg, uint32_t alignment);
struct address address_at(struct address address, int32_t offset);
struct value address_value(struct address address); // the address itself, as a word
struct value load_word(struct address address);
void store_word(struct address address, struct value value);
struct value load_scalar(struct address address, const struct type *type); // of at most a word
void store_scalar(struct address address, const struct type *type, struct value value);
struct wide load_wide(struct address address);
void store_wide(struct address address, struct wide value);
void copy_record(struct address to, struct address from, uint32_t size);
void clear_memory(struct address to, uint32_t size);

// ---- evaluate.c ----

bool is_wide(const struct type *type);                    // long long
struct value evaluate(struct expression *expression);     // to a word
struct wide evaluate_wide(struct expression *expression); // of long long type, to two
struct address evaluate_record(struct expression *expression);
void evaluate_effect(struct expression *expression);                // value unused
void set_variable(struct object *object, struct expression *value); // object lives in registers
bool in_registers(const struct object *object);
reg_t object_register(struct object *object); // its (low) register; the high one follows
void initialize_object(struct object *object);
void refuse_floating(place_t place);

// ---- truth.c ----

uint32_t possible_bits(const struct expression *expression); // a mask of those that may be 1
bool is_never_negative(const struct expression *expression); // as a signed word
bool is_comparison(enum expression_kind kind);
struct value compare(struct expression *comparison);           // 0 or 1
struct value truth(struct expression *expression, bool sense); // 1 if its truth is sense, else 0
// Jumps to label if the truth of expression is sense; falls through otherwise.
void branch_if(struct expression *expression, bool sense, uint32_t label);

// ---- call.c ----

// Result in v0 (and v1): taken by call_result, call_result_wide right after.
struct address call_record(struct expression *call); // where a returned record is
void call_effect(struct expression *call);
struct value call_word(struct expression *call);
struct wide call_wide(struct expression *call);
struct value call_system(struct expression *call);
struct value call_runtime(const char *name, struct value first, struct value second);
struct wide call_runtime_wide(const char *name, struct wide first, struct wide second);
struct wide call_runtime_shift(const char *name, struct wide first, struct value second);
void call_runtime_memory(const char *name, struct value first, struct value second,
                         struct value third);
void receive_parameters(struct object *object);
void variable_arguments_start(struct expression *start);
struct address variable_arguments_next(struct expression *argument);

// ---- inline.c ----

struct inlining { // the body of a function being lowered in place of its call
    struct inlining *outer;
    struct object *callee;
    reg_t result;  // and the next one, of a wide result
    uint32_t done; // label behind the body
    uint32_t returns;
};
extern struct inlining *inlining; // the innermost; NULL outside

bool inline_possible(struct object *callee, const struct expression *call);
reg_t inline_call(struct object *callee, const struct expression *call); // its result's register

// ---- lower.c ----

extern reg_t result_pointer; // where a function returns a record to
void lower_body(struct object *object);

#endif
