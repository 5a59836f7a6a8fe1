// A kernel: what the processes of one supervisor have in common, on one machine. Two kernels share
// only what belongs to the host's process: its limit of open files, its standard files, its working
// directory.
#ifndef KERNEL_H
#define KERNEL_H

#include "process.h"

enum { TRANSFER_SIZE = 0x10000 };

struct kernel {
    struct machine *machine;
    const char *command; // for messages
    // Called when a process has not exited by itself, with the cause; may be NULL.
    void (*report)(const struct process *process);
    // Called when a guest reports its progress (progress.h); may be NULL.
    void (*progress)(const uint32_t *words);
    // The words of twins (environment.h), for a tower that is one of them; else NULL.
    uint32_t (*twin_put)(uint32_t stream, const uint32_t *words, uint32_t count);
    uint32_t (*twin_get)(uint32_t stream, uint32_t *words, uint32_t count);
    uint32_t files_at_start;               // limit of a new process
    uint32_t files_promised;               // sum of the limits of all processes
    unsigned char transfer[TRANSFER_SIZE]; // between a file and the memory of a process
};

// Each of so many processes gets an equal share of the files that this supervisor can have open at
// once, at most 256 at the start.
struct kernel *kernel_create(struct machine *machine, uint32_t processes);
// Its processes must be destroyed before; the machine stays.
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

// One run of an engine. If the process is watched, this is not seen.
enum exception process_run(struct process *process, engine *engine, uint64_t budget);
// One run of at most `budget` instructions of a process that has not ended, not beyond where a
// digest is due, after which the exception that ended it, which is returned, has been served.
enum exception process_advance(struct process *process, const struct driver *driver,
                               uint64_t budget);
// To be called when a process has ended: takes its last digest, and completes its recording.
void process_conclude(struct process *process);

// Serves the exception that a run ended with, other than the timer: the process can go on, or has
// ended.
void process_serve(struct process *process);

#endif
