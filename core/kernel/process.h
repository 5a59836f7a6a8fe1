// What a supervisor knows of its guest beyond the machine context: image, memory regions, open
// files, counts. Engines never see it.
#ifndef PROCESS_H
#define PROCESS_H

#include <stdbool.h>
#include <stdint.h>

#include "../debug/subject.h"
#include "../failure.h"
#include "../machine/context.h"
#include "../machine/image.h"

struct kernel;

enum { PATH_SIZE = 4096, PROCESS_ID = 1 };

// A file that whoever supervises the process provides: a stream, without positions. Results are
// those of the environment's calls.
struct port {
    int32_t (*read)(struct port *port, void *bytes, uint32_t size);
    int32_t (*write)(struct port *port, const void *bytes, uint32_t size);
};

// What descriptors refer to; those that were duplicated share it.
struct open_file {
    bool is_input;              // of the process: standard input, which a limit is for
    int32_t handle;             // of the environment,
    struct port *port;          // unless this is used,
    const unsigned char *bytes; // or these are read instead
    uint32_t size;
    uint32_t position; // in the bytes
    void *owned;       // freed with the last descriptor
    uint32_t uses;     // descriptors
};

// Which files a guest can reach by their paths (--files).
enum files { FILES_ALL, FILES_NONE, FILES_READ, FILES_BELOW };

// Pages that a process touched one after the other, and the next of them.
struct stream {
    uint32_t next;
    uint32_t ahead; // how many are mapped at once
};

enum { STREAMS = 4 };

enum process_end { END_EXIT, END_SIGNAL, END_LIMIT, END_DIFFERENT };

// What is said about the end besides its cause: where it was, the instruction and who called whom,
// what was not served.
enum explanation { EXPLAIN_PLACE, EXPLAIN_CALL, EXPLAIN_DEATH };

struct process {
    struct kernel *kernel;   // that it belongs to (kernel.h)
    struct machine *machine; // of the kernel
    const char *program;     // its name, for messages
    struct image image;
    uint32_t *context;
    uint32_t context_frame;
    uint32_t break_start;
    uint32_t break_now; // end of the heap
    uint32_t break_limit;
    bool break_refused;   // more than that was asked for
    uint32_t frame_limit; // how many frames it may have
    uint32_t frames;      // that it has
    struct stream streams[STREAMS];
    uint32_t next_stream;   // to forget
    bool maps_ahead;        // pages that are not touched yet
    bool has_ahead;         // there are some
    char *const *arguments; // and NULL after the last
    char *const *environment;
    enum files files;
    int32_t root;                   // where paths start: ANY_FILES, or a handle of a directory
    struct open_file **descriptors; // NULL: closed
    uint32_t descriptor_count;      // as many as have been needed yet
    uint32_t file_limit;            // open files that it may have
    uint32_t file_limit_most;       // to which it may set that
    struct watch *watch;            // of its memory (watch.h); NULL: nobody watches
    struct digest *digest;          // of the run (digest.h), or NULL
    uint64_t digested;              // instructions that were retired when it was last due
    struct recording *recording;    // that is made or replayed (recording.h), or NULL
    bool is_virtual;                // time and random numbers follow from the run (clock.c)
    uint64_t random_state;          // of these numbers
    uint64_t output;                // bytes that it has written, to whatever file,
    uint64_t output_limit;          // and may write
    uint64_t input;                 // bytes that it has read from standard input,
    uint64_t input_limit;           // and may read
    bool ended;
    uint32_t status; // exit status once it has ended
    enum process_end end;
    const char *limit; // that has ended it; NULL: none
    char *cause;       // what was said about its end; NULL: nothing
    uint32_t place;    // where that was
    enum explanation explanation;
    // Hears of bytes that the kernel reads or writes for it; NULL: nobody.
    void (*accessed)(struct process *process, uint32_t address, uint32_t size, enum access access);
    uint32_t unserved; // the first system call that was answered with ENOSYS; 0: none
    uint64_t system_calls;
    uint64_t page_faults;
};

// Makes a process of a validated image, ready to run. It may have the frames that are left now, and
// never more. What it is started with stays. NULL if it cannot be made: too long arguments, no
// memory.
struct process *process_create(struct kernel *kernel, const struct invocation *invocation,
                               struct failure *failure);
// Gives its frames and files back. Not its recording.
void process_destroy(struct process *process);

// Permissions of the page that holds an address, 0 outside of all regions.
uint32_t process_permissions(const struct process *process, uint32_t address);
// The process as explanations see it.
struct subject process_subject(const struct process *process);

enum page_result { PAGE_MAPPED, PAGE_FORBIDDEN, PAGE_NO_MEMORY };

// Sees to it that the page of an address can be accessed in the given way.
enum page_result process_map(struct process *process, uint32_t address, enum access access);

// How many of `size` bytes from an address on may be accessed, up to the first that may not.
uint32_t process_extent(const struct process *process, uint32_t address, uint32_t size,
                        enum access access);

// Copy into and out of the memory of the process; the whole extent has to be accessible. False if
// there is no memory left: then the process has ended.
bool process_store(struct process *process, uint32_t address, const void *bytes, uint32_t size);
bool process_load(struct process *process, uint32_t address, void *bytes, uint32_t size);

// Maps the page of an address that may be read. False as above.
bool process_touch(struct process *process, uint32_t address);

uint32_t process_set_break(struct process *process, uint32_t end);

// ---- descriptors.c ----

// The share that each of so many processes gets of the files that this supervisor can have open.
void descriptors_share(struct kernel *kernel, uint32_t processes);
void descriptors_start(struct process *process); // with the standard files
void descriptors_end(struct process *process);
// What an open descriptor refers to, or NULL.
struct open_file *descriptor_file(const struct process *process, uint32_t number);
// The lowest number from `least` on that is not in use, or ERROR_MFILE.
int32_t descriptor_unused(struct process *process, uint32_t least);
// Makes such a number refer to a handle, to a port or bytes that stay, or to what another one
// refers to.
void descriptor_use_handle(struct process *process, uint32_t number, int32_t handle);
void descriptor_use_port(struct process *process, uint32_t number, struct port *port);
void descriptor_use_bytes(struct process *process, uint32_t number, const void *bytes,
                          uint32_t size);
void descriptor_use_file(struct process *process, uint32_t number, struct open_file *file);
// One descriptor less refers to it: the last one closes it. 0 or an error of the environment.
int32_t open_file_release(struct open_file *file);
int32_t descriptor_close(struct process *process, uint32_t number);
// ERROR_PERM if the machine beneath does not have that many.
int32_t descriptors_set_limit(struct process *process, uint32_t limit, uint32_t most);

// ---- files.c ----

// Opens source text for a message about a program: an ordinary file, which it can read itself
// (--files), or the one that was given as the program. The handle, or a negative error.
int32_t open_source(enum files files, int32_t root, const char *program, const char *path);
int32_t process_open_source(const void *process, const char *path);

// ---- the end of a process: end.c ----

void process_exit(struct process *process, uint32_t status);
// Notes why it has ended otherwise, and where that was, and tells the kernel's `report`.
void process_note(struct process *process, const char *cause, uint32_t pc,
                  enum explanation explanation);
// Ends it because it has reached a limit; `option` is where that was set.
void process_end_by_limit(struct process *process, const char *what, const char *option);
// Ends it as the MIPS signal does.
void process_kill(struct process *process, uint32_t signal);
// The same of a signal from outside, SIGINT or SIGTERM.
void process_interrupt(struct process *process, uint32_t signal);
const char *process_signal_text(uint32_t signal);
// Of one that a signal has ended; else NULL.
const char *process_signal_name(const struct process *process);
void process_out_of_memory(struct process *process);
// Ends it because of the exception in its context.
void process_die(struct process *process);

// ---- report.c ----

// Prints what was noted, with an explanation: a line on standard error, "command: program: cause,
// pc …", and what belongs to it. For `report` of a kernel.
void process_report(const struct process *process);

// ---- system_calls.c ----

// Serves the system call that the context stands at.
void process_system_call(struct process *process);

#endif
