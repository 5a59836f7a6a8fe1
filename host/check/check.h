// Memory errors of a program that runs (--check): each context that is checked has a `checker`,
// which knows of every byte of its memory whether the program may access it, and of every bit
// whether it has a value.
//
//   shadow.c      what is known of memory
//   propagate.c   what is known of registers: the definedness of what each instruction computes
//   run.c         the engine: translated code with tests as long as all registers are defined, else
//   one step after another heap.c        malloc and its family, taken over at their entries and
//   returns strings.c     memcpy, strlen and the like, done here byte by byte calls.c       memory
//   that system calls read and write stack.c       who called whom, quickly report.c      what is
//   said; suppressions.c: what is not leaks.c       what nothing points to at the end describe.c
//   what an address belongs to
//
// *Fast and slow.* As long as all registers are defined, an instruction can only be wrong by the
// memory that it accesses: one test of the shadow decides. Whatever does not pass is left to the
// slow part, which follows definedness bit by bit until all registers are defined again.
#ifndef CHECK_H
#define CHECK_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "../../core/debug/lines.h"
#include "../../core/debug/subject.h"
#include "../../core/isa/isa.h"
#include "../../core/kernel/process.h"
#include "../../core/machine/context.h"
#include "../../core/machine/image.h"
#include "../../core/machine/machine.h"
#include "../../core/machine/stack.h"
#include "../translate/checked.h"

// ---- what is asked for ----

struct check_options {
    const char *command;
    uint32_t status;          // exit status if something was found; 0: that of the program
    const char *suppressions; // a file, or NULL
    const char *json;         // the same
    enum files files;         // of source text (open_source)
    int32_t root;
};

struct suppression;

// What all checkers of a machine share.
struct check_run {
    struct check_options options;
    struct suppression *suppressions;
    char *suppression_text; // that they are parts of
    FILE *json;
    uint64_t found; // errors, each place once
};

// False after a message.
bool check_start(struct check_run *run);
// Says how many there were. Returns the exit status.
uint32_t check_end(struct check_run *run, uint32_t status);

// ---- the checker of a context ----

enum { CALLS_KEPT = 8 };

struct calls { // the innermost first
    uint32_t count;
    uint32_t pcs[CALLS_KEPT];
};

enum family {
    FAMILY_NONE,
    FAMILY_MALLOC,
    FAMILY_CALLOC,
    FAMILY_REALLOC,
    FAMILY_FREE,
    FAMILY_ALIGNED,
    FAMILY_POSIX
};

enum block_state { BLOCK_LIVE, BLOCK_FREED };

struct heap_block {
    uint32_t address;
    uint32_t size;
    enum block_state state;
    bool is_aligned;   // to more than others are
    bool is_reachable; // leaks.c
    struct calls allocated;
    struct calls freed;
    struct heap_block *next;  // of the bucket
    struct heap_block *later; // in the quarantine
};

enum { BUCKETS = 0x10000, RECYCLED_MOST = 1024 };

struct heap {
    struct heap_block **buckets; // by address
    uint64_t allocations;
    uint64_t bytes;            // that were asked for
    struct heap_block *oldest; // of the quarantine
    struct heap_block *newest;
    uint32_t quarantined; // bytes
    uint32_t quarantine_blocks;
    struct heap_block *recycled[RECYCLED_MOST + 1]; // by size; linked as in the quarantine
    uint32_t recycled_bytes;
};

enum action { ACTION_NONE, ACTION_ALLOCATE, ACTION_REALLOCATE, ACTION_RELEASE, ACTION_ALLOCATE_AT };

// A call of the family that has not returned.
struct pending {
    enum action action;
    bool is_aligned; // to more than others
    bool is_zero;    // what it gives
    uint32_t return_address;
    uint32_t pointer; // stack pointer
    uint32_t size;    // that was asked for
    uint32_t old;     // block that is replaced; where posix_memalign stores
    bool retries;     // all of the quarantine is being freed,
    bool retried;     // it has been: this is the second try
    uint32_t arguments[4];
    uint32_t entry;
    struct calls calls;
};

struct hook { // a function that is taken over
    uint32_t address;
    uint8_t family;
    uint8_t string; // number in strings.c, plus 1
};

struct instruction {
    uint32_t word;
    enum isa_operation operation;
    const struct isa_row *row;
    struct isa_registers reads;
    struct isa_registers writes;
};

enum { INSTRUCTIONS = 4096 };

// The bits that are undefined in the registers that it writes; *mask is for all of them, or for hi
// and lo.
struct result {
    uint32_t mask;
    uint32_t high; // of hi, where both are written
    uint32_t origin;
};

struct range {
    uint32_t address;
    uint32_t size;
};

struct effect { // of an instruction on what is known
    const struct instruction *instruction;
    uint32_t stack; // pointer before it
    bool has_access;
    bool is_bad; // the access
    uint32_t address;
    struct range range; // of bytes
    struct result result;
};

enum { HOOKED = 4096, KEPT_ORIGINS = 4096 };

struct origin { // of a value that was never set: the load that fetched it first
    uint32_t address;
    uint32_t pc;
    uint32_t pointer; // stack pointer then
    bool is_reported;
};

struct kept_origin { // of a word of memory that such a value was stored to
    uint32_t address;
    uint32_t origin;
};

struct unwinding; // stack.c
struct reported;  // report.c

struct checker {
    struct check_run *run;
    struct machine *machine;
    const uint32_t *context; // that runs, or has run last; NULL: its memory cannot be reached
    uint32_t directory;      // of its page table
    const char *program;
    const char *path; // of the context, or NULL if it is the only one
    struct image image;
    uint32_t break_start;
    uint32_t break_now;
    struct checked checked; // what translated code needs
    bool is_word;           // the 17 instructions: memory is known by words only

    unsigned char *shadow;
    struct partial *partials;
    uint32_t partial_count;
    uint32_t partial_capacity;

    struct instruction instructions[INSTRUCTIONS]; // decoded, by word
    struct effect effect;                          // of the step that is being done
    uint32_t undefined[CONTEXT_WORDS];             // bits of the registers that have no value
    uint32_t origins[CONTEXT_WORDS];               // number of the origin of such a value, or 0
    struct origin *all_origins;
    uint32_t origin_count; // with the first, which is none
    uint32_t origin_capacity;
    uint32_t *origin_places; // numbers of origins, by what they are; 0: unused
    struct kept_origin kept_origins[KEPT_ORIGINS];
    uint32_t forgotten;       // registers that are not known any more after the next instruction
    uint32_t undefined_count; // registers with such bits

    struct hook *hooks;
    uint32_t hook_count;
    bool hooked[HOOKED];    // by address: there may be one
    struct pending pending; // there is one at a time
    struct heap heap;
    struct unwinding *unwinding;
    struct reported *reported;
    uint32_t reported_count;
    uint64_t suppressed;
};

struct checker *checker_create(struct check_run *run, struct machine *machine, const char *program,
                               const char *path, const struct image *image,
                               const uint32_t *context);
// The program has ended.
void checker_end(struct checker *checker);
// It is known to be there, with its page table as the machine has it, or not.
void checker_set_context(struct checker *checker, const uint32_t *context);

struct subject checker_subject(const struct checker *checker);

// ---- run.c ----

// An engine of the contract of core/machine/context.h, for this context. `translates`: by
// translated code.
enum exception checker_run(struct checker *checker, uint32_t *context, uint64_t budget,
                           bool translates);
void checker_start_engine(struct checker *checker);
// Around one step of another engine.
void checker_before_step(struct checker *checker, const uint32_t *context, uint32_t word);
void checker_after_step(struct checker *checker, const uint32_t *context);

// ---- calls.c ----

void calls_begin(struct checker *checker, const uint32_t *context);
// `before` is the context at the call, `after` as it is now; NULL: it has ended by the call.
void calls_complete(struct checker *checker, const uint32_t *before, const uint32_t *after);

// ---- shadow.c ----

bool shadow_start(struct checker *checker);
void shadow_end(struct checker *checker);
void shadow_set(struct checker *checker, uint32_t address, uint32_t size, enum shadow_state state);
static inline unsigned char *shadow_at(const struct checker *checker, uint32_t address) {
    return checker->shadow + address;
}
// The bits of a byte that have no value.
uint32_t shadow_mask(const struct checker *checker, uint32_t address);
void shadow_set_mask(struct checker *checker, uint32_t address, uint32_t mask);
// Copies what is known of bytes; what is not accessible counts as undefined.
void shadow_copy(struct checker *checker, uint32_t to, uint32_t from, uint32_t size);
// The first byte that is not accessible, or the end.
uint32_t shadow_first_bad(const struct checker *checker, uint32_t address, uint32_t size);
uint32_t shadow_first_undefined(const struct checker *checker, uint32_t address, uint32_t size);
bool shadow_is_defined(const struct checker *checker, uint32_t address, uint32_t size); // all
// True where the checker knows what is accessible.
bool shadow_covers(const struct checker *checker, uint32_t address);

// ---- origins.c ----

// The number of the origin of what is loaded from memory now.
uint32_t origin_of_load(struct checker *checker, uint32_t address);
void origin_stored(struct checker *checker, uint32_t address, uint32_t origin);
void origins_end(struct checker *checker);

// ---- propagate.c ----

struct result propagate(const struct checker *checker, const struct instruction *instruction,
                        const uint32_t *context);
// A register whose lack of a value decides where this instruction leads; 0: there is none.
uint32_t propagate_decides(const struct checker *checker, const struct instruction *instruction,
                           const uint32_t *context);
void checker_set_register(struct checker *checker, uint32_t number, uint32_t mask, uint32_t origin);

// ---- heap.c ----

enum { REDZONE = 16 };
enum { RETURN_ADDRESS = 0x7ffff000 }; // of calls that were taken over

bool heap_start(struct checker *checker);
void heap_end(struct checker *checker);
bool heap_is_inside(const struct checker *checker); // an allocator runs
// At an entry, or at RETURN_ADDRESS. False: nothing happens here. An exception is in the context
// otherwise, or none.
bool heap_intercept(struct checker *checker, uint32_t *context);
struct heap_block *heap_block_near(const struct checker *checker, uint32_t address);
struct hook *checker_hook(const struct checker *checker, uint32_t pc);

// ---- strings.c ----

uint32_t strings_find(const char *name); // its number plus 1; 0: none
// Does what the function would do. False if memory is not there: the exception is in the context.
bool strings_call(struct checker *checker, uint32_t *context, uint32_t number);
bool memory_copy(struct checker *checker, uint32_t *context, uint32_t to, uint32_t from,
                 uint32_t size);

// ---- stack.c ----

void stack_calls(struct checker *checker, const uint32_t *context, struct calls *calls);
// The frame that an address is in: the place in its function, and the stack pointer that this was
// called with.
bool stack_frame_of(struct checker *checker, const uint32_t *context, uint32_t address,
                    uint32_t *pc, uint32_t *caller);
// How many bytes the function at pc has taken from the stack there. False if it is not known.
bool stack_size_at(struct checker *checker, uint32_t pc, uint32_t *size);
void stack_end(struct checker *checker);

// ---- report.c ----

enum error {
    ERROR_READ,
    ERROR_WRITE,
    ERROR_BRANCH,
    ERROR_ADDRESS,
    ERROR_CALL_ARGUMENT,
    ERROR_CALL_MEMORY,
    ERROR_FREE,
    ERROR_OVERLAP,
    ERROR_LEAK
};

struct finding {
    enum error error;
    uint32_t address; // that is accessed or passed
    uint32_t size;
    uint32_t bad;     // its first byte that is not accessible
    const char *what; // more, for the first line
    uint32_t origin;  // of what has no value, or 0
};

void report(struct checker *checker, const struct finding *finding);
void report_leak(struct checker *checker, const struct calls *calls, uint32_t blocks,
                 uint64_t bytes);
void report_calls(struct checker *checker, const char *before, const struct calls *calls);
void report_end(struct checker *checker);

// ---- suppressions.c ----

bool suppressions_read(struct check_run *run);
bool suppressions_cover(struct check_run *run, const char *kind, const char *const *functions,
                        uint32_t count);
void suppressions_end(struct check_run *run);

// ---- describe.c ----

// Prints what the address belongs to.
void describe_address(struct checker *checker, uint32_t address);
// Prints where a value came from that was never set.
void describe_origin(struct checker *checker, const struct origin *origin);

// ---- leaks.c ----

void leaks_report(struct checker *checker);

#endif
