// What core needs beyond ISO C. Provided by host/ on a POSIX host and by core/guest.c in a guest;
// which one is linked is the only difference between the two.
// Flags, error numbers and terminal requests are those of Linux/MIPS everywhere; calls that can
// fail return a negative error number.
#ifndef ENVIRONMENT_H
#define ENVIRONMENT_H

#include <stdbool.h>
#include <stdint.h>

// Linux/MIPS error numbers (arch/mips/include/uapi/asm/errno.h).
enum error_number {
    ERROR_PERM = 1,
    ERROR_NOENT = 2,
    ERROR_SRCH = 3,
    ERROR_INTR = 4,
    ERROR_IO = 5,
    ERROR_BADF = 9,
    ERROR_AGAIN = 11,
    ERROR_NOMEM = 12,
    ERROR_ACCES = 13,
    ERROR_FAULT = 14,
    ERROR_EXIST = 17,
    ERROR_NOTDIR = 20,
    ERROR_ISDIR = 21,
    ERROR_INVAL = 22,
    ERROR_MFILE = 24,
    ERROR_NOTTY = 25,
    ERROR_TXTBSY = 26,
    ERROR_NOSPC = 28,
    ERROR_SPIPE = 29,
    ERROR_ROFS = 30,
    ERROR_PIPE = 32,
    ERROR_RANGE = 34,
    ERROR_DEADLK = 45,
    ERROR_NAMETOOLONG = 78,
    ERROR_OVERFLOW = 79,
    ERROR_NOSYS = 89,
    ERROR_LOOP = 90
};

// To be called first: opens closed standard descriptors, so that no file opened later takes their
// numbers.
void environment_start(void);

// The memory of a machine. A frame is the offset of a page in it, never 0: on the host in an arena,
// in a guest its address. *memory is set to where frame 0 would be; NULL, and the reason in *wrong,
// if there is no room.
struct arena;
struct arena *environment_arena(unsigned char **memory, const char **wrong);
void environment_arena_free(struct arena *arena);
// Zero. 0 if there is no more memory.
uint32_t environment_new_frame(struct arena *arena);
// Memory that is likely to be read soon, as far as this can be told to whom it helps.
void environment_prefetch(const void *memory, uint32_t size);

// Zeroed memory of this program, aligned to 8, never freed; NULL if there is no more.
void *environment_memory(uint32_t size);

// Files. Handles 0, 1, 2 are this program's own; they are negative errors if they were closed at
// the start.
int32_t environment_standard(uint32_t number);
int32_t environment_open(const char *path, uint32_t flags, uint32_t mode);
int32_t environment_close(int32_t handle);
// At most 1 GiB at once. `bytes` may be NULL: then the answer is what Linux says to a pointer that
// it cannot use (mostly EFAULT, but a closed handle or the end of a file are found first).
int32_t environment_read(int32_t handle, void *bytes, uint32_t size);
int32_t environment_write(int32_t handle, const void *bytes, uint32_t size);
// Offset and result in two halves: 64 bits.
int32_t environment_seek(int32_t handle, uint32_t high, uint32_t low, uint32_t whence,
                         uint32_t result[2]);
int32_t environment_is_terminal(int32_t handle); // 0 if it is
// Raises the limit of open files to `files` if possible; returns the limit.
uint32_t environment_file_limit(uint32_t files);
int32_t environment_access(const char *path, uint32_t mode);
int32_t environment_unlink(const char *path);
int32_t environment_rename(const char *from, const char *to);
int32_t environment_make_directory(const char *path, uint32_t mode);
int32_t environment_remove_directory(const char *path);

// Paths of guests: each is one system call of Linux/MIPS that names files. They lead to no process,
// this program's own included; links that would lead there are not followed, and /proc/self is not
// there.
struct path_call {
    uint32_t number;  // CALL_openat and so on (calls.h), of those that take a directory
    const char *path; // the arguments, as far as the call has them
    const char *second;
    void *bytes; // that come back (attributes, the text of a link), or times
    uint32_t words[2];
    int32_t directory; // where the paths begin if they are not absolute: a handle of a directory,
    int32_t second_directory; // or PATHS_START
};

// Stands for the directory where this program was started, or the root of the guest, if it has one.
enum { PATHS_START = -100 };

// Attributes of a file: struct stat64 of Linux/MIPS.
enum { FILE_STATUS_WORDS = 26, FILE_STATUS_MODE = 6, FILE_STATUS_LINKS };
int32_t environment_status(int32_t handle, uint32_t status[FILE_STATUS_WORDS]);
int32_t environment_change_mode(int32_t handle, uint32_t mode);
// Of access and modification, in seconds and nanoseconds, as utimensat has them.
int32_t environment_set_times(int32_t handle, const uint32_t times[4]);
// Of the file system that a file is in: struct statfs64 of Linux/MIPS.
enum { FILE_SYSTEM_WORDS = 24 };
int32_t environment_file_system(int32_t handle, uint32_t words[FILE_SYSTEM_WORDS]);
int32_t environment_truncate(int32_t handle, uint32_t high, uint32_t low);
// Entries of a directory, as Linux's getdents64 gives them.
int32_t environment_entries(int32_t handle, void *bytes, uint32_t size);
int32_t environment_working_directory(char *path, uint32_t size);
// The flags that it was opened with.
int32_t environment_flags(int32_t handle);

// `root` is a handle of a directory that is root and working directory for the path, which does not
// lead out of it whatever is renamed or linked meanwhile, or:
enum { ANY_FILES = -1 };
int32_t environment_path_call(int32_t root, const struct path_call *call);
// The path of an open file, below the root. 0, or an error: it has none, or is elsewhere now.
int32_t environment_path_of(int32_t root, int32_t handle, char *path, uint32_t size);

const char *environment_error_text(int32_t error); // of a negative error, such as "Is a directory"

// Classifies what a write to a path would reach: nothing yet, a regular file (`name` gets its name
// behind symbolic links), or something else, which is written in place. A negative error if it
// cannot be written.
enum file_kind { FILE_MISSING, FILE_ORDINARY, FILE_OTHER };
int32_t environment_file_kind(const char *path, char *name, uint32_t size);
bool environment_same_file(const char *path, const char *other); // both name one ordinary file
// While signals are held, none ends this program.
void environment_hold_signals(bool hold);

// Calls the function. NULL if it returns; else how it ended otherwise, which does not end this
// program: "died of SIGSEGV", or "has not ended" if it is still running long after the deadline.
// In a guest it is a plain call: the level beneath reports a death.
const char *environment_try(void (*function)(void *), void *argument);

// Time. What a guest can observe never depends on it. In a guest there is none. False if there is
// no clock. If the deadline passes while nothing polls it, this program prints `text` and ends with
// STATUS_LIMIT.
bool environment_set_deadline(uint32_t milliseconds, const char *text);
void environment_await_deadline(void);
bool environment_expired(void); // the deadline has passed
// The time of the world since 1970, or one that never goes back.
void environment_clock(bool of_the_world, uint64_t *seconds, uint32_t *nanoseconds);
int32_t environment_random(void *bytes, uint32_t size); // at most 256 of them; 0 or an error
uint32_t environment_milliseconds(void);                // since some start; 0 if there is no clock

// From now on the first SIGINT or SIGTERM is only noted: blocking calls return ERROR_INTR, as after
// the deadline. A guest gets no signals.
void environment_note_signals(void);
uint32_t environment_noted_signal(void); // its number; 0: none has come
void environment_obey_signal(void);      // ends this program if one has

// Reports the progress of a long run (progress.h).
void environment_progress(const uint32_t *words);
// The file to be removed if a signal ends this program; NULL: none. Without effect in a guest.
void environment_remove_when_interrupted(const char *path);

// Twins (twins.h): processes of this program that run one guest side by side. Words go from the
// one that leads to the others; in a guest through the machine beneath. How many were put or got:
// fewer than `count` if nobody takes them, or there are no more.
uint32_t environment_twin_put(uint32_t stream, const uint32_t *words, uint32_t count);
uint32_t environment_twin_get(uint32_t stream, uint32_t *words, uint32_t count);
// Whether there can be twins: not in a guest, and only where there is memory for two.
struct twin_task;
struct twin_end;
bool environment_twins_open(void);
// Runs the function in `count` new processes, with their roles, until all have ended.
void environment_twins_run(const struct twin_task *task, uint32_t role, uint32_t count,
                           struct twin_end *ends);

char **environment_variables(void);

// The machine beneath. A guest runs on one and asks for its switch, a system call, to virtualize
// (docs/machine.md): the exception that the run of the block ended with, or a negative error,
// ERROR_NOSYS if it has none. The host is no machine.
bool environment_is_machine(void);
int32_t environment_switch(uint32_t *block, uint32_t budget_low, uint32_t budget_high);
// This program as a guest executable, which a hypervisor boots (image.h, image_read_running). 0 or
// a negative error.
struct own_image {
    const unsigned char *bytes; // which stay what they are, up to a page of the file
    uint32_t size;              // of the file
    uint32_t rest_at;           // where that page is,
    const unsigned char *rest;  // and what follows. NULL: all is in `bytes`
    uint32_t rest_end;          // up to here: what nobody runs (symbols) is left to
    int32_t (*read)(void *bytes, uint32_t at, uint32_t size); // 0 or a negative error
    unsigned char *owned;                                     // of these, malloc'ed; NULL: none
};
int32_t environment_own_image(struct own_image *own);
// The frame that bytes of this program are in, if these are a whole frame of this level; else 0.
uint32_t environment_frame_at(const void *bytes);

#endif
