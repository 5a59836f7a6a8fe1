// Vectors on engines: ours, and those of others.
#ifndef STATE_RUN_H
#define STATE_RUN_H

#include "mirror.h"
#include "state.h"

enum verdict { VERDICT_EQUAL, VERDICT_DIFFERENT, VERDICT_LEFT_OUT };

// A machine of ours, with the pages of the last vector.
struct state_machine {
    struct machine *machine;
    uint32_t *context;
    uint32_t page_table;
    uint32_t frames[STATE_PAGES];
    uint32_t addresses[STATE_PAGES]; // of the pages that are mapped,
    uint32_t permissions[STATE_PAGES];
    uint32_t count; // and how many are
};

// False and the reason if there is no memory.
bool state_machine_start(struct state_machine *machine, const char **wrong);
void state_machine_end(struct state_machine *machine);

// Fills in what the reference leaves.
void state_complete(struct state_machine *machine, struct state *state);
// The engine runs it, one instruction at a time if `split`; differences from what the vector says
// are printed, if `file` is not NULL. `line` is for that.
enum verdict state_run(struct state_machine *machine, engine *run, const struct state *state,
                       bool split, unsigned line, FILE *file);
// The same on an engine of others. What it is not capable of is left out. `mirrors->remote->cause`
// says it if it dies; it is started again.
enum verdict state_run_remote(struct state_machine *machine, struct mirrors *mirrors,
                              const struct state *state, bool split, unsigned line, FILE *file);

#endif
