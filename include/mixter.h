// libmixter runs programs on a MIPSter machine, under full control of the caller.
//
//     const char *arguments[] = {"./fibonacci", "30"};
//     struct mixter *machine;
//     struct mixter_stop stop;
//
//     if (mixter_open(NULL, &machine) != MIXTER_OK)
//         fail(mixter_open_message());
//     if (mixter_load_file(machine, arguments[0], 2, arguments) != MIXTER_OK)
//         fail(mixter_message(machine));
//
//     mixter_run(machine, 1000000, &stop);
//
//     mixter_close(machine);
//
// Determinism. A run depends on the program, its arguments, environment and input, and on nothing
// else: not on the engine, and not on how it is divided into calls of mixter_run. Inspecting a
// machine (registers, memory, breakpoints, checkpoints, digests) has no effect that the program
// could observe.
//
// Errors. Functions return MIXTER_OK (0) or another error; mixter_message describes it. After
// MIXTER_ERROR_MEMORY or MIXTER_ERROR_INTERNAL a machine can only be closed. The library never
// terminates the process and never prints.
//
// Ownership. Close what you open, free the checkpoints you take. Strings and bytes returned by a
// function belong to the machine and are valid until the next call for the same machine, unless
// stated otherwise. Arguments are copied, except for what the `state` of a callback points to.
//
// Threads. Machines share nothing: different machines may be used in different threads at the same
// time, but each in one thread at a time. Only mixter_interrupt may be called from any thread, and
// from signal handlers, while the machine is in use. The translator installs handlers for SIGSEGV,
// SIGBUS and SIGFPE on first use; they pass on signals that are not its own. Ignore SIGPIPE if a
// program may write to a pipe: the program then gets EPIPE.
//
// Contexts. A program may be a hypervisor that runs guests, which may be hypervisors themselves.
// Each context has a path: "0" is the program, "0/1" its first guest, "0/1/2" the second guest of
// that. Guests are numbered in the order in which they first run.
//
// Words are 32 bits, little-endian. Addresses are virtual addresses of a context, from 0 to
// 0x7fffffff.
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

// Returns the version of the library; MIXTER_VERSION is that of this header. A static string.
MIXTER_API const char *mixter_version(void);

// ---- errors ----

enum mixter_error {
    MIXTER_OK,
    MIXTER_ERROR_ARGUMENT,    // invalid argument
    MIXTER_ERROR_STATE,       // no program is loaded, or one already is, or the machine is running
    MIXTER_ERROR_MEMORY,      // the library is out of memory
    MIXTER_ERROR_FILE,        // a file cannot be opened or read
    MIXTER_ERROR_PROGRAM,     // not an executable for this machine
    MIXTER_ERROR_CONTEXT,     // no context has this path
    MIXTER_ERROR_ADDRESS,     // not mapped
    MIXTER_ERROR_RECORDING,   // the recording is damaged, or of another version
    MIXTER_ERROR_UNSUPPORTED, // not supported on this host, or by this build of the library
    MIXTER_ERROR_INTERNAL,    // a bug in the library
    MIXTER_ERRORS
};

// Returns a short description. A static string.
MIXTER_API const char *mixter_error_text(enum mixter_error error);

struct mixter; // a machine

// Describes the most recent error of this machine, for example "./fibonacci: no such file"; "" if
// there has been none.
MIXTER_API const char *mixter_message(const struct mixter *machine);

// ---- a machine ----

enum mixter_engine {
    MIXTER_ENGINE_FASTEST,     // the translator if available, otherwise the interpreter
    MIXTER_ENGINE_TRANSLATOR,  // translates to x86-64; not available on other hosts
    MIXTER_ENGINE_INTERPRETER, // decodes each page once
    MIXTER_ENGINE_REFERENCE,   // the reference implementation; slow
    MIXTER_ENGINES
};

enum mixter_files { // the host's files that a program may access
    MIXTER_FILES_NONE,
    MIXTER_FILES_READ,
    MIXTER_FILES_ALL,
    MIXTER_FILES_BELOW // those in a directory, which is its root and working directory
};

enum mixter_isa { MIXTER_ISA_OF_PROGRAM, MIXTER_ISA_MIPSTER, MIXTER_ISA_MIPS32 };

// Callbacks for a standard file. `position` is the number of bytes transferred before. After
// mixter_restore, bytes are read and written at their old positions again: a callback that works
// like pread or pwrite on a buffer needs no knowledge of checkpoints.
//
// A reader returns the number of bytes read, 0 at end of file; a writer the number of bytes
// written. A negative result is a negated Linux/MIPS error number for the program, such as -5 for
// EIO. Callbacks are called from mixter_run and must not call any function for the same machine.
typedef int64_t mixter_reader(void *state, uint64_t position, void *bytes, size_t size);
typedef int64_t mixter_writer(void *state, uint64_t position, const void *bytes, size_t size);

struct mixter_stream { // a callback if there is one, otherwise the descriptor
    int descriptor;    // of the host, duplicated by the library; -1: closed
    mixter_reader *read;
    mixter_writer *write;
    void *state; // passed to the callback
};

struct mixter_options {              // default:
    size_t size;                     // sizeof(struct mixter_options); for compatibility
    uint64_t memory;                 // 1 GiB; bytes available to the program, 64 KiB to 4 GiB
    enum mixter_engine engine;       // the fastest
    enum mixter_isa isa;             // according to the ELF file
    uint32_t code_cache;             // 0: 64 MiB; bytes for translated code, 4 to 128 MiB
    enum mixter_files files;         // none
    const char *root;                // the directory for MIXTER_FILES_BELOW
    const char *const *environment;  // empty; NAME=VALUE strings, terminated by NULL
    struct mixter_stream streams[3]; // descriptors 0, 1 and 2; standard input, output and error
    uint64_t output_limit;           // no limit; bytes that the program may write to any files
    uint64_t input_limit;            // no limit; bytes that it may read from standard input
    int stop_at_calls;               // 0; nonzero: stop before each system call of the program
    int host_time;                   // 0: time and random numbers depend on the run alone, a
                                     // nanosecond passes with each instruction from the year 2000;
                                     // nonzero: they are the host's
    int plain_recording;             // 0; nonzero: mixter_record takes no digests, which is faster;
                                     // the recording only serves for going back
};

// Sets all options to their defaults.
MIXTER_API void mixter_options_init(struct mixter_options *options);

// Creates a machine; NULL stands for default options. On error, *machine is NULL.
MIXTER_API enum mixter_error mixter_open(const struct mixter_options *options,
                                         struct mixter **machine);
// Describes the error of the last mixter_open in this thread.
MIXTER_API const char *mixter_open_message(void);
// Destroys a machine and everything that belongs to it, except checkpoints. NULL is ignored.
MIXTER_API void mixter_close(struct mixter *machine);

// ---- a program ----

// Loads a statically linked 32-bit little-endian MIPS ELF executable, from a file or from memory.
// arguments[0] is its name. Only one program can be loaded into a machine.
MIXTER_API enum mixter_error mixter_load_file(struct mixter *machine, const char *path, int count,
                                              const char *const *arguments);
MIXTER_API enum mixter_error mixter_load_bytes(struct mixter *machine, const void *bytes,
                                               size_t size, int count,
                                               const char *const *arguments);
// Loads `depth` nested hypervisors with a program on top. arguments[0] is the program's file, which
// the innermost hypervisor opens: options.files has to permit that. It may be a .c file, which that
// compiles; mixter_place knows nothing of it then. With one hypervisor the program is context
// "0/1", with two "0/1/1". The hypervisors' own memory does not count towards
// options.memory.
MIXTER_API enum mixter_error mixter_load_tower(struct mixter *machine, uint32_t depth, int count,
                                               const char *const *arguments);

// ---- running ----

enum mixter_reason {
    MIXTER_STOP_BUDGET,      // the budget is used up
    MIXTER_STOP_EXIT,        // the program has exited
    MIXTER_STOP_SIGNAL,      // the program was killed by a signal: see signal_name, cause, pc
    MIXTER_STOP_LIMIT,       // the program was killed by a limit: memory, output or input
    MIXTER_STOP_BREAKPOINT,  // the next instruction is at a breakpoint
    MIXTER_STOP_WATCHPOINT,  // the next instruction accesses watched memory (but see by_kernel)
    MIXTER_STOP_CALL,        // the next instruction is a system call (options.stop_at_calls)
    MIXTER_STOP_INTERRUPTED, // by mixter_interrupt
    MIXTER_STOP_DIFFERENT,   // the run differs from the replayed recording, and ends here
    MIXTER_REASONS
};

enum mixter_access { MIXTER_READ = 1, MIXTER_WRITE = 2, MIXTER_EXECUTE = 4 };

struct mixter_stop {
    enum mixter_reason reason;
    uint64_t retired;        // instructions retired in this run, including those of guests
    uint64_t total;          // instructions retired since the program was loaded
    const char *context;     // path of the context that executes the next instruction; see `path`
                             // of struct mixter_context for how long it is valid
    uint32_t pc;             // address of the next instruction, or where the program has ended
    int status;              // exit status of a program that has ended, as in a shell
    const char *signal_name; // such as "SIGSEGV" with MIXTER_STOP_SIGNAL, otherwise NULL
    const char *cause;       // why the program has ended, in words, or NULL
    int point;               // the breakpoint or watchpoint
    uint32_t address;        // MIXTER_STOP_WATCHPOINT: first watched byte that is accessed
    uint32_t access;         // MIXTER_STOP_WATCHPOINT: MIXTER_READ or MIXTER_WRITE
    int by_kernel;           // MIXTER_STOP_WATCHPOINT: a system call, now complete, accessed it
    uint32_t call;           // MIXTER_STOP_CALL: system call number
};

#define MIXTER_NO_BUDGET UINT64_MAX

// Runs the program until exactly `budget` instructions have retired, or it stops for another
// reason. Page faults and system calls are served. The instruction at which a run stops has not
// been executed; the next run starts with it and does not stop for the same reason again. Once the
// program has ended, every run reports its end. `stop` may be NULL.
MIXTER_API enum mixter_error mixter_run(struct mixter *machine, uint64_t budget,
                                        struct mixter_stop *stop);
// Chooses the engine for the runs to come; it may change between any two. All engines pass through
// the same states.
MIXTER_API enum mixter_error mixter_set_engine(struct mixter *machine, enum mixter_engine engine);
// Makes the current run stop soon, or the next one if there is none. A read that blocks is not
// interrupted, except by a signal.
MIXTER_API void mixter_interrupt(struct mixter *machine);
// After MIXTER_STOP_CALL: completes the system call without the kernel's help. `result` is what the
// program gets; from -4095 to -1 it is a negated error number.
MIXTER_API enum mixter_error mixter_complete_call(struct mixter *machine, int32_t result);

// ---- contexts ----

struct mixter_context {
    const char *path; // valid until the machine is closed or a checkpoint is restored
    uint32_t level;   // 0 for the program, 1 for its guests, and so on
    uint64_t retired; // instructions, including those of its guests
    int is_current;   // it executes the next instruction
    uint32_t block;   // guests: address of the context block in the hypervisor's memory
};

// Returns the number of contexts that have run so far; 0 if no program is loaded.
MIXTER_API uint32_t mixter_context_count(const struct mixter *machine);
// Describes a context, by number from 0 in the order in which contexts first ran.
MIXTER_API enum mixter_error mixter_context_at(struct mixter *machine, uint32_t number,
                                               struct mixter_context *context);
// Describes a context, by path.
MIXTER_API enum mixter_error mixter_context(struct mixter *machine, const char *path,
                                            struct mixter_context *context);

// ---- pieces ----

enum mixter_exception {
    MIXTER_EXCEPTION_NONE, // a budget is used up: of the run, of a hypervisor, or of the library
    MIXTER_EXCEPTION_CALL, // a system call; MIXTER_SWITCH in `call` enters a guest
    MIXTER_EXCEPTION_PAGE_FAULT,
    MIXTER_EXCEPTION_OTHER
};

#define MIXTER_SWITCH 4901

// A piece of a run: what one context executes at a stretch. Pieces come in their order; what lies
// between the end of one and the start of the next are instructions that the machine or the kernel
// has completed (system calls, switches).
struct mixter_piece {
    const char *path;                // of the context
    uint64_t start;                  // instructions retired since the program was loaded
    uint64_t retired;                // in this piece
    uint64_t own;                    // by the context and its guests, before this piece
    uint32_t pc;                     // at its end
    enum mixter_exception exception; // that ended it. The hypervisor has got it if the next piece
                                     // is the hypervisor's, else the machine has served it
    uint32_t call;                   // MIXTER_EXCEPTION_CALL: its number
    uint32_t address;                // MIXTER_EXCEPTION_PAGE_FAULT: which address,
    uint32_t access;                 // and how it was accessed: one of enum mixter_access
};

// Calls `visit` from mixter_run after each piece; NULL: no longer. It must not call any function
// for this machine.
typedef void mixter_piece_visitor(void *state, const struct mixter_piece *piece);
MIXTER_API enum mixter_error mixter_visit_pieces(struct mixter *machine,
                                                 mixter_piece_visitor *visit, void *state);

// ---- registers ----

struct mixter_registers {
    uint32_t general[32]; // $zero to $ra; writing to $zero has no effect
    uint32_t pc;
    uint32_t next_pc; // pc + 4, or the target if pc is in the delay slot of a taken branch
    uint32_t hi;
    uint32_t lo;
    uint32_t user_local; // what rdhwr $29 reads
    uint32_t floating[32];
    uint32_t fcsr;
    uint64_t retired; // number of instructions; read-only
};

MIXTER_API enum mixter_error mixter_read_registers(struct mixter *machine, const char *path,
                                                   struct mixter_registers *registers);
MIXTER_API enum mixter_error mixter_write_registers(struct mixter *machine, const char *path,
                                                    const struct mixter_registers *registers);

// ---- memory ----

// Reads memory, whatever the permissions of its pages. Pages that the program has not touched yet
// read as what they will contain. If only a part is mapped, returns MIXTER_ERROR_ADDRESS and sets
// *done to the number of bytes before the first unmapped one. `done` may be NULL.
MIXTER_API enum mixter_error mixter_read_memory(struct mixter *machine, const char *path,
                                                uint32_t address, void *bytes, size_t size,
                                                size_t *done);
// Writes memory in the same way. Modified code takes effect immediately.
MIXTER_API enum mixter_error mixter_write_memory(struct mixter *machine, const char *path,
                                                 uint32_t address, const void *bytes, size_t size,
                                                 size_t *done);

struct mixter_translation {
    uint32_t permissions; // sum of enum mixter_access
    uint32_t below;       // the corresponding address in the hypervisor's memory; for context "0",
                          // in the machine's physical memory
    int is_touched;       // false: the page is mapped on first access
};

// Translates an address by the page table of a context. MIXTER_ERROR_ADDRESS if it is not mapped.
MIXTER_API enum mixter_error mixter_translate(struct mixter *machine, const char *path,
                                              uint32_t address,
                                              struct mixter_translation *translation);

// Calls `visit` for each mapped page that has been accessed, in order of addresses, until it
// returns nonzero.
typedef int mixter_page_visitor(void *state, uint32_t address,
                                const struct mixter_translation *translation);
MIXTER_API enum mixter_error mixter_visit_pages(struct mixter *machine, const char *path,
                                                mixter_page_visitor *visit, void *state);

struct mixter_place {
    const char *function; // or NULL
    uint32_t offset;      // from the start of the function
    const char *file;     // or NULL
    uint32_t line;
};

// Finds the source location of a code address from symbols and debugging information (DWARF 2 to
// 5). What is not known is NULL or 0.
MIXTER_API enum mixter_error mixter_place(struct mixter *machine, const char *path,
                                          uint32_t address, struct mixter_place *place);
// Looks up a symbol of the program that the context runs. MIXTER_ERROR_ADDRESS if there is none.
MIXTER_API enum mixter_error mixter_symbol(struct mixter *machine, const char *path,
                                           const char *name, uint32_t *address);

// ---- breakpoints and watchpoints ----

// Sets a breakpoint: runs stop before the context executes the instruction at `address`, a multiple
// of 4. The context need not exist yet. *point is set to a positive number.
MIXTER_API enum mixter_error mixter_break(struct mixter *machine, const char *path,
                                          uint32_t address, int *point);
// Sets a watchpoint: runs stop before the context executes an instruction that accesses one of
// `size` bytes. `access` is MIXTER_READ, MIXTER_WRITE or their sum. For context "0", runs also stop
// after a system call that has accessed them.
MIXTER_API enum mixter_error mixter_watch(struct mixter *machine, const char *path,
                                          uint32_t address, uint32_t size, uint32_t access,
                                          int *point);
// Removes a breakpoint or watchpoint.
MIXTER_API enum mixter_error mixter_remove(struct mixter *machine, int point);

// ---- traces ----

// An instruction that has retired; no system call, nor one that has raised an exception.
struct mixter_step {
    uint64_t total;   // instructions of the whole machine that had retired before it
    uint32_t pc;      // its address
    uint32_t word;    // the instruction
    uint32_t address; // loads and stores: of the memory that it has accessed
    uint32_t result;  // what it has left in its first register; stores: in that word of memory
    uint32_t first;   // its source register, the base of a load or store
    uint32_t second;  // the other one, if it has two; loads and stores: the word of memory before
};

struct mixter_call { // a system call that is complete
    uint64_t total;  // as above
    uint32_t pc;
    uint32_t number;
    uint32_t arguments[4]; // $a0 to $a3
    uint32_t result;
    int is_error; // nonzero: result is an error number
};

// Either function may be NULL. They are called from mixter_run and must not call any function for
// the same machine.
struct mixter_tracer {
    void (*step)(void *state, const struct mixter_step *step);
    void (*call)(void *state, const struct mixter_call *call);
    void *state;
};

// From now on the functions are called for each instruction, and each system call, of a context,
// which need not exist yet; the tracer is copied. NULL ends that. A run that shows instructions is
// slow, and does not stop at breakpoints and watchpoints of that context; one that shows system
// calls only is neither.
MIXTER_API enum mixter_error mixter_trace(struct mixter *machine, const char *path,
                                          const struct mixter_tracer *tracer);

// ---- digests ----

// Computes a digest of the state of the program: registers, memory, permissions. Equal states have
// equal digests, on any machine, engine and host.
MIXTER_API enum mixter_error mixter_digest(struct mixter *machine, uint64_t *digest);

// ---- checkpoints ----

struct mixter_checkpoint;

// Saves the complete state: contexts, memory, and the kernel's state, such as open files with their
// positions, and byte counts. Checkpoints share pages: the cost of one is proportional to what has
// changed since the last. Checkpoints can be freed in any order, also after their machine is
// closed, but only be restored to that machine.
MIXTER_API enum mixter_error mixter_checkpoint(struct mixter *machine,
                                               struct mixter_checkpoint **checkpoint);
// Restores a checkpoint, earlier or later. The outside world is not restored: contents of files,
// input consumed from pipes and terminals, output written. To run again without repeating effects
// outside, make a recording (mixter_record).
MIXTER_API enum mixter_error mixter_restore(struct mixter *machine,
                                            const struct mixter_checkpoint *checkpoint);
MIXTER_API void mixter_checkpoint_free(struct mixter_checkpoint *checkpoint);
// Returns the number of instructions retired when it was taken; the bytes it needed beyond those
// shared with earlier ones.
MIXTER_API uint64_t mixter_checkpoint_retired(const struct mixter_checkpoint *checkpoint);
MIXTER_API size_t mixter_checkpoint_size(const struct mixter_checkpoint *checkpoint);

// ---- recordings ----

// Records all input from outside the machine, and digests. To be called before the program is
// loaded. After mixter_restore, system calls are answered from the recording, without any effect
// outside, until its end is reached; from there on it is continued. Writing registers or memory in
// between discards the rest of the recording.
MIXTER_API enum mixter_error mixter_record(struct mixter *machine);
// Gives the recording so far, in the format of `mipster --record`.
MIXTER_API enum mixter_error mixter_recording(struct mixter *machine, const void **bytes,
                                              size_t *size);
// Replays a recording: the environment and all input come from it, and nothing has effects outside.
// To be called before the program is loaded. The run stops with MIXTER_STOP_DIFFERENT where it
// differs from the recording.
MIXTER_API enum mixter_error mixter_replay(struct mixter *machine, const void *bytes, size_t size);

#ifdef __cplusplus
}
#endif

#endif
