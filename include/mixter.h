// libmixter: a MIPSter machine, and what runs on it, as an object of your program.
//
//     struct mixter *machine;
//     struct mixter_stop stop;
//     const char *arguments[] = {"./fibonacci", "30"};
//     if (mixter_open(NULL, &machine) != MIXTER_OK) ...
//     if (mixter_load_file(machine, arguments[0], 2, arguments) != MIXTER_OK) ...
//     mixter_run(machine, 1000000, &stop);    // exactly so many instructions, unless it stops
//     before mixter_close(machine);
//
// What a run does follows from the program, its arguments, its environment and its input alone, not
// from the engine, nor from how the run is cut into calls of mixter_run; and nothing that looks at
// a machine (registers, memory, breakpoints, checkpoints, digests) changes what the program
// observes.
//
// Errors are values: functions return MIXTER_OK, which is 0, or another error; mixter_message has
// it in words. The library ends nothing and prints nothing.
//
// Ownership. Who opens closes; who takes a checkpoint frees it. Strings and bytes that a function
// gives are the machine's, and stay until the next call for the same machine, unless it says
// otherwise. What you give is copied, but for the state of callbacks.
//
// Threads. Machines share nothing: each may be used in another thread at the same time. One machine
// is for one thread at a time; only mixter_interrupt may be called meanwhile, also by a handler of
// signals. The fast engine installs handlers for SIGSEGV, SIGBUS and SIGFPE when it first runs,
// which pass on what is not its own. A program that writes to a pipe that nobody reads gets an
// error, so SIGPIPE should be ignored.
//
// Contexts. A program may itself be a hypervisor that runs guests, and these may be hypervisors.
// Each context has a path: "0" is the program, "0/1" the first guest that it ran, "0/1/2" the
// second one of that. Numbers are given in the order in which contexts run first.
//
// Words are 32 bits, little-endian. Addresses are those of the context, 0 to 0x7fffffff.
#ifndef MIXTER_H
#define MIXTER_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define MIXTER_API __attribute__((visibility("default")))
#else
#define MIXTER_API
#endif

#define MIXTER_VERSION "0.1"

// The version of the library that is linked, as MIXTER_VERSION is of this header.
MIXTER_API const char *mixter_version(void);

// ---- errors ----

enum mixter_error {
    MIXTER_OK,
    MIXTER_ERROR_ARGUMENT,    // a value that cannot be, such as NULL or a size that is too large
    MIXTER_ERROR_STATE,       // not now: nothing is loaded, something is, or it runs
    MIXTER_ERROR_MEMORY,      // there is none left for the library
    MIXTER_ERROR_FILE,        // a file cannot be read or written
    MIXTER_ERROR_PROGRAM,     // it is not an executable for this machine
    MIXTER_ERROR_CONTEXT,     // there is none of this path, or not now
    MIXTER_ERROR_ADDRESS,     // there is no memory
    MIXTER_ERROR_RECORDING,   // it is damaged, or of another version
    MIXTER_ERROR_UNSUPPORTED, // this host, or this build of the library, cannot do it
    MIXTER_ERROR_INTERNAL,    // our own fault
    MIXTER_ERRORS
};

// In a few words. Stays.
MIXTER_API const char *mixter_error_text(enum mixter_error error);

struct mixter; // a machine

// What was wrong with the last call for this machine that returned an error, such as
// "./fibonacci: no such file"; "" if there was none.
MIXTER_API const char *mixter_message(const struct mixter *machine);

// ---- a machine ----

enum mixter_engine {
    MIXTER_ENGINE_FASTEST,     // the translator where there is one, else the interpreter
    MIXTER_ENGINE_TRANSLATOR,  // to instructions of the host; not on every host
    MIXTER_ENGINE_INTERPRETER, // decodes each page once
    MIXTER_ENGINE_REFERENCE,   // the meaning of instructions, one by one; slow
    MIXTER_ENGINES
};

enum mixter_files { // which files of the host a program can reach
    MIXTER_FILES_NONE,
    MIXTER_FILES_READ,
    MIXTER_FILES_ALL,
    MIXTER_FILES_BELOW // a directory, which is the program's root and working directory
};

enum mixter_isa { MIXTER_ISA_OF_PROGRAM, MIXTER_ISA_MIPSTER, MIXTER_ISA_MIPS32 };

// Where a standard file of a program leads. The position is how many bytes were read or written
// before: after mixter_restore bytes are read and written at their old positions again, so that a
// callback that works like pread or pwrite on a buffer needs to know nothing of checkpoints.
//
// A reader returns how many bytes it has put there, 0 at the end of the input; a writer how many it
// has taken. Less than 0 is a Linux/MIPS error number, negative, which the program gets: -5 is EIO.
// Callbacks run within mixter_run, and must not call it, or anything else, for the same machine.
typedef int64_t mixter_reader(void *state, uint64_t position, void *bytes, size_t size);
typedef int64_t mixter_writer(void *state, uint64_t position, const void *bytes, size_t size);

struct mixter_stream {
    int descriptor; // of the host, which is duplicated; -1: the file is closed, unless there is
    mixter_reader *read;  // this,
    mixter_writer *write; // or this
    void *state;          // of the callback
};

struct mixter_options {
    size_t size;                     // of this structure, as mixter_options_init has set it
    uint64_t memory;                 // bytes that a program may use; 1 GiB
    enum mixter_engine engine;       // the fastest
    enum mixter_isa isa;             // as the program's file says
    uint32_t code_cache;             // bytes for translated code, 4 to 128 MiB; 0: 64 MiB
    enum mixter_files files;         // none
    const char *root;                // the directory, of MIXTER_FILES_BELOW
    const char *const *environment;  // NAME=VALUE, ending with NULL; NULL: no variables
    struct mixter_stream streams[3]; // input, output, errors: descriptors 0, 1 and 2
    uint64_t output_limit;           // bytes that a program may write, to whatever files; no limit,
    uint64_t input_limit;            // and read of its standard input
    int stop_at_calls;               // mixter_run stops before each system call of the program; no
    int host_time; // time and random numbers are the host's; else they follow from
                   // the run: a nanosecond for an instruction, from the year 2000
};

// Sets the values that are named above.
MIXTER_API void mixter_options_init(struct mixter_options *options);

// Opens a machine. NULL for the usual options. *machine is NULL after an error: see also
// mixter_open_message.
MIXTER_API enum mixter_error mixter_open(const struct mixter_options *options,
                                         struct mixter **machine);
// What was wrong with the last mixter_open of this thread.
MIXTER_API const char *mixter_open_message(void);
// Closes it, with all that belongs to it but its checkpoints. NULL is ignored.
MIXTER_API void mixter_close(struct mixter *machine);

// ---- a program ----

// Loads an executable: a static 32-bit little-endian MIPS ELF file. arguments[0] is its name. A
// machine runs one program in its life.
MIXTER_API enum mixter_error mixter_load_file(struct mixter *machine, const char *path, int count,
                                              const char *const *arguments);
MIXTER_API enum mixter_error mixter_load_bytes(struct mixter *machine, const void *bytes,
                                               size_t size, int count,
                                               const char *const *arguments);
// Loads a tower: `depth` hypervisors, each the guest of the one before, and on top of them the
// program in the file arguments[0], which they open: options.files has to allow that. The program
// is context "0/1" with one hypervisor, "0/1/1" with two. The hypervisors get memory of their own.
MIXTER_API enum mixter_error mixter_load_tower(struct mixter *machine, uint32_t depth, int count,
                                               const char *const *arguments);

// ---- running ----

enum mixter_reason {
    MIXTER_STOP_BUDGET,      // all instructions have retired
    MIXTER_STOP_EXIT,        // the program has exited
    MIXTER_STOP_SIGNAL,      // it has died: `signal_name`, `cause`, `pc` and `status` say how
    MIXTER_STOP_LIMIT,       // a limit has ended it: of memory, output or input
    MIXTER_STOP_BREAKPOINT,  // the next instruction of `context` is at one
    MIXTER_STOP_WATCHPOINT,  // the next instruction of `context` accesses what is watched
    MIXTER_STOP_CALL,        // the next instruction is a system call (options.stop_at_calls)
    MIXTER_STOP_INTERRUPTED, // mixter_interrupt
    MIXTER_STOP_DIFFERENT,   // from the recording that is replayed; this ends the program
    MIXTER_REASONS
};

enum mixter_access { MIXTER_READ = 1, MIXTER_WRITE = 2, MIXTER_EXECUTE = 4 };

struct mixter_stop {
    enum mixter_reason reason;
    uint64_t retired;        // instructions by this run, those of guests included
    uint64_t total;          // since the program was loaded
    const char *context;     // whose instruction is next; where it ended
    uint32_t pc;             // of this instruction
    int status;              // exit status, as a shell has it, of a program that has ended
    const char *signal_name; // "SIGSEGV", after MIXTER_STOP_SIGNAL; else NULL
    const char *cause;       // of the end, in words; NULL: there is nothing to say
    int point;               // number of the breakpoint or watchpoint
    uint32_t address;        // of the access to what is watched
    uint32_t access;         // enum mixter_access
    int by_kernel;           // a system call has accessed it, and is complete
    uint32_t call;           // number of the system call
};

#define MIXTER_NO_BUDGET UINT64_MAX

// Retires exactly `budget` instructions, unless something else comes first. System calls are served
// and pages mapped on the way; an instruction that stops the run has not been executed. The next
// run goes on with it: it does not stop at the same point again before it has retired. Of a program
// that has ended, says so again.
MIXTER_API enum mixter_error mixter_run(struct mixter *machine, uint64_t budget,
                                        struct mixter_stop *stop);
// Lets the run that is going on, or the next one, stop soon. A system call that waits for input
// goes on waiting, unless a signal interrupts it.
MIXTER_API void mixter_interrupt(struct mixter *machine);
// After MIXTER_STOP_CALL: completes the system call in place of the library. The result is what the
// program gets: from -4095 to -1 an error number, negative.
MIXTER_API enum mixter_error mixter_complete_call(struct mixter *machine, int32_t result);

// ---- contexts ----

struct mixter_context {
    const char *path;
    uint32_t level;   // 0 of the program, 1 of its guests
    uint64_t retired; // instructions, those of its guests included
    int is_current;   // the next instruction is its own
    uint32_t block;   // of a guest: address of its context in the memory of its supervisor
};

// How many contexts have run so far. 0 if nothing is loaded.
MIXTER_API uint32_t mixter_context_count(const struct mixter *machine);
// The context of a number, in the order of appearance, from 0. Its path stays until the machine is
// closed or a checkpoint is restored.
MIXTER_API enum mixter_error mixter_context_at(struct mixter *machine, uint32_t number,
                                               struct mixter_context *context);
// The context of a path.
MIXTER_API enum mixter_error mixter_context(struct mixter *machine, const char *path,
                                            struct mixter_context *context);

// ---- registers ----

struct mixter_registers {
    uint32_t general[32]; // $zero to $ra; $zero is 0, whatever is written
    uint32_t pc;
    uint32_t next_pc; // pc + 4, but in the delay slot of a branch that is taken: its target
    uint32_t hi;
    uint32_t lo;
    uint32_t user_local; // what rdhwr $29 reads
    uint32_t floating[32];
    uint32_t fcsr;
    uint64_t retired; // instructions; not written
};

MIXTER_API enum mixter_error mixter_read_registers(struct mixter *machine, const char *path,
                                                   struct mixter_registers *registers);
MIXTER_API enum mixter_error mixter_write_registers(struct mixter *machine, const char *path,
                                                    const struct mixter_registers *registers);

// ---- memory ----

// Copies bytes, however they may be accessed by the program, which may have them without having
// touched them yet. If some are not there, MIXTER_ERROR_ADDRESS, and *done is how many there are
// before; `done` may be NULL.
MIXTER_API enum mixter_error mixter_read_memory(struct mixter *machine, const char *path,
                                                uint32_t address, void *bytes, size_t size,
                                                size_t *done);
// The same; what is written to code is executed.
MIXTER_API enum mixter_error mixter_write_memory(struct mixter *machine, const char *path,
                                                 uint32_t address, const void *bytes, size_t size,
                                                 size_t *done);

struct mixter_translation {
    uint32_t permissions; // a sum of enum mixter_access
    uint32_t below;       // the address in the memory of the supervisor: of a guest, in that of the
                          // context above it in the path; of "0", in the memory of the machine
    int is_touched;       // there is a page; of "0" pages come when they are first touched
};

// What the page table of a context says of an address. MIXTER_ERROR_ADDRESS if the program may not
// access it in any way.
MIXTER_API enum mixter_error mixter_translate(struct mixter *machine, const char *path,
                                              uint32_t address,
                                              struct mixter_translation *translation);

// Calls `visit` for each page that the page table of a context has, in the order of addresses,
// until it returns something else than 0.
typedef int mixter_page_visitor(void *state, uint32_t address,
                                const struct mixter_translation *translation);
MIXTER_API enum mixter_error mixter_visit_pages(struct mixter *machine, const char *path,
                                                mixter_page_visitor *visit, void *state);

struct mixter_place {
    const char *function; // NULL: not known
    uint32_t offset;      // from its start
    const char *file;     // NULL: not known
    uint32_t line;
};

// Where in the source an address of code is, as symbols and debugging information (DWARF 2 to 5) of
// the program say; what they do not say is NULL or 0.
MIXTER_API enum mixter_error mixter_place(struct mixter *machine, const char *path,
                                          uint32_t address, struct mixter_place *place);
// The address of a symbol of the program. MIXTER_ERROR_ADDRESS if it has none of this name.
MIXTER_API enum mixter_error mixter_symbol(struct mixter *machine, const char *path,
                                           const char *name, uint32_t *address);

// ---- breakpoints and watchpoints ----

// Stops a run before each instruction at this address (a multiple of 4), of a context that need not
// be there yet. *point is a number from 1 on.
MIXTER_API enum mixter_error mixter_break(struct mixter *machine, const char *path,
                                          uint32_t address, int *point);
// Stops a run before each instruction that accesses one of `size` bytes, 1 or more, in one of these
// ways: MIXTER_READ, MIXTER_WRITE or both. For context "0" also after each system call that has
// written to, or read from, them.
MIXTER_API enum mixter_error mixter_watch(struct mixter *machine, const char *path,
                                          uint32_t address, uint32_t size, uint32_t access,
                                          int *point);
MIXTER_API enum mixter_error mixter_remove(struct mixter *machine, int point);

// ---- digests ----

// A digest of all that the program can observe of itself now: registers, memory, permissions. Equal
// states have equal digests, in any machine, on any engine and host.
MIXTER_API enum mixter_error mixter_digest(struct mixter *machine, uint64_t *digest);

// ---- checkpoints ----

struct mixter_checkpoint;

// Takes a copy of all that there is: contexts, memory, and what the kernel knows, such as open
// files, their positions and counts of output. Memory is shared with other checkpoints: what a
// checkpoint costs is the pages that have changed since the last one. A checkpoint may be freed in
// any order, but not used with another machine, nor after the machine is closed.
MIXTER_API enum mixter_error mixter_checkpoint(struct mixter *machine,
                                               struct mixter_checkpoint **checkpoint);
// Goes back, or forward, to it. What is outside is not restored: the contents of files, what was
// read from a pipe or terminal, what was written. But if a recording is made, the run goes on with
// what it has recorded (mixter_record).
MIXTER_API enum mixter_error mixter_restore(struct mixter *machine,
                                            const struct mixter_checkpoint *checkpoint);
MIXTER_API void mixter_checkpoint_free(struct mixter_checkpoint *checkpoint);
// Instructions that had retired, and bytes that it does not share.
MIXTER_API uint64_t mixter_checkpoint_retired(const struct mixter_checkpoint *checkpoint);
MIXTER_API size_t mixter_checkpoint_size(const struct mixter_checkpoint *checkpoint);

// ---- recordings ----

// Between mixter_open and the loading of the program: what it gets from outside is recorded, with
// digests on the way. After mixter_restore system calls are answered from the recording, and
// nothing is read or written outside, up to where it ends; then it is continued.
MIXTER_API enum mixter_error mixter_record(struct mixter *machine);
// The recording so far, as `mipster --record` writes it.
MIXTER_API enum mixter_error mixter_recording(struct mixter *machine, const void **bytes,
                                              size_t *size);
// Between mixter_open and the loading of the program: it gets its environment, and all that comes
// from outside, from this recording. The run stops with MIXTER_STOP_DIFFERENT where it differs.
MIXTER_API enum mixter_error mixter_replay(struct mixter *machine, const void *bytes, size_t size);

#ifdef __cplusplus
}
#endif

#endif
