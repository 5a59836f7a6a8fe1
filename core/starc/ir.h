#ifndef IR_H
#define IR_H

// The back end's own: the intermediate representation of one function, and what the passes from
// lower.c to link.c share.
//
// A function is a list of instructions over registers. Registers 0 to 31 are the machine's, 32 to
// 63 those of its floating point unit, all others are virtual, of a class, and become machine
// registers or frame slots in allocate.c. The operations are typed (ir.def) and the same for every
// target until legalize.c: behind it there are only those that the target has, on words.

#include "starc.h"

typedef uint32_t reg_t; // a register: 0–63 the machine's, from REGISTER_VIRTUAL on virtual

enum {
    REGISTER_ZERO = 0, // as an operand of an instruction that has none, too
    REGISTER_AT = 1,   // scratch of emit.c
    REGISTER_V0 = 2,
    REGISTER_V1 = 3,
    REGISTER_A0 = 4,
    REGISTER_T0 = 8,
    REGISTER_S0 = 16,
    REGISTER_FRAME = 23, // $s7: the frame, where $sp changes
    REGISTER_T8 = 24,
    REGISTER_T9 = 25, // second scratch of emit.c; target of indirect calls
    REGISTER_GP = 28, // the window of small data and literals
    REGISTER_SP = 29,
    REGISTER_MSB = 30, // $s8 always holds 0x80000000, which unsigned comparisons add
    REGISTER_RA = 31,
    REGISTER_F0 = 32, // the pair of it and $f1; so are all with an even number
    REGISTER_F12 = 44,
    REGISTER_F14 = 46,
    REGISTER_F16 = 48, // scratch of emit.c
    REGISTER_F18 = 50, // second scratch
    REGISTER_F20 = 52, // those from here on are saved by callees
    REGISTER_VIRTUAL = 64
};

enum ir_operation {
#define IR(name, form, to, left, right, traits, result) IR_##name,
#include "ir.def"
#undef IR
    IR_OPERATION_COUNT
};

// Whether a register of the machine is one that a function saves before it uses it.
static inline bool is_saved(reg_t machine) {
    return (machine >= REGISTER_S0 && machine < REGISTER_S0 + 8) ||
           (machine >= REGISTER_F20 && machine < REGISTER_VIRTUAL);
}

// What an operand can be: nothing, a base register, a word, 64 bits, single or double precision, of
// the instruction's class.
enum ir_operand { OPERAND_n, OPERAND_b, OPERAND_w, OPERAND_l, OPERAND_s, OPERAND_d, OPERAND_t };

enum ir_trait {
    IR_PURE = 1, // no effect but its result, unless has_effect
    IR_COMMUTES = 2,
    IR_READS = 4, // memory
    IR_WRITES = 8,
    IR_DIVIDES = 16, // has_effect if right may be 0
    IR_CALLS = 32,
    IR_JUMPS = 64,  // to a label
    IR_LEAVES = 128 // the next instruction does not follow
};

struct ir_row {
    const char *form;
    uint8_t to, left, right; // enum ir_operand
    uint8_t traits;
};
extern const struct ir_row ir_table[IR_OPERATION_COUNT]; // build.c

enum ir_class { CLASS_WORD, CLASS_LONG, CLASS_SINGLE, CLASS_DOUBLE }; // integers, floating

static inline bool class_is_floating(uint32_t class) {
    return class >= CLASS_SINGLE;
}

// What a load or store accesses; what is narrower than a word is extended to one. ORDER WIDTH
enum ir_width { IR_WORD, IR_BYTE, IR_BYTE_UNSIGNED, IR_HALF, IR_HALF_UNSIGNED, IR_LONG };

enum base { BASE_REGISTER, BASE_SYMBOL, BASE_SLOT };

struct ir {
    uint8_t operation;
    uint8_t class;
    uint8_t base;      // of an address: enum base
    uint8_t width;     // loads and stores: enum ir_width; calls and returns: how many floating
                       // registers have arguments, or the result,
    bool is_constant;  // the right operand is the constant `number` (and `high`)
    bool has_effect;   // loads and stores: is volatile; divisions: right may be 0; labels: see
                       // is_rebuilt
    bool is_whole;     // of a scalar alone in its word: all of it may be written
    uint8_t alignment; // of the base: 1, 2 or 4; calls: how many words of arguments floating
                       // registers stand for
    reg_t to;          // 0: none
    reg_t left;
    reg_t right;
    int32_t number; // an address: offset from the base
    union {
        uint32_t slot;
        uint32_t label;
    };
    uint32_t high; // upper word of a constant of 64 bits
    place_t place;
    uint32_t copy; // of an inlined function: struct inlined_copy, from 1; 0: the function's own
    union {
        struct object *symbol;
        struct jump_table *table;       // IR_JUMP_TABLE
        struct assembly_code *assembly; // IR_ASSEMBLY
    };
};

struct jump_table {
    struct jump_table *next; // of the same function
    uint32_t count;
    uint32_t *labels;
    struct object *object; // its words in .rodata
};

enum { STACK_ALIGNMENT = 8 };

// A piece of the frame. Offsets of incoming ones count from the caller's stack pointer.
struct slot {
    uint32_t size;
    uint32_t alignment;
    bool is_incoming;
    uint32_t used;  // bytes of a variable between two gaps (-fcheck-gaps); 0: it has none
    int32_t offset; // from $sp (allocated in emit.c), or of the incoming argument
};

// The body of an inlined function in place of its call, for debuggers; only with -g.
struct inlined_copy {
    uint32_t around; // the copy that the call is in; 0: the function itself
    struct object *callee;
    place_t call;
    uint32_t variable_count;
    struct object **variables;
    uint32_t *locals; // of each of them, as object.local was
};

// What is known of a register, or of a value, whenever it is read. (A mask of bits would say more,
// but the 17 instructions are slow at those.)
struct facts {
    uint8_t class;
    bool is_once;  // made by one instruction, before all uses
    uint8_t width; // bits from here on are 0
    uint8_t zeros; // bits below are 0
};

// The function being compiled; its arrays are reused for the next one.
struct function {
    struct object *object;
    struct ir *code;
    uint32_t count;
    uint32_t capacity;
    reg_t first_temporary; // virtual registers below are variables
    reg_t register_count;  // virtual registers are REGISTER_VIRTUAL … register_count − 1
    struct facts *facts;   // of registers, the machine's too
    uint32_t facts_capacity;
    bool has_long; // has registers of CLASS_LONG, or CLASS_DOUBLE
    bool has_floating;
    bool uses_fenv;  // rounding and flags matter: floating operations stay where and as they are
    bool has_loop;   // -O1
    bool is_rebuilt; // legalize.c made other operations of some before the first label; of some
                     // behind a label, it has_effect
    uint32_t label_count;
    struct slot *slots; // from 1 on
    uint32_t slot_count;
    uint32_t slot_capacity;
    uint32_t outgoing; // bytes of outgoing arguments; 0: calls nothing
    bool has_call;
    bool is_dynamic; // $sp changes
    struct jump_table *tables;
    struct inlined_copy *copies; // from 1 on
    uint32_t copy_count;
    uint32_t copy_capacity;
    // allocate.c
    uint8_t *assignment;          // machine register of each virtual register; 0: spilled
    uint32_t *spill_slot;         // slot of each spilled one; 0: never used
    bool saves[REGISTER_VIRTUAL]; // callee-saved registers in use
};
extern struct function function;
extern struct arena function_arena; // reset after each function

// Zeroed memory for as long as the function is compiled.
static inline void *scratch(size_t size) {
    return arena_allocate(&function_arena, size);
}

static inline bool ir_has(const struct ir *ir, uint32_t traits) {
    return (ir_table[ir->operation].traits & traits) != 0;
}

static inline bool ir_ends_block(const struct ir *ir) {
    return ir_has(ir, IR_JUMPS | IR_LEAVES);
}

// It computes, or compares, floating numbers: depends on the rounding mode, and raises exceptions.
static inline bool ir_computes(const struct ir *ir) {
    return ir->operation >= IR_FLOAT_ADD && ir->operation <= IR_FLOAT_TO_UNSIGNED_LONG &&
           ir->operation != IR_FLOAT_NEGATE && ir->operation != IR_FLOAT_ABSOLUTE;
}

// No effect but its result.
static inline bool ir_is_pure(const struct ir *ir) {
    return ir_has(ir, IR_PURE) && !ir->has_effect && !(function.uses_fenv && ir_computes(ir));
}

// ---- build.c: values, and the instructions that make them ----

// A constant (zero-extended) or a register. What is narrower than a word in C is always kept
// extended to one as its type says.
struct value {
    reg_t reg;
    uint8_t class;
    bool is_constant;
    uint8_t width, zeros; // as in struct facts; width 0: those of the register, or the constant
    uint64_t number;
};
extern const uint8_t ir_access_bits[]; // by enum ir_width: a loaded value is less than 2^bits

extern place_t lower_place; // of what is being lowered, for the line table
extern uint32_t lower_copy; // number of the inlined copy that it belongs to

struct ir *ir_append(enum ir_operation operation, reg_t to, reg_t left, reg_t right);
struct ir *ir_append_copy(const struct ir *ir);
void ir_append_jump(uint32_t label);
void ir_set_constant(struct ir *ir, uint64_t number); // its right operand
uint64_t ir_constant(const struct ir *ir);
uint32_t ir_result_class(const struct ir *ir);
struct ir *ir_last(void);                // NULL: there is none
void facts_start(void);                  // of a function, with the registers of the machine
reg_t register_new(enum ir_class class); // of 64 bits: for its upper word, the next one, too
reg_t temporary_new(enum ir_class class, uint32_t width); // is_once, less than 2^width
uint32_t label_new(void);
void label_place(uint32_t label);
uint32_t slot_new(uint32_t size, uint32_t alignment);
uint32_t slot_of_register(reg_t reg); // where it lives if no machine register has it
static inline struct value value_constant(uint32_t number) {
    return (struct value){.is_constant = true, .number = number};
}

static inline struct value value_long(uint64_t number) {
    return (struct value){.class = CLASS_LONG, .is_constant = true, .number = number};
}

static inline struct value value_like(uint64_t number, uint32_t class) {
    return (struct value){.class = (uint8_t) class, .is_constant = true, .number = number};
}

static inline struct value value_of(reg_t reg) {
    struct value value = {.reg = reg};
    if (reg >= REGISTER_VIRTUAL)
        value.class = function.facts[reg].class;
    return value;
}

reg_t value_register(struct value value);      // in a register, loaded if it is a constant
void value_move(reg_t to, struct value value); // to = value
void value_give(reg_t to, struct value value); // the same, and value is not used again
uint32_t constant_width(uint64_t number);
uint32_t constant_zeros(uint64_t number, enum ir_class class);
bool fits_16(int64_t number);
int power_exponent(uint64_t number); // −1: no power of two

static inline bool is_number(struct value value, uint64_t number) {
    return value.is_constant && value.number == number;
}

// It is less than 2^width.
static inline uint32_t value_width(struct value value) {
    return value.width != 0    ? value.width
           : value.is_constant ? constant_width(value.number)
                               : function.facts[value.reg].width;
}

// It is divisible by 2^zeros.
static inline uint32_t value_zeros(struct value value) {
    return value.width != 0    ? value.zeros
           : value.is_constant ? constant_zeros(value.number, (enum ir_class)value.class)
                               : function.facts[value.reg].zeros;
}

// The result of an operation, which is folded, simplified, or else appended (behind legalize.c as
// what the target has). Right is value_constant(0) for those that have only one operand.
struct value operate(enum ir_operation operation, struct value left, struct value right);
struct value operate_one(enum ir_operation operation, struct value operand);
void branch(enum ir_operation operation, struct value left, struct value right, uint32_t label);

struct term {                    // an operation on values
    enum ir_operation operation; // IR_COPY: it is `left`
    uint8_t class;
    struct value left, right;
};
bool ir_fold(enum ir_operation operation, enum ir_class class, uint64_t left, uint64_t right,
             uint64_t *result);
void term_simplify(struct term *term);
struct value term_append(const struct term *term, struct facts facts);
struct facts term_facts(const struct term *term);                                  // of the result
enum ir_operation operator_operation(enum expression_kind kind, bool is_unsigned); // fold.c
enum ir_operation operator_floating(enum expression_kind kind);
enum ir_operation convert_operation(const struct type *from, const struct type *to);
enum ir_operation branch_opposite(enum ir_operation operation);

// ---- floating.c ----

extern bool floating_is_static; // exceptions do not matter: of what is initialized before the start
extern bool floating_is_exact;  // what is not exact is not folded, since rounding matters
bool floating_fold(enum ir_operation operation, enum ir_class class, uint64_t left, uint64_t right,
                   uint64_t *result);
const char *floating_text(uint64_t bits, enum ir_class class); // for people

// ---- lower.c and its sections ----

void lower_function(struct object *object);

// ---- optimize.c, hoist.c ----

void optimize_function(void);
void optimize_legal(void);          // behind legalize.c
void optimize_loops(bool is_legal); // loops.c
extern bool loops_have_additions;   // the last loops that were optimized

// ---- target.c ----

// How a target does an operation: the instruction of the machine with two registers, and the one
// with a constant on the right.
enum immediate { IMMEDIATE_NONE, IMMEDIATE_SIGNED, IMMEDIATE_UNSIGNED, IMMEDIATE_SHIFT };
struct target_row {
    bool is_native;
    uint8_t instruction;
    uint8_t with_constant;
    uint8_t immediate; // which constants: enum immediate
};
extern const struct target_row *target;                             // by operation
extern bool target_has_unit;                                        // for floating point
void target_choose(void);                                           // as options say
bool target_takes(enum ir_operation operation, struct value right); // as it stands, or a register
bool target_has(const struct term *term);
bool target_calls(const struct ir *ir);            // it is a call, or becomes one
bool soft_is_routine(enum ir_operation operation); // soft.c: without a unit for floating point

// ---- legalize.c: what the target lacks, by what it has ----

extern bool is_legalizing; // `operate` appends what the target has, on words
void legalize_function(void);
struct value legalize_term(const struct term *term);
void legalize_branch(enum ir_operation operation, struct value left, struct value right,
                     uint32_t label);

// ---- allocate.c ----

void allocate_registers(void);
struct segment { // where a register is live: instruction i reads at 2i and writes at 2i + 1
    struct segment *next;
    uint32_t start; // first position
    uint32_t end;   // one past the last
};
const struct segment *allocate_segments(reg_t reg); // ascending; NULL: nowhere. Not at -O0.
// True if nobody reads what a machine register holds when an instruction starts.
bool allocate_is_free(reg_t machine, uint32_t instruction);
uint32_t allocate_label_index(uint32_t label); // of the instruction that a label stands at
void allocate_temporaries(void);               // temporaries.c: -O0

// ---- emit.c ----

// What a word does to the frame: from the next word on …
enum effect {
    EFFECT_NONE,
    EFFECT_FRAME,         // $sp is the frame's
    EFFECT_NO_FRAME,      // $sp is the caller's again
    EFFECT_POINTER,       // REGISTER_FRAME is the frame's
    EFFECT_NO_POINTER,    // $sp is, again
    EFFECT_SAVED = 64,    // + register: is in the frame
    EFFECT_RESTORED = 128 // + register: is the caller's again
};

// Where a word comes from; only with -g or -S.
struct origin {
    place_t place;
    uint32_t copy;        // as in struct ir
    uint32_t instruction; // index of the instruction; NO_INSTRUCTION: none, or a repeated word
    uint32_t effect;
};
enum { NO_INSTRUCTION = 0xffffffff };

// Machine code of one function, relative to its start.
struct code {
    uint32_t *words;
    struct origin *origins;
    uint32_t count;
    uint32_t capacity;
    uint32_t origin_capacity;
};
enum relocation_kind {
    RELOCATION_NATURAL, // in code a jump, in data a word
    RELOCATION_JUMP,
    RELOCATION_WORD,
    RELOCATION_HIGH, // the upper half for a lui, if the lower one is added signed
    RELOCATION_LOW,
    RELOCATION_BRANCH
};
struct relocation {
    struct relocation *next;
    uint32_t offset;       // of the word, in bytes
    uint8_t kind;          // enum relocation_kind
    struct object *symbol; // NULL: the function itself
    uint32_t addend;
};
enum anchor { ANCHOR_NONE, ANCHOR_BEFORE, ANCHOR_BEHIND };
struct line {
    uint32_t offset; // of the first instruction that belongs to place, in bytes
    place_t place;
    bool is_slot;       // one word, in a delay slot, that belongs elsewhere than its branch:
    enum anchor anchor; // where it came from, if it is only there
};
void emit_function(void);

// ---- intrinsic.c: routines that only machine code can express ----

bool intrinsic_is(const char *name);        // _start, setjmp, longjmp, …
bool intrinsic_emit(struct object *object); // false if it is not one
void intrinsic_set_gp(uint32_t *start_words, uint32_t gp);

// ---- references.c ----

// Visits what code names that is not local to its function, but not in branches that a constant
// rules out.
void references_visit(const struct statement *body,
                      void (*visit)(struct object *object, place_t place));

// ---- link.c: sections, symbols, image ----

enum section {
    SECTION_NONE,
    SECTION_TEXT,
    SECTION_RODATA,
    SECTION_NEAR,
    SECTION_DATA,
    SECTION_BSS
};

struct place_in_image {
    struct place_in_image *next; // in order of discovery
    struct object *object;
    enum section section;
    uint32_t order;  // of discovery
    uint32_t offset; // NEAR: from $gp, signed; after link_layout the address
    uint32_t size;
    place_t first_use;
    // functions
    uint32_t *words;
    uint32_t word_count;
    struct relocation *jumps; // jal and j words whose target is symbol + addend
    struct line *lines;
    uint32_t line_count;
    struct debug_function *debug; // debug.h
    // data
    unsigned char *bytes;
    struct relocation *addresses; // words that hold symbol + addend
};

void link_find_definition(const struct object *symbol); // parses the unit of libcstar that has it
// Says that the program needs an object: it will be compiled or laid out.
void link_reference(struct object *symbol, place_t place);
// Where $gp-relative code finds things. False: not reachable from $gp, take its address from the
// pool.
uint32_t object_size(const struct object *object);     // that its contents have
uint32_t link_gap(const struct place_in_image *image); // bytes that are left free behind it
bool link_near_symbol(struct object *symbol, int32_t *offset);
// Offsets from $gp of pool words. If the near pool is full, *far is that of a word that holds the
// address of a further pool, and the word is at the returned offset from there; else *far is 0.
int32_t link_pool_constant(uint32_t value, int32_t *far);
// The same of two words, at a multiple of 8.
int32_t link_pool_double(uint64_t value, int32_t *far);
int32_t link_pool_address(struct object *symbol, int32_t addend, int32_t *far);
enum {
    NEAR_POWERS = -128,      // 32 words below $gp: 2^0 … 2^31
    NEAR_BYTE_POWERS = -144, // 4 words: 256^0 … 256^3
    NEAR_POOL = -144         // the end of the literal pool
};
struct object *link_jump_table(struct jump_table *table);
struct object *link_named(struct name *name, place_t place, bool is_weak); // by assembly language
struct object *link_runtime(const char *name,
                            place_t place); // a routine of libcstar that code needs

// Compiles all that is reachable from _start. False after errors.
bool link_program(void);
// What the unit that was parsed last defines for others, and what that needs: data laid out,
// functions not compiled. Nothing else may have been linked before.
struct place_in_image *link_unit(void);
extern const char *link_start_routines[]; // what _start calls with the initial stack, then NULL

struct contents { // of a section
    uint32_t address;
    uint32_t size;
    unsigned char *bytes; // zeroed by elf.c, which knows where they are in the file
};
struct layout {
    struct place_in_image **images; // all of them, in the order of the source text
    uint32_t count;
    uint32_t header_size; // of the ELF header and the program headers, mapped before the text
    uint32_t gp;
    struct contents text, rodata, data, bss;
};
extern struct layout layout;
void link_layout(uint32_t header_size); // gives addresses
void link_fill(void);                   // sets the bytes of the sections

// ---- elf.c, list.c: what becomes of it ----

void elf_write(struct buffer *image);
void list_program(struct buffer *text); // -S

#endif
