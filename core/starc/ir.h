#ifndef IR_H
#define IR_H

// The back end's own: the intermediate representation of one function, and what the passes from
// lower.c to link.c share.
//
// A function is a list of instructions over registers. Registers 0 to 31 are the machine's, all
// others are virtual and become machine registers or frame slots in allocate.c. Almost every
// operation is one instruction of the machine: what the machine lacks (bytes, logic, shifts, signed
// division, 64 bit) has been expressed by what it has before this level is reached.

#include "starc.h"

typedef uint32_t reg_t; // a register: 0–31 the machine's, from REGISTER_VIRTUAL on virtual

enum {
    REGISTER_ZERO = 0,
    REGISTER_AT = 1, // scratch of emit.c
    REGISTER_V0 = 2,
    REGISTER_V1 = 3,
    REGISTER_A0 = 4,
    REGISTER_T0 = 8,
    REGISTER_S0 = 16,
    REGISTER_T8 = 24,
    REGISTER_T9 = 25, // second scratch of emit.c; target of indirect calls
    REGISTER_GP = 28, // the window of small data and literals
    REGISTER_SP = 29,
    REGISTER_MSB = 30, // $s8 always holds 0x80000000, which unsigned comparisons add
    REGISTER_RA = 31,
    REGISTER_VIRTUAL = 32
};

// ORDER IR: what is read in optimize.c, forms in dump.c.
enum ir_operation {
    IR_NOP,
    IR_LABEL,        // number: label; starts a block
    IR_COPY,         // to = left
    IR_CONSTANT,     // to = number
    IR_SYMBOL,       // to = address of symbol + number
    IR_SLOT,         // to = address of slot + number
    IR_ADD,          // to = left + right
    IR_ADD_CONSTANT, // to = left + number (signed 16 bit)
    IR_SUBTRACT,     // to = left − right
    IR_LESS,         // to = left < right (signed)
    // Of mips32: down to IR_EXTEND_HALF, and signed division. Numbers are signed 16 bit, of logic
    // unsigned 16 bit, of shifts 0 to 31.
    IR_LESS_UNSIGNED,
    IR_LESS_CONSTANT,          // to = left < number (signed)
    IR_LESS_UNSIGNED_CONSTANT, // number is sign-extended
    IR_AND,
    IR_OR,
    IR_XOR,
    IR_AND_CONSTANT,
    IR_OR_CONSTANT,
    IR_XOR_CONSTANT,
    IR_SHIFT_LEFT, // by right modulo 32
    IR_SHIFT_RIGHT,
    IR_SHIFT_ARITHMETIC,
    IR_SHIFT_LEFT_CONSTANT,
    IR_SHIFT_RIGHT_CONSTANT,
    IR_SHIFT_ARITHMETIC_CONSTANT,
    IR_EXTEND_BYTE, // to = the lowest byte of left, sign-extended
    IR_EXTEND_HALF,
    IR_MULTIPLY,      // to = low word of left * right
    IR_MULTIPLY_HIGH, // to = high word of left * right (unsigned)
    IR_DIVIDE,        // to = left / right (unsigned); guarded if is_guarded
    IR_REMAINDER,     // to = left % right (unsigned); guarded if is_guarded
    IR_DIVIDE_SIGNED, // the same signed
    IR_REMAINDER_SIGNED,
    IR_LOAD,           // to = word at left + number (signed 16 bit)
    IR_LOAD_SYMBOL,    // to = word at symbol + number
    IR_LOAD_SLOT,      // to = word at slot + number
    IR_STORE,          // word at left + number = right
    IR_STORE_SYMBOL,   // word at symbol + number = right
    IR_STORE_SLOT,     // word at slot + number = right
    IR_STORE_ARGUMENT, // outgoing argument word at byte number = right
    IR_CALL,           // symbol; reads the first `number` argument registers
    IR_CALL_INDIRECT,  // left; the same
    IR_SYSCALL,        // reads v0 and a0 to a3, writes v0 and a3
    IR_JUMP,           // to label number
    IR_BRANCH_EQUAL,   // to label number if left == right
    IR_BRANCH_NOT_EQUAL,
    IR_JUMP_TABLE, // to address left, one of the labels of table
    IR_RETURN,     // reads v0 (number >= 1) and v1 (number == 2)
    IR_OPERATION_COUNT
};

// What a load or store accesses; other than words only on mips32. ORDER WIDTH
enum ir_width { IR_WORD, IR_BYTE, IR_BYTE_UNSIGNED, IR_HALF, IR_HALF_UNSIGNED };

struct ir {
    uint8_t operation;
    uint8_t width;       // loads and stores: enum ir_width
    uint8_t is_guarded;  // divisions: right may be zero
    uint8_t is_volatile; // loads and stores: to be done as they stand
    reg_t to;            // 0: none
    reg_t left;
    reg_t right;
    int32_t number;
    uint32_t slot;
    place_t place;
    uint32_t copy; // of an inlined function: struct inlined_copy, from 1; 0: the function's own
    union {
        struct object *symbol;
        struct jump_table *table; // IR_JUMP_TABLE
    };
};

struct jump_table {
    struct jump_table *next; // of the same function
    uint32_t count;
    uint32_t *labels;
    struct object *object; // its words in .rodata
};

// A piece of the frame. Offsets of incoming ones count from the caller's stack pointer.
struct slot {
    uint32_t size;
    uint32_t alignment;
    bool is_incoming;
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

// The function being compiled; its arrays are reused for the next one.
struct function {
    struct object *object;
    struct ir *code;
    uint32_t count;
    uint32_t capacity;
    reg_t first_temporary; // virtual registers below are variables, those above are made once
    reg_t register_count;  // virtual registers are REGISTER_VIRTUAL … register_count − 1
    uint32_t label_count;
    struct slot *slots; // from 1 on
    uint32_t slot_count;
    uint32_t slot_capacity;
    uint32_t outgoing; // bytes of outgoing arguments; 0: calls nothing
    bool has_call;
    struct jump_table *tables;
    struct inlined_copy *copies; // from 1 on
    uint32_t copy_count;
    uint32_t copy_capacity;
    // allocate.c
    uint8_t *assignment;  // machine register of each virtual register; 0: spilled
    uint32_t *spill_slot; // slot of each spilled one; 0: never used
    bool saves[32];       // callee-saved registers in use
};
extern struct function function;
extern struct arena function_arena; // reset after each function

// What an instruction reads, and what it is.
enum { IR_READS_LEFT = 1, IR_READS_RIGHT = 2, IR_READS_BOTH = 3 };
extern const uint8_t ir_reads[IR_OPERATION_COUNT]; // optimize.c
bool ir_is_pure(const struct ir *ir);              // no effect but its result
bool ir_is_division(const struct ir *ir);

static inline bool ir_reads_left(const struct ir *ir) {
    return ir_reads[ir->operation] % 2 != 0;
}

static inline bool ir_reads_right(const struct ir *ir) {
    return ir_reads[ir->operation] >= IR_READS_RIGHT;
}

static inline bool ir_is_call(const struct ir *ir) {
    return ir->operation >= IR_CALL && ir->operation <= IR_SYSCALL;
}

static inline bool ir_ends_block(const struct ir *ir) {
    return ir->operation >= IR_JUMP && ir->operation <= IR_RETURN;
}

static inline bool ir_falls_through(const struct ir *ir) {
    return !(ir->operation == IR_JUMP || ir->operation == IR_JUMP_TABLE ||
             ir->operation == IR_RETURN);
}

// ---- lower.c and its sections ----

void lower_function(struct object *object);
uint32_t slot_new(uint32_t size, uint32_t alignment);

struct ir *ir_append_copy(const struct ir *ir);

// ---- optimize.c, hoist.c ----

void optimize_function(void);
void hoist_constants(void);

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
    EFFECT_FRAME,        // $sp is the frame's
    EFFECT_NO_FRAME,     // $sp is the caller's again
    EFFECT_SAVED = 32,   // + register: is in the frame
    EFFECT_RESTORED = 64 // + register: is the caller's again
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
struct relocation {
    struct relocation *next;
    uint32_t offset;       // of the word, in bytes
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

// Says that the program needs an object: it will be compiled or laid out.
void link_reference(struct object *symbol, place_t place);
// Where $gp-relative code finds things. False: not reachable from $gp, take its address from the
// pool.
bool link_near_symbol(struct object *symbol, int32_t *offset);
// Offsets from $gp of pool words. If the near pool is full, *far is that of a word that holds the
// address of a further pool, and the word is at the returned offset from there; else *far is 0.
int32_t link_pool_constant(uint32_t value, int32_t *far);
int32_t link_pool_address(struct object *symbol, int32_t addend, int32_t *far);
enum {
    NEAR_POWERS = 0,        // 32 words at $gp: 2^0 … 2^31
    NEAR_BYTE_POWERS = 128, // 4 words: 256^0 … 256^3
    NEAR_POOL = 144         // the literal pool from here on
};
struct object *link_jump_table(struct jump_table *table);
struct object *link_runtime(const char *name,
                            place_t place); // a routine of libcstar that code needs

// Compiles all that is reachable from _start. False after errors.
bool link_program(void);
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
