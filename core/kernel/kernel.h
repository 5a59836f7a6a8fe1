// A kernel: what the processes of one supervisor have in common, on one machine. Kernels share
// nothing but the process of the host that they are in: its limit of open files, its standard
// files, its working directory.
#ifndef KERNEL_H
#define KERNEL_H

#include "process.h"

enum { TRANSFER_SIZE = 0x10000 };

struct kernel {
    struct machine *machine;
    const char *command; // for messages
    // Hears of the end of a process, when there is something to be said about it; NULL: nobody.
    void (*report)(const struct process *process);
    // Hears how far a guest is that says so (progress.h); NULL: nobody.
    void (*progress)(const uint32_t *words);
    uint32_t files_at_start;               // that a process may have open
    uint32_t files_promised;               // the limits of all processes together
    unsigned char transfer[TRANSFER_SIZE]; // what is on its way between a file and a process
};

// For so many processes: each gets an equal share of the files that this supervisor can have open
// at once, but not more than 256 at the start. NULL if there is no memory. The machine stays.
struct kernel *kernel_create(struct machine *machine, uint32_t processes);
// After its processes.
void kernel_destroy(struct kernel *kernel);

// The memory, in frames, that the first of `depth` hypervisors needs for guests that may have so
// many, so that these reach their limits first.
uint32_t tower_frames(uint64_t frames, uint32_t depth);

// ---- running ----

// Lets a process retire exactly `budget` instructions unless an exception comes first, like an
// engine; it may also end the process.
typedef enum exception runner(void *state, struct process *process, uint64_t budget);

// How processes are run.
struct driver {
    engine *engine;
    runner *runner; // instead of the engine; NULL: there is none
    void *state;    // of the runner
};

// One run of an engine: of a process that is watched as if nothing were withheld.
enum exception process_run(struct process *process, engine *engine, uint64_t budget);
// One run of at most `budget` instructions, up to where a digest is due. The kernel has served the
// exception that ended it, which is returned.
enum exception process_advance(struct process *process, const struct driver *driver,
                               uint64_t budget);
// Of a process that has ended: takes its last digest, and ends its recording.
void process_conclude(struct process *process);

// Deals with the exception that a run of the process has ended with, other than the timer; after
// that it goes on or has ended.
void process_serve(struct process *process);

#endif
