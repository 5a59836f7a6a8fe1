// libmixter: mixter.h on top of what the commands are made of. A `struct mixter` is a machine, the
// kernel that supervises it, and one process; the library is the observer of the machine, whose
// engines it puts its own in place of.
//
//   library.c     opening, closing, errors; how a call is guarded
//   environment.c what core asks of whoever runs it, if that is a library
//   load.c        programs and towers, standard files
//   run.c         runs, and why they stop
//   engine.c      the engines, which see every piece of every context
//   points.c      breakpoints and watchpoints
//   protect.c    the same by page protection, at full speed
//   trace.c       instructions and system calls, shown one by one
//   contexts.c    contexts by path, registers
//   memory.c      memory, page tables, symbols and lines
//   checkpoint.c  checkpoints, digests
//   record.c      recordings
#ifndef HOST_LIBRARY_H
#define HOST_LIBRARY_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include "../../core/failure.h"
#include "../../core/kernel/kernel.h"
#include "../../core/kernel/observe.h"
#include "../../core/machine/machine.h"
#include "../../include/mixter.h"
#include "../observe/observe.h"

enum { STANDARD_FILES = 3 };

// A standard file that callbacks are behind.
struct standard_file {
    struct port port; // first
    struct mixter_stream callbacks;
    uint64_t position;
};

// A breakpoint or a watchpoint.
struct point {
    int number;
    char *path;
    bool is_of_program; // "0"
    uint32_t address;
    uint32_t size;
    uint32_t access; // ACCESS_EXECUTE: a breakpoint
};

// Where a point or system call has stopped the run, and must not stop it again.
struct position {
    const struct seen *seen; // NULL: nowhere
    uint64_t retired;        // by everything
};

struct mixter {
    struct observer observer; // first: this is what the machine knows
    struct mixter_options options;
    struct machine *machine;
    struct kernel *kernel;
    struct process *process; // NULL: nothing is loaded
    struct image image;
    struct image program; // on top of a tower, whose image is the hypervisor; no bytes: none
    char **arguments;
    char **environment;
    struct standard_file standard_files[STANDARD_FILES];
    int32_t root_directory; // ANY_FILES, or a handle
    engine *engine;         // of the options,
    engine *watched;        // and what the process is run by
    uint32_t depth;         // of hypervisors, beneath the program

    struct contexts contexts;
    struct seen *root;

    mixter_piece_visitor *visit; // each piece; NULL: nobody
    void *visitor;
    uint64_t guests_since; // what all had retired when the machine last began to count guests

    struct point *points;
    uint32_t point_count;
    int last_point;
    bool protects_pages; // from accesses to points (protect.c)

    struct tracing *tracing; // trace.c; NULL: nothing is traced

    struct mixter_stop stop; // of the run that goes on
    bool has_stopped;
    struct position passed;
    struct position reported; // a system call
    atomic_bool is_interrupted;

    struct recording *recording;
    bool is_replayed;
    struct store *store;           // of checkpoints
    struct kernel_state *frontier; // where the recording ends; NULL: here
    struct digest *digest;         // of mixter_digest; NULL: not asked for yet
    unsigned digest_reader;

    bool is_busy;
    enum mixter_error broken; // nothing can be done with it any more; MIXTER_OK: it is not
    char message[FAILURE_SIZE];
};

// ---- library.c ----

// What a call needs.
enum need { NEED_NOTHING, NEED_EMPTY, NEED_PROGRAM };

typedef enum mixter_error work(struct mixter *mixter, void *arguments);

// Does the work of a call. If core panics or runs out of memory, the call returns an error, and the
// machine can only be closed.
enum mixter_error library_call(struct mixter *mixter, enum need need, work *work, void *arguments);
// Notes what was wrong, and returns the error.
enum mixter_error library_fail(struct mixter *mixter, enum mixter_error error, const char *format,
                               ...) __attribute__((format(printf, 3, 4)));

// Takes the engine that is wanted.
enum mixter_error library_choose_engine(struct mixter *mixter, enum mixter_engine wanted);

// ---- environment.c ----

// The state of this thread: calls for different machines may be nested.
struct broken {
    enum mixter_error error;
    const char *text;
};
// False if the work has not come to its end, and why.
bool guard_run(void (*work)(void *state), void *state, struct broken *broken);
// The machine that runs in this thread, or NULL.
struct mixter *library_running(struct mixter *mixter);

// A handle of its own for a descriptor of the caller's, above those of standard files; a negative
// error.
int32_t library_duplicate(int descriptor);

// ---- load.c ----

void load_end(struct mixter *mixter);

// ---- engine.c ----

// The engine that does what another one does, watched.
engine *library_engine(engine *emulator);
// As the engine, up to a point.
enum exception library_piece(struct mixter *mixter, struct seen *seen, engine *engine,
                             uint32_t *context, uint64_t budget);

// ---- points.c ----

// True if the next instruction of a running context stops the run; notes why.
bool points_stop(struct mixter *mixter, struct seen *seen, const uint32_t *context);
// How many instructions of at most `budget` can be executed without passing a point; 1 or more.
uint64_t points_distance(const struct mixter *mixter, const struct seen *seen,
                         const uint32_t *context, uint64_t budget);
bool points_concern(const struct mixter *mixter, const struct seen *seen);
// The accesses that points of the program stop at in a page: a sum of enum access.
uint32_t points_of_page(const struct mixter *mixter, uint32_t page);
void points_end(struct mixter *mixter);
// For `accessed` of a process.
void points_accessed(struct process *process, uint32_t address, uint32_t size, enum access access);

// ---- protect.c ----

// For `filter` of a process.
uint32_t protect_filter(const struct process *process, uint32_t page, uint32_t permissions);
// Updates the protection of these bytes after points have been set or removed.
void protect_update(struct mixter *mixter, uint32_t address, uint32_t size);
void protect_end(struct mixter *mixter);
// True if the exception in the program's context is because of the protection.
bool protect_is_cause(const struct mixter *mixter);
// As the engine, up to a point.
enum exception protect_run(struct mixter *mixter, engine *engine, uint32_t *context,
                           uint64_t budget);

// ---- trace.c ----

bool tracing_concerns(const struct mixter *mixter, const struct seen *seen);
// As library_piece; `start` is what the whole machine has retired before.
enum exception tracing_piece(struct mixter *mixter, struct seen *seen, engine *engine,
                             uint32_t *context, uint64_t budget, uint64_t start);
// After that, before an exception is served.
void tracing_stopped(struct mixter *mixter, const uint32_t *context, uint64_t total,
                     enum exception exception);
// Before and after a step of the context by the reference.
void tracing_before(struct mixter *mixter, const struct seen *seen, const uint32_t *words);
void tracing_after(struct mixter *mixter, const struct seen *seen);
void tracing_forget(struct mixter *mixter); // the run goes on somewhere else
void tracing_end(struct mixter *mixter);

// ---- contexts.c ----

// The context whose instruction is next, and where its words are found.
struct seen *contexts_current(struct mixter *mixter, uint32_t words[CONTEXT_WORDS]);
// NULL after noting an error.
struct seen *contexts_find(struct mixter *mixter, const char *path);
// The words of a context that does not run. False if they are not there.
bool contexts_words(struct mixter *mixter, const struct seen *seen, uint32_t words[CONTEXT_WORDS]);
void contexts_forget_guests(struct mixter *mixter);
void contexts_end(struct mixter *mixter);

// ---- memory.c ----

// How many of the bytes there are.
uint32_t memory_read(struct mixter *mixter, const struct seen *seen, uint32_t address, void *bytes,
                     uint32_t size);
uint32_t memory_write(struct mixter *mixter, const struct seen *seen, uint32_t address,
                      const void *bytes, uint32_t size);

// ---- checkpoint.c ----

// After a run: it may have come to where the recording ends.
void checkpoints_catch_up(struct mixter *mixter);
// The client has changed the run, which no longer follows the recording.
void checkpoints_fork(struct mixter *mixter);
void checkpoints_end(struct mixter *mixter);

#endif
