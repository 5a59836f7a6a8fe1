// The translator's own parts. Guest code is translated to x86-64 a few basic blocks at a time, and
// obeys the contract of engines (core/machine/context.h) exactly:
//
//   run.c          the engine: enters translated code, and handles the reason why it returned
//   space.c        address spaces: which pages translated code may access by itself, and the rule
//                  of core/machine/frames.h
//   window.c       the host mappings of address spaces that have them
//   cache.c        the code cache: allocation, lookup and invalidation of blocks
//   block.c        from instructions to blocks: heads, branches, jumps
//   instruction.c  from one instruction to host instructions; memory.c: loads and stores
//   float.c        coprocessor 1; float_cause.c: what is found out of FCSR only afterwards
//   float_registers.c  where the values of its registers are
//   emit.c         x86-64 instructions
//   registers.c    where the values of guest registers are in a block
//   map.c          which guest registers are in host registers
//   fault.c        signals
//   watch.c        tells what has been translated
//   checked.c      tests of the shadow before accesses, for --check
//
// Everything here is derived from frames and dropped by the one rule; the context is in memory
// whenever translated code is not running. Only a clock can tell whether there is a translator.
//
// In translated code: rbp is the context + 128 (so that all of it is within one byte of
// displacement), rbx the base of memory, r15 the budget; eax, ecx, edx are scratch registers; the
// others hold guest registers, the upper half 0.
#ifndef TRANSLATE_H
#define TRANSLATE_H

#include <stdbool.h>
#include <stdint.h>

#include "../../core/isa/isa.h"
#include "../../core/machine/context.h"
#include "../../core/machine/machine.h"
#include "../../core/mipster/translation.h"
#include "checked.h"
#include "emit.h"
#include "tuning.h"

engine translated_run;

// ---- counts ----

struct translate_counts {
    uint64_t blocks, instructions, flushes, faults, steps, exits, windows, mappings, maps;
};

// ---- words that translated code and the rest share, at an address below 2 GiB ----

enum { SCRATCHES = RDX + 1 }; // eax, ecx, edx

// Instructions for which translated code is entered at once, at most; and the bytes that the return
// addresses of so many take, each of a call and its slot, with some for the host's signals.
enum {
    INTERVAL_MAX = 1 << 22,
    STACK_ROOM = 0x40000,
    STACK_SIZE = INTERVAL_MAX / 2 * 8 + STACK_ROOM
};

struct shared {
    uint64_t context; // + 128
    uint64_t base;    // of memory: the window, or the page tables
    uint64_t budget;
    uint64_t flat;            // code addresses by pc
    uint64_t tables;          // of pages
    uint64_t enter;           // where to
    uint64_t stack;           // where return addresses begin
    uint64_t host_stack;      // where the stack of C is meanwhile
    uint32_t link;            // the field of the jump that was taken
    uint32_t site;            // the host instruction that failed
    uint32_t target;          // of an indirect jump, if it was one
    uint32_t saved;           // the old value of a register that a delay slot changes
    uint32_t part;            // a word that is being put together
    uint32_t held[SCRATCHES]; // what scratch registers have when translated code is entered

    // Of coprocessor 1.
    _Alignas(16) uint32_t signs[2][4]; // masks, of singles and doubles
    uint32_t magnitudes[2][4];
    uint64_t double_one;
    uint64_t kept[2]; // operands of the operation that is pending
    uint64_t addend;  // the third one
    uint32_t single_one;
    uint32_t control; // MXCSR
    uint32_t host_control;
    uint8_t pending;   // enum pending: how the last operation's cause can be found out
    uint8_t condition; // 0 of FCSR
};

static inline uint32_t shared_address(const void *field) {
    return (uint32_t)(uintptr_t)field;
}

enum leave {
    LEAVE_LINK = 1, // a jump that is not patched yet
    LEAVE_INDIRECT, // a jump to where nothing is known
    LEAVE_BUDGET,   // it does not suffice for the block
    LEAVE_STEP,     // the instruction at pc is not translated
    LEAVE_SYSTEM_CALL,
    LEAVE_FAULT, // an access that translated code cannot do
    LEAVE_UNIT,  // before each, for checks
    LEAVES
};

// ---- space.c ----

struct block;
struct translator;

struct page {
    struct address_space *space;
    uint32_t address;
    uint32_t frame;
    uint32_t permissions;   // of the page table
    uint32_t protection;    // of the host mapping
    struct block *blocks;   // of its code
    struct page *next_code; // pages with code
    struct page *next;      // of the same frame
    struct page *previous;
    uint32_t *checked; // by word of the page, and one beyond: failures of the store there
    bool lacks_slot;   // of its last word: the following page was not there
};

struct region {
    uint32_t index; // in the directory
    uint32_t table; // its frame
    uint32_t count;
    struct page *pages[PAGE_WORDS];
};

enum { PAGES = 0x100000, REGIONS = 1024 };

struct address_space {
    struct translator *translator;
    uint32_t directory;
    uint32_t subset;     // of instructions
    unsigned char *flat; // code address of the block at pc: 4 bytes at flat + pc
    uint64_t *tables;    // by page: what to add to an address, to read; then to write
    unsigned char *window;
    struct region *regions[REGIONS];
    uint32_t region_count;
    struct page *code_pages;
    uint32_t host_mappings;
    uint64_t faults;    // that changed a mapping, since space_adapt was last called
    uint64_t score;     // in instructions (space_adapt)
    uint64_t threshold; // score at which it gets a window
    uint64_t last_use;
    struct checked *checked; // NULL: its accesses are not checked (checked.h)
    struct address_space *next_checked;
};

bool space_start(struct translator *translator); // false if this host cannot
void space_end(struct translator *translator);
// NULL if no more spaces can be had, or not for so small a budget.
struct address_space *space_of(struct translator *translator, const uint32_t *context,
                               uint64_t budget);
// One of its own for code that is checked.
struct address_space *space_of_checked(struct translator *translator, const uint32_t *context,
                                       uint64_t budget, struct checked *checked);
void space_release_all(struct translator *translator);
// The page of an address, if it may be accessed.
struct page *space_page(struct address_space *space, uint32_t address, enum access access);
// Lets translated code do an access without help. False if it can already, or must not.
bool space_allow(struct address_space *space, uint32_t address, enum access access);
// The same for the access whose page fault the supervisor has just served, if it was one: what that
// costs is not the window's fault.
void space_served(struct address_space *space, uint32_t address, uint32_t access);
// Chooses between window and page tables, after some instructions have been executed.
void space_adapt(struct address_space *space, uint64_t instructions);
// To be called before code of the page is translated.
void space_derive_code(struct page *page);
// The same for a delay slot in the following page; NULL if that page is not executable.
struct page *space_derive_slot(struct page *page);
void space_forget_code(struct address_space *space);
void space_forget_all_code(struct translator *translator);

// ---- window.c ----

enum { GUARD_SIZE = 0x10000 };
extern const uint64_t window_size;

unsigned char *window_reserve(uint64_t size, bool usable);
// Each returns false if the host is out of mappings: the window has to be given up.
// Several pages follow each other, in the space and in the memory file, and are new.
bool window_protect(struct page *page, uint32_t count, uint32_t protection);
bool window_clear(struct address_space *space, struct region *region);
bool window_fill(struct address_space *space);
void window_leave(struct address_space *space);

// ---- cache.c ----

// What is translated as a whole: an instruction, or a branch with its delay slot. Up to the last
// host instruction that can fault, a unit has not changed anything that it reads: it is
// restartable.
struct unit {
    uint16_t offset;         // from the code of the block
    uint16_t word_index;     // of its first instruction, in the page
    uint8_t index;           // instructions of the block before it
    bool clean;              // a run may start here
    uint8_t held[SCRATCHES]; // words of the context that scratch registers have before it, or 0
    uint8_t pending;         // enum pending, before it
    uint8_t kept[2];         // registers that have the operands, or FLOAT_IN_KEPT
};

struct block {
    uint32_t pc;
    uint32_t run;  // where its code is executed
    uint32_t stub; // what its code is replaced by when it dies
    uint32_t units;
    uint16_t size;
    uint16_t indirect; // where an indirect jump begins, after all units; 0: none
    uint16_t returns;  // behind its call; 0: it has none
    uint16_t low;      // first word of the page that it was translated from
    uint16_t high;     // behind the last: PAGE_WORDS + 1 if a delay slot is in the following page
    uint8_t count;     // instructions
    uint8_t unit_count;
    bool dead;
    struct page *page;
    struct block *next; // of the page
};

extern const uint32_t cache_size;

bool cache_start(struct translator *translator);
void cache_end(struct translator *translator);
bool cache_checks_alignment(struct translator *translator); // true if the processor does
bool cache_traps_floats(struct translator *translator);     // that raise more than inexact
// Makes room for some blocks, by a flush if need be.
void cache_make_room(struct translator *translator);
void cache_flush(struct translator *translator);
struct block *cache_new_block(struct page *page, uint32_t pc);
struct unit *cache_new_unit(struct translator *translator, struct block *block, uint32_t word_index,
                            uint32_t index);
struct unit *cache_units(const struct translator *translator, const struct block *block);
struct block *cache_find(const struct translator *translator, uint32_t run);
uint8_t *cache_writable(const struct translator *translator, uint32_t run);
uint32_t *cache_entry(const struct address_space *space, uint32_t pc);
// Kills the blocks of these bytes of the page. True if none is left.
bool cache_kill_bytes(struct page *page, uint32_t offset, uint32_t size);
enum leave cache_enter(struct translator *translator, uint32_t run);
// The address that translated code jumps to in order to leave.
uint32_t cache_leave(const struct translator *translator, enum leave reason);
bool cache_contains(const struct translator *translator, uint64_t run);

// Guest registers in translated code. After the 32: hi and lo.
enum { GUEST_HI = 32, GUEST_LO, GUEST_REGISTERS, GUESTS_MAPPED = 9 };

// The word of the context that one of them has.
static inline uint32_t guest_word(uint32_t number) {
    return number < GUEST_HI ? number : number - GUEST_HI + CONTEXT_HI;
}

// Registers of coprocessor 1: xmm registers by number, in `pairs` a bit for each even one that has
// all of the pair, so that the odd one is the same.
enum { FLOATS = 32, FLOATS_MAPPED = 12 };

struct float_map {
    uint8_t homes[FLOATS];
    uint32_t pairs;
};

struct float_weights {
    uint32_t singles[FLOATS];
    uint32_t pairs[FLOATS / 2];
};

// What tests may have called, with all in the context, and what of the budget is left. With them,
// translated code is left before each unit, too.
struct translate_checks {
    void (*entered)(const uint32_t *context, uint64_t left);
    void (*left)(struct machine *machine, const uint32_t *context, uint64_t left);
    // What scratch registers have had, before a unit.
    void (*held)(const struct unit *unit, const uint32_t *held, const uint32_t *context);
};

// ---- all that belongs to a machine ----

struct translator {
    struct machine *machine;
    struct shared *shared;
    struct translate_tuning tuning;
    struct translate_counts counts;

    // space.c
    struct address_space **spaces; // by number of the directory's frame
    struct address_space *checked_spaces;
    bool has_gs_base; // checked.c
    struct address_space **all_spaces;
    uint32_t space_count;
    struct link **links; // by frame number
    struct page **pages; // mappings of a frame
    unsigned client;
    uint64_t now;
    uint64_t waiting;       // for a space (may_replace)
    uint32_t host_mappings; // of all windows

    // cache.c
    struct stream hot, cold;
    uint64_t generation; // changes when everything is flushed
    void *stack;         // of return addresses
    uint8_t *writable;
    uint32_t executed;
    uint32_t hot_start;
    struct block *blocks;
    struct unit *units;
    uint32_t block_limit;
    uint32_t unit_limit;
    uint32_t block_count;
    uint32_t unit_count;
    uint32_t enter_run;
    uint32_t leave_run[LEAVES];
    uint32_t missed_run; // where a return goes that is to elsewhere
    uint8_t guest_map[GUEST_REGISTERS];
    uint8_t guest_mapped[GUESTS_MAPPED]; // counts from the next flush on
    struct float_map floats;
    struct float_map next_floats; // from the next flush on
    bool has_floats;              // this host can
    bool has_avx;
    bool has_rounding; // SSE4.1
    bool uses_floats;  // since an instruction of coprocessor 1 was met

    // map.c
    uint32_t weights[GUEST_REGISTERS];
    struct float_weights float_weights;
    uint32_t samples;
    uint64_t interval;
    uint64_t price; // of changing the map, in instructions for each block
    uint64_t used;  // instructions since the last flush

    // watch.c
    translation_watcher *watcher; // NULL: nobody wants to know
    void *watching;
};

// The translator of a machine, made if need be; NULL if this host cannot.
struct translator *translator_of(struct machine *machine);

// ---- map.c: which guest registers are in host registers ----

void map_start(struct translator *translator);
// From now on, coprocessor 1 is translated.
void map_start_floats(struct translator *translator);
// Counts the registers of the block that is being executed.
void map_sample(struct translator *translator, const struct block *block);

// ---- block.c ----

// What is known of coprocessor 1 within a block.
struct float_state {
    uint32_t number_singles; // bits: registers that have no NaN
    uint32_t number_pairs;   // bits of even ones
    uint8_t pending;
    uint8_t kept[2];
    bool is_replaced;    // the pair of the present instruction, before anything can be seen of it
    bool is_overwritten; // the cause of the present instruction, before anything can be seen of it
};

struct build {
    struct translator *translator;
    struct stream *hot, *cold; // of the translator, as the next two
    struct shared *shared;
    const uint8_t *guest_map;
    struct address_space *space;
    struct page *page;
    const uint32_t *words;
    const uint32_t *beyond; // words of the following page, if a delay slot there can be translated
    struct block *block;
    uint32_t index;                    // of the instruction, in the page
    uint32_t count;                    // instructions of the block so far
    uint32_t visited[PAGE_WORDS / 32]; // bits: words that are in the block
    bool keep_flags;                   // of the host, in what is emitted
    uint32_t unit_run;                 // where the unit begins
    uint32_t followers;                // how many more blocks may be translated
    bool known[32];                    // registers whose value is known, and since which unit
    uint32_t value[32];
    uint8_t since[32];
    bool now_known; // the result of the present instruction
    uint32_t result;
    // registers.c
    uint8_t held[SCRATCHES]; // by scratch register: the word of the context that it has, or 0
    uint32_t destination;    // of the present instruction, 0 once its new value is held
    unsigned turn;
    struct float_state floats;
};

// A word of a block that is not dead, by its index in the page.
uint32_t block_word(const struct block *block, uint32_t word_index);

// Translates from pc on, and some blocks that follow; returns the address of the code.
uint32_t block_translate(struct address_space *space, struct page *page, uint32_t pc);

// Leaves on a condition, and the interpreter executes the present unit.
void block_fail_if(struct build *build, enum condition condition);

// ---- instruction.c, memory.c ----

// Emits a word, of which `what` is what its row in rows.def says.
typedef void instruction_emitter(struct build *build, uint32_t word, unsigned what);

struct instruction_row {
    instruction_emitter *emit; // NULL: a branch, or the interpreter does it
    uint8_t what;              // of a branch: enum comparison
    bool keeps_flags;          // can be done without changing flags
};

enum comparison {
    NONE, // always
    EQUAL,
    NOT_EQUAL,
    NEGATIVE,
    NOT_NEGATIVE,
    POSITIVE,
    NOT_POSITIVE,
    CONDITION, // of coprocessor 1
    INDIRECT   // no comparison: to the address in a register
};
enum extension { UNSIGNED, SIGNED };
// As SSE4.1 numbers them.
enum rounding { ROUND_NEAREST_EVEN, ROUND_DOWNWARD, ROUND_UPWARD };
enum part { LOWER_PART, UPPER_PART };

// How the cause of the last operation of coprocessor 1 can be found out: it is in FCSR; there is
// none; or that of an operation whose result may be inexact.
enum pending {
    PENDING_NONE,
    PENDING_INHERITED, // within a block: as before it
    PENDING_EXACT,
    PENDING_OPERATIONS,
    PENDING_ADD = PENDING_OPERATIONS,
    PENDING_SUBTRACT,
    PENDING_MULTIPLY,
    PENDING_DIVIDE,
    PENDING_ROOT,
    PENDING_RECIPROCAL_ROOT,
    PENDING_MULTIPLY_ADD, // or subtract
    PENDING_MULTIPLY_SUBTRACT,
    PENDING_FROM_WORD,  // to single
    PENDING_NARROW,     // double to single
    PENDING_TO_WORD,    // exact or not, whatever the rounding
    PENDING_DOUBLE = 16 // added for doubles
};

// By operation; that of ISA_RESERVED is left to the interpreter.
extern const struct instruction_row instruction_rows[ISA_RESERVED + 1];

// Calls back for each register that an instruction reads, and each that it writes.
void instruction_registers(uint32_t word, void (*read)(void *state, unsigned number),
                           void (*written)(void *state, unsigned number), void *state);
// True if the instruction at an index of the page can be translated without changing host flags.
bool instruction_keeps_flags(const struct build *build, enum isa_operation operation,
                             uint32_t index);
// Of those that access no memory and are translated.
bool instruction_may_raise(enum isa_operation operation);
// slt and the like, and what they compare alone: `what` is the host condition then.
bool instruction_sets_less(enum isa_operation operation);
void instruction_compare(struct build *build, enum isa_operation operation, uint32_t word);
void instruction_emit(struct build *build, enum isa_operation operation, uint32_t word);

// False for words whose operands only the interpreter handles.
bool instruction_is_plain(enum isa_operation operation, uint32_t word);

// The value of a register, if it is known.
bool guest_known(struct build *build, unsigned number, uint32_t *value);

bool memory_keeps_flags(const struct build *build, uint32_t index, enum access access);
instruction_emitter memory_load, memory_store, memory_load_part, memory_store_part;
instruction_emitter memory_load_float, memory_store_float;
// lwc1 and a conversion to double
void memory_load_converted(struct build *build, uint32_t word, uint32_t next);
instruction_emitter memory_load_float_indexed, memory_store_float_indexed;

// ---- checked.c ----

// Tests the shadow of `size` bytes at a place before an access of the present unit, which fails if
// they do not pass.
void checked_emit(struct build *build, struct operand place, uint32_t size, enum access access);
// The same where a store changes a part of them.
void checked_emit_part(struct build *build, struct operand place);
// Before an instruction that moves the stack pointer.
void checked_emit_stack(struct build *build, uint32_t word);
// At a gap (checked.h); the stack pointer is a multiple of 8.
void checked_emit_gap(struct build *build, uint32_t word);
// False if the word has to be left to `slow`, wherever it is.
bool checked_translates(const struct build *build, enum isa_operation operation, uint32_t word);
// True of a place that is taken over.
bool checked_is_hook(const struct build *build, uint32_t pc);
// Before translated code of the space is entered.
void checked_enter(const struct translator *translator, const struct checked *checked);
bool checked_has_gs_base(void); // of this host

// ---- float.c ----

instruction_emitter float_arithmetic, float_root, float_reciprocal, float_multiply_add, float_sign;
instruction_emitter float_compare, float_from_word, float_to_other, float_to_word;
instruction_emitter float_round_to_word, float_move, float_move_if, float_choose;
instruction_emitter float_move_from, float_move_to;
// The end of lwc1 and cvt.d.s of what it has loaded, as one unit.
void float_convert_single(struct build *build, unsigned number, unsigned from, uint32_t next);
// The host condition that is true after a comparison; IF_OVERFLOW if there is none.
enum condition float_compared(uint32_t word);
void float_load(struct build *build, unsigned number, bool is_wide, struct operand from);
void float_store(struct build *build, unsigned number, bool is_wide, struct operand to);
// Tests a condition code; returns the host condition under which it is as the word asks.
unsigned float_test(struct build *build, uint32_t word);

// ---- float_cause.c ----

// Around translated code: completes FCSR when it has been left, because a unit failed or not.
void float_expect(struct shared *shared, const uint32_t *context);
void float_settle(struct shared *shared, uint32_t *context, const struct unit *failed);

// ---- float_registers.c ----

// Host registers beside those of the map.
enum { FLOAT_SCRATCH, FLOAT_SPARE, FLOAT_FIRST, FLOAT_KEPT = FLOAT_FIRST + FLOATS_MAPPED };
enum { FLOAT_IN_KEPT = FLOATS }; // an operand that is in FLOAT_KEPT, or the one after it

void float_set_constants(struct shared *shared);
void float_map_clear(struct float_map *map);
void float_map_add(struct float_map *map, unsigned home, unsigned number, bool is_pair);
void float_emit_enter(const struct translator *translator, struct stream *stream);
void float_emit_leave(const struct translator *translator, struct stream *stream);

// A host register with the value of a register or pair: its own, or `scratch`, not the spare one.
unsigned float_read(struct build *build, unsigned number, bool is_wide, unsigned scratch);
// The same to a general register of the host, from a single one.
void float_read_word(struct build *build, unsigned number, unsigned to);
void float_copy(struct build *build, unsigned to, unsigned from);
// Where to compute a new value for float_write: anything may be above it.
unsigned float_target(const struct build *build, unsigned number, bool is_wide);
void float_write(struct build *build, unsigned number, bool is_wide, unsigned from);
void float_write_word(struct build *build, unsigned number, unsigned from);
// The same to an even register of a pair whose upper single does not matter any more. (The host
// need not wait for it.)
void float_write_pair_word(struct build *build, unsigned number, unsigned from);

// Notes in which register the first or second operand of the operation is that is now pending.
void float_keep(struct build *build, unsigned i, unsigned number, bool is_wide, unsigned in);
// To be called before a register or pair is written: an operand that is kept there moves.
void float_release(struct build *build, unsigned number, bool is_wide);

void float_start_block(struct build *build);
void float_start_unit(const struct build *build, struct unit *unit);
// Before the jumps out of a block; changes no flags.
void float_end_block(struct build *build);

// ---- registers.c ----

// Where a guest register is, in translated code.
struct operand guest_operand(const struct build *build, unsigned number);

// A host register with the value of a guest register: its own, one that happens to hold it, or
// `scratch`, loaded now; that one must not be in use.
unsigned guest_read(struct build *build, unsigned number, unsigned scratch);
// The same as an operand, valid for the next instruction that is emitted.
struct operand guest_source(struct build *build, unsigned number);
void guest_load(struct build *build, unsigned to, unsigned number);
// True if a scratch register has it.
bool guest_is_held(struct build *build, unsigned number);
// The same for single registers of coprocessor 1: `host` has it now; which one has it, or
// NO_REGISTER.
void guest_hold_float(struct build *build, unsigned host, unsigned number);
unsigned guest_held_float(struct build *build, unsigned number);
void guest_forget_float(struct build *build, unsigned number);
// ecx or edx, whichever is cheaper to overwrite.
unsigned guest_scratch(struct build *build);
// The host register in which to compute the new value of a guest register, for guest_write.
unsigned guest_target(struct build *build, unsigned number, unsigned scratch);
void guest_write(struct build *build, unsigned number, unsigned from);
// To be called after a direct store to guest_operand.
void guest_forget(struct build *build, unsigned number);
// Around an instruction that writes this register, or 0.
void guest_begin(struct build *build, uint32_t number);
void guest_end(struct build *build);
void guest_start_block(struct build *build);
void guest_start_unit(struct build *build, struct unit *unit);

// ---- watch.c ----

// Tells of all blocks from this number on.
void watch_translated(struct address_space *space, uint32_t first);

// ---- fault.c ----

bool fault_start(void);
// Around entering translated code.
void fault_expect(struct translator *translator);

#endif
