// Short random sequences of instructions, from any state of the processor and with any end: every
// engine has to leave what the reference leaves. A sequence is a test vector (engines/vector.h).
#ifndef SEQUENCES_H
#define SEQUENCES_H

#include "../../core/isa/isa.h"
#include "../engines/vector.h"

// ---- events.c: what can happen to an instruction ----

enum event {
    EVENT_RETIRED,
    EVENT_RETIRED_IN_SLOT,
    EVENT_TAKEN,
    EVENT_NOT_TAKEN,
    EVENT_BUDGET_ENDS,             // behind it
    EVENT_BUDGET_ENDS_BEFORE_SLOT, // of the branch that was taken
    EVENT_BUDGET_ENDS_IN_SLOT,     // behind the instruction in the slot
    EVENT_TARGET_FAULTS,           // nothing can be executed where it has branched to
    EVENT_RAISED,                  // + exception: it has not retired
    EVENT_RAISED_IN_SLOT = EVENT_RAISED + EXCEPTIONS,
    EVENTS = EVENT_RAISED_IN_SLOT + EXCEPTIONS
};

enum class { CLASS_NONE, CLASS_ZERO, CLASS_EDGE, CLASS_EQUAL, CLASS_OTHER, CLASSES };

enum { ROWS = ISA_RESERVED + 1, NAME_MAX_SIZE = 32 };

struct cell {
    enum isa_operation operation;
    enum event event;
};

struct coverage {
    uint64_t tries[ROWS][CLASSES][EVENTS];
    uint64_t sums[ROWS][EVENTS]; // of all classes
};

// Rows have their mnemonic; words that no row describes are called reserved.
const char *row_name(enum isa_operation operation);
void event_name(enum event event, char name[NAME_MAX_SIZE]);
// Whether the table lets the event happen to the row; of exceptions of coprocessor 1, which only
// some functions raise, it does not tell.
bool cell_is_possible(struct cell cell);

// Follows the reference, an instruction at a time.
struct follower {
    struct cell last;          // what happened last; that the budget ends does not count
    enum isa_operation branch; // that was taken last
    uint32_t since_branch;     // instructions
    struct coverage *coverage; // may be NULL
};
void follow_start(struct follower *follower, struct coverage *coverage);
// Before and after an instruction; `is_last`: the budget ends behind it.
void follow_instruction(struct follower *follower, const uint32_t *before, const uint32_t *after,
                        const uint32_t *code, bool is_last);

// Lines "ROW CLASS EVENT ENGINE TRIES": adds those of a file; the least of all engines counts.
bool coverage_read(struct coverage *coverage, const char *path);
// Prints them after the word "cover", and cells that are possible and were never tried, with 0.
void coverage_write(const struct coverage *coverage, const char *const *engines, unsigned count);

// ---- make.c ----

// Pseudo-random numbers, reproducible: the same for each number of a sequence.
void make_seed(uint64_t seed);
uint32_t make_below(uint32_t limit);
// A sequence in which the event is likely to happen to a row.
void make_sequence(struct vector *vector, struct cell aim);
// One that has been tried less than most.
struct cell make_aim(const struct coverage *coverage);

// ---- run.c ----

enum engine_kind { ENGINE_STEP, ENGINE_INTERP, ENGINE_JIT, ENGINE_SWITCH, ENGINE_KINDS };
enum mode { MODE_WHOLE, MODE_STEPS, MODE_CUT, MODES }; // in how many runs the budget is used
extern const char *const engine_names[ENGINE_KINDS], *const mode_names[MODES];

void run_start(void);
bool run_has(enum engine_kind engine);
struct reference {
    bool stays_inside; // no store was outside the words of the vector
    struct cell last;  // what happened last
};
// Leaves `after` and `left` as the reference does.
struct reference run_reference(struct vector *vector, struct coverage *coverage);
// True if the engine leaves the same. The first word that is different: of the context, or, from
// CONTEXT_WORDS on, of the data.
bool run_equal(const struct vector *vector, enum engine_kind engine, enum mode mode, uint32_t *word,
               uint32_t *found);

// ---- reduce.c ----

enum { SIGNATURE_SIZE = 160 };
// What tells a difference from others: engines, instruction or exception, kind of word. The budget
// becomes that behind which the first difference shows. Empty if there is none.
void find_signature(struct vector *vector, char signature[SIGNATURE_SIZE]);
// The same in a process of its own: an engine may die, or not come to an end.
void find_signature_apart(struct vector *vector, char signature[SIGNATURE_SIZE]);
// Ends this process by SIGPROF when it has used so much processor time from now on: on a busy
// machine an engine may be slow to come to an end. 0: not any more.
void limit_time(unsigned seconds);
// Leaves out what the difference does not need.
void reduce(struct vector *vector, const char *signature);
// The sequence and what it leaves, for people.
void explain(FILE *file, const struct vector *vector);

#endif
