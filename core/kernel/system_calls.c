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

int32_t process_give(struct process *process, uint32_t address, const void *bytes, uint32_t size) {
    if (process_extent(process, address, size, ACCESS_WRITE) < size)
        return -ERROR_FAULT;
    return process_store(process, address, bytes, size) ? 0 : -ERROR_NOMEM;
}

int32_t call_argument(struct process *process, uint32_t number, uint32_t *value) {
    if (process->in_root != NULL) {
        *value = process->in_root[number];
        return 0;
    }
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

// Words from or to the twins: the stream, doubled, and 1 to put; address and count.
int32_t call_twin(struct process *process, const uint32_t *arguments) {
    enum { PIECE = TRANSFER_SIZE / 4, COUNT_MOST = 0x1fffffff };
    const struct kernel *kernel = process->kernel;
    uint32_t *words = (uint32_t *)(void *)process->kernel->transfer;
    uint32_t stream = arguments[0] / 2;
    uint32_t count = arguments[2];
    bool puts = arguments[0] % 2 != 0;
    if (kernel->twin_put == NULL)
        return -ERROR_NOSYS;
    if (count > COUNT_MOST || process_extent(process, arguments[1], count * 4,
                                             puts ? ACCESS_READ : ACCESS_WRITE) < count * 4)
        return -ERROR_FAULT;
    for (uint32_t done = 0; done < count;) {
        uint32_t piece = count - done < PIECE ? count - done : PIECE;
        uint32_t address = arguments[1] + done * 4;
        if (puts && !process_load(process, address, words, piece * 4))
            return -ERROR_NOMEM;
        uint32_t passed =
            puts ? kernel->twin_put(stream, words, piece) : kernel->twin_get(stream, words, piece);
        if (!puts && !process_store(process, address, words, passed * 4))
            return -ERROR_NOMEM;
        done += passed;
        if (passed < piece)
            return (int32_t)done;
    }
    return (int32_t)count;
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

enum { CALLS = sizeof system_calls / sizeof system_calls[0] };

const struct system_call *system_call_find(uint32_t number) {
    uint32_t index = number - FIRST_CALL;
    return index < CALLS && system_calls[index].name != NULL ? &system_calls[index] : NULL;
}

// NULL if the call is not served.
static inline call_handler *handler_of(uint32_t number) {
    uint32_t index = number - FIRST_CALL;
    return index < CALLS ? system_calls[index].handler : NULL;
}

bool system_call_is_local(uint32_t number) {
    return handler_of(number) != NULL && system_calls[number - FIRST_CALL].effect == LOCAL;
}

static int32_t serve(struct process *process, uint32_t number) {
    call_handler *handler = handler_of(number);
    return handler != NULL ? handler(process, process->context + REGISTER_A0) : -ERROR_NOSYS;
}

static inline void complete(struct process *process, uint32_t value, uint32_t error_flag) {
    uint32_t *context = process->context;
    context[REGISTER_V0] = value;
    context[REGISTER_A3] = error_flag;
    context_complete(context);
    process->system_calls++;
}

// A call that has returned `error`, negated.
static void fail(struct process *process, int32_t error) {
    uint32_t number = process->context[REGISTER_V0];
    if (error == ERROR_INTR) // the run is to end: the call has not happened
        return;
    if (error == ERROR_NOSYS && process->unserved == 0 && handler_of(number) == NULL)
        process->unserved = number;
    if (error == -RESULT_OUTPUT_LIMIT || error == -RESULT_INPUT_LIMIT) {
        process->system_calls++;
        if (error == -RESULT_OUTPUT_LIMIT)
            process_end_by_limit(process, "output", "--max-output");
        else
            process_end_by_limit(process, "input", "--stdin-limit");
        return;
    }
    if (error == ERROR_PIPE)
        process_kill(process, SIGNAL_NUMBER_PIPE);
    complete(process, (uint32_t)error, 1);
}

void process_system_call(struct process *process) {
    int32_t result = process->recording != NULL ? recording_call(process, serve)
                                                : serve(process, process->context[REGISTER_V0]);
    if (result < 0)
        fail(process, -result);
    else
        complete(process, (uint32_t)result, 0);
}
