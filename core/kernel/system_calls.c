// System calls of Linux/MIPS o32: number in $v0, arguments in $a0 to $a3 and on the stack; result
// in $v0 and 0 in $a3, or an error number in $v0 and 1 in $a3. The table, and those calls that are
// not about files.
#include "system_calls.h"

#include <stddef.h>

#include "../environment.h"
#include "../progress.h"
#include "kernel.h"
#include "recording.h"

enum { SIGNALS = 128, SIGNAL_NUMBER_PIPE = 13 };

bool user_range(uint32_t address, uint32_t size) {
    return size <= 0x80000000u && address <= 0x80000000u - size;
}

int32_t call_argument(struct process *process, uint32_t number, uint32_t *value) {
    uint32_t address = process->context[REGISTER_SP] + number * 4;
    if (address % 4 != 0 || process_extent(process, address, 4, ACCESS_READ) < 4)
        return -ERROR_FAULT;
    return process_load(process, address, value, 4) ? 0 : -ERROR_NOMEM;
}

// ---- the process ----

int32_t call_exit(struct process *process, const uint32_t *arguments) {
    process_exit(process, arguments[0] % 256);
    return 0;
}

int32_t call_brk(struct process *process, const uint32_t *arguments) {
    return (int32_t)process_set_break(process, arguments[0]);
}

static int32_t kill_itself(struct process *process, uint32_t target, uint32_t signal) {
    if (signal > SIGNALS)
        return -ERROR_INVAL;
    if (target != PROCESS_ID && target != 0)
        return -ERROR_SRCH;
    if (signal != 0)
        process_kill(process, signal);
    return 0;
}

int32_t call_kill(struct process *process, const uint32_t *arguments) {
    return kill_itself(process, arguments[0], arguments[1]);
}

int32_t call_tgkill(struct process *process, const uint32_t *arguments) {
    if (arguments[1] != PROCESS_ID)
        return -ERROR_SRCH;
    return kill_itself(process, arguments[0], arguments[2]);
}

// ---- the machine ----

// Stores are visible to fetches anyway (Linux: arch/mips/mm/cache.c).
int32_t call_cacheflush(struct process *process, const uint32_t *arguments) {
    (void)process;
    return arguments[1] == 0 || user_range(arguments[0], arguments[1]) ? 0 : -ERROR_FAULT;
}

int32_t call_progress(struct process *process, const uint32_t *arguments) {
    uint32_t words[PROGRESS_WORDS];
    uint32_t address = arguments[0];
    if (process_extent(process, address, sizeof words, ACCESS_READ) < sizeof words)
        return -ERROR_FAULT;
    if (!process_load(process, address, words, sizeof words))
        return -ERROR_NOMEM;
    if (process->kernel->progress != NULL)
        process->kernel->progress(words);
    return 0;
}

// Reached only on a machine without a switch, which serves this itself.
int32_t call_switch(struct process *process, const uint32_t *arguments) {
    (void)process, (void)arguments;
    return -ERROR_NOSYS;
}

// ---- the table ----

enum { FIRST_CALL = 4000 };

// By number, from FIRST_CALL on; where there is no call, there is no name.
static const struct system_call system_calls[] = {
#define CALL(number, name, effect, signature, handler)                                             \
    [number - FIRST_CALL] = {number, #name, effect, signature, handler},
#define UNSERVED(number, name) [number - FIRST_CALL] = {number, #name, WORLD, NULL, NULL},
#include "../calls.def"
#include "../unserved.def"
#undef CALL
#undef UNSERVED
};

const struct system_call *system_call_find(uint32_t number) {
    enum { CALLS = sizeof system_calls / sizeof system_calls[0] };
    uint32_t index = number - FIRST_CALL;
    return index < CALLS && system_calls[index].name != NULL ? &system_calls[index] : NULL;
}

static const struct system_call *find_served(uint32_t number) {
    const struct system_call *call = system_call_find(number);
    return call != NULL && call->handler != NULL ? call : NULL;
}

bool system_call_is_local(uint32_t number) {
    const struct system_call *call = find_served(number);
    return call != NULL && call->effect == LOCAL;
}

static int32_t serve(struct process *process, uint32_t number) {
    const struct system_call *call = find_served(number);
    return call != NULL ? call->handler(process, process->context + REGISTER_A0) : -ERROR_NOSYS;
}

void process_system_call(struct process *process) {
    uint32_t *context = process->context;
    int32_t result = process->recording != NULL ? recording_call(process, serve)
                                                : serve(process, context[REGISTER_V0]);
    // The run is to end: the call has not happened.
    if (result == -ERROR_INTR)
        return;
    process->system_calls++;
    if (result == -ERROR_NOSYS && process->unserved == 0 &&
        find_served(context[REGISTER_V0]) == NULL)
        process->unserved = context[REGISTER_V0];
    if (result == RESULT_OUTPUT_LIMIT || result == RESULT_INPUT_LIMIT) {
        if (result == RESULT_OUTPUT_LIMIT)
            process_end_by_limit(process, "output", "--max-output");
        else
            process_end_by_limit(process, "input", "--stdin-limit");
        return;
    }
    if (result == -ERROR_PIPE)
        process_kill(process, SIGNAL_NUMBER_PIPE);
    context[REGISTER_V0] = (uint32_t)(result < 0 ? -result : result);
    context[REGISTER_A3] = result < 0 ? 1 : 0;
    context_complete(context);
}
