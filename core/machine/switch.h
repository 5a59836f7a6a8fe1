// The switch, system call 4901: what a hypervisor asks of the machine beneath it, to run a guest.
// $a0 is the address of a block, which is a machine context (context.h) in the memory of the
// context that switches; $a1 and $a2 are low and high word of the guest's budget. The switch is
// restartable and defined by steps (docs/machine.md); a page that the machine itself needs and
// does not find is a page fault of the context that switches.
#ifndef SWITCH_H
#define SWITCH_H

#include <stdbool.h>
#include <stdint.h>

#include "../calls.h"
#include "context.h"

enum { BLOCK_SIZE = CONTEXT_WORDS * 4 };

// True if the block, wherever it is, is one that the machine can run.
bool switch_block_is_valid(const uint32_t *block);

// ---- switch.c ----

// What this machine has done for the guests of its contexts, by how many switches deep they are;
// the last counts all that are deeper.
enum { SWITCH_LEVELS = 32 };

struct switch_count {
    uint64_t instructions; // of the guest itself
    uint64_t switches;     // to it
    uint64_t mappings;     // of its pages, restored from the page tables
};

typedef enum exception stepper(struct machine *machine, uint32_t *context);

// Of a machine.
struct switching {
    uint64_t budget;        // of the run: what is left of it,
    uint64_t retired;       // what has been retired so far,
    struct shadow *current; // the innermost context that is running,
    stepper *reference;     // and the reference
    struct switch_count counts[SWITCH_LEVELS];
    uint64_t steps; // by the reference, of all levels
};

static inline struct switch_count *switch_count(struct switching *switching, uint32_t level) {
    return &switching->counts[level < SWITCH_LEVELS ? level : SWITCH_LEVELS - 1];
}

// Retires exactly `budget` instructions of a context of this level, those of its guests included,
// unless an exception comes first. The engine executes; it knows nothing of switches.
enum exception switch_run(struct machine *machine, engine *engine, uint32_t *context,
                          uint64_t budget);

// For observers: the same, with a function of theirs in place of switch_step, which it has to call;
// and, while the engine runs, the shadow of the context that it executes, NULL for one of this
// level itself.
enum exception switch_run_by(struct machine *machine, engine *engine, stepper *reference,
                             uint32_t *context, uint64_t budget);
const struct shadow *switch_guest(const struct machine *machine, const uint32_t *context);

// ---- switch_step.c: the reference ----

// One step of a context that may stand at a switch: EXCEPTION_NONE if it retired an instruction,
// of its own or of a guest, otherwise the exception.
stepper switch_step;
// The engine that does nothing but switch_step: what switch_run is checked against.
engine switch_step_run;
// Frees what it keeps with the machine.
void switch_step_end(struct machine *machine);

#endif
