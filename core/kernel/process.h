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

// A file that the supervisor provides: a stream, which cannot be positioned. Results are those of
// the environment's calls.
struct port {
    int32_t (*read)(struct port *port, void *bytes, uint32_t size);
    int32_t (*write)(struct port *port, const void *bytes, uint32_t size);
};

// What descriptors refer to; duplicates share it.
struct open_file {
    bool is_input;              // standard input of the process, which --stdin-limit limits
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

// A run of consecutive pages that a process has touched, and the page after it.
struct stream {
    uint32_t next;
    uint32_t ahead; // how many are mapped at once
};

enum { STREAMS = 4 };

enum process_end { END_EXIT, END_SIGNAL, END_LIMIT, END_DIFFERENT };

// What is said about the end besides its cause: where it was, the instruction and who called whom,
// which system call was not served.
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
    bool break_refused;   // it asked for more
    uint32_t frame_limit; // how many frames it may have
    uint32_t frames;      // how many it has
    struct stream streams[STREAMS];
    uint32_t next_stream;   // the one to be replaced
    bool maps_ahead;        // maps pages before they are touched
    char *const *arguments; // and NULL after the last
    char *const *environment;
    enum files files;
    int32_t root;                   // where paths start: ANY_FILES, or a handle of a directory
    struct open_file *working;      // the current directory; NULL: where it was started
    const uint32_t *in_root;        // arguments of the call that is made in another root, or NULL
    struct open_file **descriptors; // NULL: closed
    uint32_t descriptor_count;      // entries of the table, which grows
    uint32_t file_limit;            // soft limit of open files
    uint32_t file_limit_most;       // hard limit
    struct watch *watch;            // of its memory (watch.h), or NULL
    struct digest *digest;          // of the run (digest.h), or NULL
    struct recording *recording;    // that is made or replayed (recording.h), or NULL
    bool is_virtual;                // time and random numbers follow from the run (clock.c)
    uint64_t random_state;          // of these numbers
    uint64_t output;                // bytes written so far, to all files,
    uint64_t output_limit;          // and how many it may write
    uint64_t input;                 // bytes read so far from standard input,
    uint64_t input_limit;           // and how many it may read
    bool ended;
    uint32_t status; // exit status once it has ended
    enum process_end end;
    const char *limit; // what limit ended it, or NULL
    char *cause;       // why it ended, or NULL
    uint32_t place;    // at which instruction
    enum explanation explanation;
    // Restricts the permissions in a page table entry; may be NULL.
    uint32_t (*filter)(const struct process *process, uint32_t page, uint32_t permissions);
    // Is told of bytes that the kernel reads or writes for it; may be NULL.
    void (*accessed)(struct process *process, uint32_t address, uint32_t size, enum access access);
    uint32_t unserved; // the first system call that got ENOSYS; 0: none
    uint64_t system_calls;
    uint64_t page_faults;
};

// Makes a process of a validated image, ready to run. It is limited to the frames that are free
// now. The strings of the invocation must stay valid. NULL if its arguments are too long, or there
// is no memory.
struct process *process_create(struct kernel *kernel, const struct invocation *invocation,
                               struct failure *failure);
// Releases its frames and files, but not its recording.
void process_destroy(struct process *process);
// The same where the machine ends as well: to give its pages back one by one would be for nothing.
void process_leave(struct process *process);

// Permissions of the page that holds an address, 0 outside of all regions.
uint32_t process_permissions(const struct process *process, uint32_t address);
// The permissions of an entry that would have these.
uint32_t process_filter(const struct process *process, uint32_t page, uint32_t permissions);
// The process as explanations see it.
struct subject process_subject(const struct process *process);

enum page_result { PAGE_MAPPED, PAGE_FORBIDDEN, PAGE_NO_MEMORY };

// Makes the page of an address accessible in the given way.
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
// Makes an unused number refer to a handle, to a port or bytes that stay valid, or to what another
// descriptor refers to.
void descriptor_use_handle(struct process *process, uint32_t number, int32_t handle);
void descriptor_use_port(struct process *process, uint32_t number, struct port *port);
void descriptor_use_bytes(struct process *process, uint32_t number, const void *bytes,
                          uint32_t size);
void descriptor_use_file(struct process *process, uint32_t number, struct open_file *file);
// What refers to a handle, with no use yet.
struct open_file *open_file_new(int32_t handle);
// Drops one reference; the last one closes the file. 0 or an error of the environment.
int32_t open_file_release(struct open_file *file);
int32_t descriptor_close(struct process *process, uint32_t number);
// ERROR_PERM if the supervisor cannot have that many itself.
int32_t descriptors_set_limit(struct process *process, uint32_t limit, uint32_t most);

// ---- files.c ----

// Opens source text for a message about a program: a regular file that the program itself may read
// (--files), or the source that was given as the program. The handle, or a negative error.
int32_t open_source(enum files files, int32_t root, const char *program, const char *path);
int32_t process_open_source(const void *process, const char *path);

// ---- the end of a process: end.c ----

void process_exit(struct process *process, uint32_t status);
// Records why it did not exit by itself, and at which instruction; calls the kernel's `report`.
void process_note(struct process *process, const char *cause, uint32_t pc,
                  enum explanation explanation);
// Ends it because of a limit; `option` is what sets it.
void process_end_by_limit(struct process *process, const char *what, const char *option);
// Ends it as the MIPS signal would.
void process_kill(struct process *process, uint32_t signal);
// The same for a signal from outside, SIGINT or SIGTERM.
void process_interrupt(struct process *process, uint32_t signal);
const char *process_signal_text(uint32_t signal);
// The signal that ended it, or NULL.
const char *process_signal_name(const struct process *process);
void process_out_of_memory(struct process *process);
// Ends it because of the exception in its context.
void process_die(struct process *process);

// ---- report.c ----

// Prints why a process ended, and an explanation, on standard error: "command: program: cause, pc
// …". To be used as `report` of a kernel.
void process_report(const struct process *process);

// ---- system_calls.c ----

// Serves the system call that the context stands at.
void process_system_call(struct process *process);

#endif
