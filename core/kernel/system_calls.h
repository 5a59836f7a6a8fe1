// The table of system calls, and what their handlers share.
#ifndef SYSTEM_CALLS_H
#define SYSTEM_CALLS_H

#include "../calls.h"
#include "process.h"

// Results that the guest never gets, because a limit ends it; they are recorded like others.
enum { RESULT_OUTPUT_LIMIT = -5001, RESULT_INPUT_LIMIT = -5002 };

enum call_effect { LOCAL, PATH, WORLD }; // calls.def

// Serves a call with its arguments, the first four: the result, or a negative error number.
typedef int32_t call_handler(struct process *process, const uint32_t *arguments);

struct system_call {
    uint32_t number;
    const char *name;
    enum call_effect effect;
    const char *signature;
    call_handler *handler; // NULL: not served
};

#define CALL(number, name, effect, signature, handler) call_handler handler;
#include "../calls.def"
#undef CALL

// NULL if Linux has none of that number.
const struct system_call *system_call_find(uint32_t number);

// False unless the bytes lie in user memory, which is checked before anything else.
bool user_range(uint32_t address, uint32_t size);

// Reads argument 4 or 5, counted from 0, from the stack. 0 or an error.
int32_t call_argument(struct process *process, uint32_t number, uint32_t *value);

// Bytes to the memory of a process. 0 or an error.
int32_t process_give(struct process *process, uint32_t address, const void *bytes, uint32_t size);

// ---- files.c ----

// Files that a guest finds wherever it runs.
enum own_file { NOT_OWN, OWN_IMAGE, OWN_ARGUMENTS, OWN_ENVIRONMENT, OWN_DESCRIPTOR, OWN_NULL };
enum own_file own_file_at(const struct process *process, const char *path, uint32_t *descriptor);

// ---- paths.c ----

struct path_call;

// Flags of the calls that take a directory, and what stands for the current one.
enum { WORKING_DIRECTORY = -100, AT_NO_FOLLOW = 0x100, AT_FOLLOW = 0x400, AT_EMPTY_PATH = 0x1000 };

struct place_of_path {
    char path[PATH_SIZE];
    int32_t directory; // where it begins unless it is absolute (struct path_call)
};

// Copies a path of the guest; 0 or an error.
int32_t process_load_path(struct process *process, uint32_t address, char *path);
// The same for one that begins at a directory that the guest has open, or at its current one.
int32_t process_load_place(struct process *process, uint32_t directory, uint32_t address,
                           struct place_of_path *place);
// Makes a call that names files, if the guest may (--files). `changes`: it does not only read.
int32_t process_path_call(const struct process *process, const struct path_call *call,
                          bool changes);
// Opens what a path of the guest leads to, for nothing but to be asked about; a handle or an error.
int32_t process_open_path(struct process *process, uint32_t path, bool is_directory);
// Where the guest was started; 0 or an error.
int32_t process_first_directory(const struct process *process, char path[PATH_SIZE]);

// ---- system_calls.c ----

// True if the call concerns nothing but the process itself.
bool system_call_is_local(uint32_t number);

#endif
