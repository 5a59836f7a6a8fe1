// Watching a run from the host. Every context that runs on a machine of this host, at whatever
// depth, is known here as a `seen`: an engine in place of the real one (watch.c) sees every piece
// that a context runs, divides it where more has to be known (any engine can be stopped at any
// instruction), and passes events on to the tools. All that is known of a machine is in its
// observer, `struct watching`.
//
//   context.c   which contexts there are, their paths, their memory
//   choice.c    which of them are observed
//   names.c     functions and lines of what they run
//   watch.c     the engines; what happens to each context, in order
//   trace.c     --trace
//   strace.c    --strace
//   blocks.c    --profile: instructions counted, block by block; calls.c who called whom
//   profile.c   --profile: what is written
//   timeline.c  --timeline
//   check.c     --check (host/check)
//   output.c    files
#ifndef OBSERVE_HOST_H
#define OBSERVE_HOST_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "../../core/debug/lines.h"
#include "../../core/kernel/observe.h"
#include "../../core/machine/image.h"
#include "../../core/machine/machine.h"
#include "../../core/machine/step.h"

enum { REGISTER_NAME = 32, NO_BRANCH = 0xffff };

// ---- names.c ----

struct function {
    uint32_t start;
    uint32_t end;
    const char *name;
    const char *file; // NULL: not known
    uint32_t line;
};

struct names { // of a program
    const char *program;
    struct image image;         // no bytes: nothing is known
    struct function *functions; // sorted; the first is for all that is in none
    uint32_t function_count;
    struct source_line *lines; // sorted
    uint32_t line_count;
    struct names *next;
};

struct seen;
void seen_name(struct seen *seen); // finds its names
uint32_t names_function(const struct names *names, uint32_t pc);
const struct source_line *names_line(const struct names *names, uint32_t pc); // NULL: not known
// "main+0x8"
void names_place(const struct names *names, uint32_t pc, char *text, size_t size);

// ---- context.c ----

struct track;
struct profile;
struct code_page;
struct checker;

struct code { // of a context
    struct code_page **regions[512];
    struct code_page *pages;
};

struct seen {
    struct contexts *contexts;
    struct seen *parent; // NULL: a context of this level itself
    uint32_t address;    // of the block, in the parent's memory
    uint32_t level;
    uint32_t number; // among those of its parent; of the innermost list
    uint32_t child_count;
    char *path;
    bool chosen; // by --observe
    struct seen *bucket_next;
    struct seen *next; // in the order of their appearance

    struct machine *machine; // that it runs on
    struct process *process; // of a root, until it ends
    uint32_t *context;       // of a root; of a guest, where it is while it runs
    uint32_t directory;      // of its page table, in the parent's memory
    bool running;            // `context` can be used, with its page table

    // As it was seen last.
    uint32_t words[CONTEXT_WORDS];
    bool waiting;           // at a system call that has not been completed
    enum exception stopped; // what its supervisor got

    uint64_t instructions; // of its own
    uint64_t elsewhere;    // that its supervisor has executed in another way
    uint64_t runs;
    uint64_t system_calls;
    uint64_t faults;
    uint64_t switches; // by it

    struct names *names;
    struct code code;
    struct profile *profile;
    struct track *track;
    struct checker *checker; // of its memory
};

// Pages that have been found for the present word: each needs several of the level below, which are
// mostly the same.
struct found {
    const struct seen *seen;
    uint32_t page;
    enum access access;
    uint32_t frame;
    uint32_t generation;
};

enum { SEEN_BUCKETS = 4096, SEEN_FOUND = 4096 };

// Of a machine.
struct contexts {
    struct watching *watching;         // whose they are, if it is an observer's,
    void (*appear)(struct seen *seen); // called for each new one; NULL: no call
    struct seen *first;                // in the order of their appearance
    struct seen *last;
    struct seen *buckets[SEEN_BUCKETS];
    uint32_t root_count;
    struct seen *last_root; // that was asked for
    struct found found[SEEN_FOUND];
    uint32_t generation;
};

struct seen *seen_root(struct contexts *contexts, const uint32_t *context);
struct seen *seen_start(struct contexts *contexts, struct process *process);
// The guest whose block is at an address; `words` is what is known of its registers.
struct seen *seen_child(struct seen *parent, uint32_t address, const uint32_t *words);
// One more guest, whatever was at the address.
struct seen *seen_new_child(struct seen *parent, uint32_t address);
struct seen *seen_find(const struct seen *parent, uint32_t address); // the newest, or NULL

// Where a word of its memory is, or NULL if there is none now.
uint32_t *seen_word(const struct seen *seen, uint32_t address, enum access access);
// The block of a guest in memory, or NULL.
uint32_t *seen_block(const struct seen *seen);
// Copies bytes; how many of them there are.
uint32_t seen_bytes(const struct seen *seen, uint32_t address, void *bytes, uint32_t size);

// ---- choice.c ----

enum { PATTERNS_MOST = 64 };

// What --observe says.
struct choice {
    struct {
        const char *text; // numbers or *, with / between
        size_t length;
        bool is_found;
    } patterns[PATTERNS_MOST];
    uint32_t pattern_count;
    bool all;
    bool several; // more than one context may be chosen
};

// Reads the option of the request. False after an error message.
bool choice_read(struct watching *watching);
bool choice_covers(struct choice *choice, const char *path);
bool choice_all_found(const struct watching *watching); // false after a message

// ---- watch.c ----

// The observer of a machine. What a tool has is NULL if it is not asked for.
struct watching {
    struct observer observer; // first: this is what core knows
    struct observe_request request;
    struct choice choice;
    struct contexts contexts;
    struct names *known; // all names so far,
    struct names *unknown;
    uint64_t now;      // instructions of everything so far
    struct seen *last; // that ran, or runs
    bool has_begun;
    struct trace *trace;
    struct strace *strace;
    struct profiles *profiles;
    struct timeline *timeline;
    struct checking *checking;
};

// ---- trace.c ----

bool trace_start(struct watching *watching);
bool trace_begin(struct watching *watching); // when the first program begins
bool trace_covers(const struct seen *seen, uint32_t start, uint32_t end);
void trace_before(struct seen *seen, const uint32_t *context);
void trace_after(struct seen *seen, const uint32_t *context);
// The system call that it was waiting for is complete; NULL: it will not go on.
void trace_completed(struct seen *seen, const uint32_t *context);
void trace_exception(struct seen *seen, enum exception exception, uint32_t address, uint32_t kind);
bool trace_finish(struct watching *watching);
void trace_flush(struct watching *watching);

// ---- strace.c ----

bool strace_start(struct watching *watching);
bool strace_begin(struct watching *watching); // when the first program begins
void strace_waits(struct seen *seen);         // it has just made a system call
void strace_completed(struct seen *seen, const uint32_t *context);
void strace_exception(struct seen *seen, enum exception exception, uint32_t address, uint32_t kind);
void strace_end(struct seen *seen);
bool strace_finish(struct watching *watching);
void strace_flush(struct watching *watching);
const char *strace_name(uint32_t number); // NULL: not known

// ---- blocks.c ----

enum flow { FLOW_ON, FLOW_CALL, FLOW_JUMP_REGISTER };

struct block { // what is executed in one go: up to a branch and its delay slot
    uint32_t pc;
    uint32_t count;
    uint32_t branch; // index of the branch, or NO_BRANCH
    enum flow flow;  // of it
    uint32_t function;
    uint64_t executed; // as a whole
    uint32_t words[];
};

struct code_page {
    uint32_t address;
    uint64_t counts[1024]; // by instruction, but for those of whole blocks
    struct block *blocks[1024];
    struct code_page *next;
};

// The block at pc, if it can be executed as a whole; else NULL.
struct block *block_at(struct seen *seen, const uint32_t *context);
struct code_page *code_page(struct seen *seen, uint32_t pc);
void code_settle(struct code *code); // all counts are those of instructions now
enum flow flow_of(uint32_t word);

// ---- calls.c ----

struct node { // of the tree of calls
    struct node *parent;
    struct node *children;
    struct node *next;
    uint32_t function;
    uint64_t self;
};

struct edge { // from a place to a function
    uint32_t caller;
    uint32_t site;
    uint32_t callee;
    uint64_t calls;
    uint64_t inclusive; // but for calls of what is being called already
    struct edge *bucket_next;
    struct edge *next;
};

struct function_count {
    uint64_t self;
    uint64_t inclusive;
    uint64_t calls;
    uint64_t entered; // when the outermost call that is not over was made
    uint64_t active;  // calls that are not over
};

struct call; // that is not over

struct profile {
    uint64_t total;
    struct function_count *functions; // by number in the names
    struct node *root;
    struct edge *edges;
    struct edge **edge_buckets;
    struct call *calls;
    uint32_t depth;
    uint32_t capacity;
    uint32_t pointer; // stack pointer after the last instruction
    bool elsewhere;   // it has been executed elsewhere since
    bool branches;    // the slot of a branch is due,
    uint32_t branch;  // this one
    enum flow flow;
    uint64_t left_out; // calls that are deeper than the tree
};

// `count` instructions from pc on have retired: of the block, or one, which is the word.
void profile_retired(struct seen *seen, struct block *block, uint32_t pc, uint32_t word,
                     uint32_t count, const uint32_t *context);
void profile_close(struct profile *profile); // all calls are over now

// ---- profile.c ----

bool profile_start(struct watching *watching);
bool profile_finish(struct watching *watching);

// ---- timeline.c ----

bool timeline_start(struct watching *watching);
bool timeline_begin(struct watching *watching); // when the first program begins
void timeline_run(struct seen *seen);           // it runs from now on
void timeline_stop(struct seen *seen, const char *why);
void timeline_complete(struct seen *seen); // the system call that it has stopped at
void timeline_end(struct seen *seen);
bool timeline_finish(struct watching *watching);

// ---- check.c ----

bool checking_start(struct watching *watching);
// Runs a piece of a context that is checked; `engine` is the one that would run it.
enum exception checking_run(struct seen *seen, engine *engine, uint32_t *context, uint64_t budget);
// Around a step of the reference.
void checking_before_step(struct seen *seen, uint32_t *words, uint32_t word);
void checking_after_step(struct seen *seen, const uint32_t *words); // it has retired
void checking_waits(struct seen *seen); // it has just made a system call
void checking_completed(struct seen *seen, const uint32_t *context);
void checking_ended(struct seen *seen);
uint32_t checking_finish(struct watching *watching, uint32_t status);

// ---- output.c ----

// A file that is written as things happen; standard error without a path.
struct sink {
    struct watching *watching;
    const char *option;
    const char *path;
    FILE *file;
    bool failed;
};

// Reports an output that cannot be written before the run; it is truncated when that begins.
bool sink_prepare(struct watching *watching, const char *option, const char *path);
bool sink_open(struct sink *sink, struct watching *watching, const char *option, const char *path);
void sink_flush(struct sink *sink);
bool sink_close(struct sink *sink);
void sink_check(struct sink *sink); // says once what went wrong

// Ends everything by the signal that has come, if one has. The files of one observer, the last one
// that was started, are completed then: a process has one set of signals.
void signals_start(struct watching *watching);
void signals_check(void);

#endif
