// The table of system calls, and what those who serve them share.
#ifndef SYSTEM_CALLS_H
#define SYSTEM_CALLS_H

#include "../calls.h"
#include "process.h"

// Results of calls that do not come to the guest, because a limit ends it; they are recorded as
// results are.
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

// False if bytes lie partly outside of the user's half: such are refused before anything else is
// done.
bool user_range(uint32_t address, uint32_t size);

// The fifth argument is number 4: it and the sixth are on the stack. 0 or an error.
int32_t call_argument(struct process *process, uint32_t number, uint32_t *value);

// ---- files.c ----

struct path_call;

// Files that are the guest's own, wherever it runs.
enum own_file { NOT_OWN, OWN_IMAGE, OWN_ARGUMENTS, OWN_ENVIRONMENT, OWN_DESCRIPTOR, OWN_NULL };
enum own_file own_file_at(const struct process *process, const char *path, uint32_t *descriptor);

// Copies a path of the guest; 0 or an error.
int32_t process_load_path(struct process *process, uint32_t address, char *path);
// A call that names files, as far as the guest may (--files). `changes`: it is no mere look.
int32_t process_path_call(const struct process *process, const struct path_call *call,
                          bool changes);

// ---- system_calls.c ----

// True if the call concerns nothing but the process itself.
bool system_call_is_local(uint32_t number);

#endif
