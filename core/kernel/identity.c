// What a program asks of the system without wanting much: who it is, and settings that have no
// effect on a machine with one process, one thread and no handlers of signals. Start-up code of C
// libraries needs answers.
#include <stddef.h>
#include <string.h>

#include "../environment.h"
#include "../machine/stack.h"
#include "system_calls.h"

enum { USER = 1000, NAME_SIZE = 65, UNLIMITED = 0x7fffffff, LIMITS = 16 };
enum { LIMIT_OF_STACK = 3, LIMIT_OF_FILES = 5 };
enum { FUTEX_WAIT = 0, FUTEX_WAKE = 1, FUTEX_COMMANDS = 128, SIGNALS = 128 };

int32_t call_getpid(struct process *process, const uint32_t *arguments) {
    (void)process, (void)arguments;
    return PROCESS_ID;
}

int32_t call_getppid(struct process *process, const uint32_t *arguments) {
    (void)process, (void)arguments;
    return 0;
}

// Users and groups, the same as in the auxiliary vector.
int32_t call_getuid(struct process *process, const uint32_t *arguments) {
    (void)process, (void)arguments;
    return USER;
}

// The same wherever it runs.
int32_t call_uname(struct process *process, const uint32_t *arguments) {
    static const char *const names[] = {"Linux", "mixter", "6.1.0", "#1", "mips", "(none)"};
    char text[6 * NAME_SIZE];
    memset(text, 0, sizeof text);
    for (uint32_t i = 0; i < 6; i++)
        strcpy(text + i * NAME_SIZE, names[i]);
    if (process_extent(process, arguments[0], sizeof text, ACCESS_WRITE) < sizeof text)
        return -ERROR_FAULT;
    return process_store(process, arguments[0], text, sizeof text) ? 0 : -ERROR_NOMEM;
}

// ---- limits ----

static void find_limit(const struct process *process, uint32_t number, uint32_t limit[2]) {
    limit[0] = limit[1] = UNLIMITED;
    if (number == LIMIT_OF_STACK)
        limit[0] = STACK_SIZE;
    if (number == LIMIT_OF_FILES) {
        limit[0] = process->file_limit;
        limit[1] = process->file_limit_most;
    }
}

int32_t call_getrlimit(struct process *process, const uint32_t *arguments) {
    uint32_t words[2];
    if (arguments[0] >= LIMITS)
        return -ERROR_INVAL;
    find_limit(process, arguments[0], words);
    if (process_extent(process, arguments[1], sizeof words, ACCESS_WRITE) < sizeof words)
        return -ERROR_FAULT;
    return process_store(process, arguments[1], words, sizeof words) ? 0 : -ERROR_NOMEM;
}

// Of all limits only that of open files can be changed.
int32_t call_setrlimit(struct process *process, const uint32_t *arguments) {
    uint32_t words[2];
    if (arguments[0] >= LIMITS)
        return -ERROR_INVAL;
    if (process_extent(process, arguments[1], sizeof words, ACCESS_READ) < sizeof words)
        return -ERROR_FAULT;
    if (!process_load(process, arguments[1], words, sizeof words))
        return -ERROR_NOMEM;
    if (arguments[0] != LIMIT_OF_FILES)
        return -ERROR_PERM;
    return descriptors_set_limit(process, words[0], words[1]);
}

// Its own limits only, in pairs of 64 bits; the new ones are ignored but for those of open files.
int32_t call_prlimit64(struct process *process, const uint32_t *arguments) {
    uint32_t words[2];
    uint32_t wide[4];
    if (arguments[0] != 0 && arguments[0] != PROCESS_ID)
        return -ERROR_SRCH;
    if (arguments[1] >= LIMITS)
        return -ERROR_INVAL;
    find_limit(process, arguments[1], words);
    if (arguments[2] != 0) {
        if (process_extent(process, arguments[2], sizeof wide, ACCESS_READ) < sizeof wide)
            return -ERROR_FAULT;
        if (!process_load(process, arguments[2], wide, sizeof wide))
            return -ERROR_NOMEM;
        int32_t wrong = arguments[1] != LIMIT_OF_FILES
                            ? -ERROR_PERM
                            : descriptors_set_limit(process, wide[0], wide[2]);
        if (wrong != 0)
            return wrong;
    }
    if (arguments[3] == 0)
        return 0;
    for (uint32_t i = 0; i < 2; i++) {
        wide[2 * i] = words[i] == UNLIMITED ? 0xffffffffu : words[i];
        wide[2 * i + 1] = words[i] == UNLIMITED ? 0xffffffffu : 0;
    }
    if (process_extent(process, arguments[3], sizeof wide, ACCESS_WRITE) < sizeof wide)
        return -ERROR_FAULT;
    return process_store(process, arguments[3], wide, sizeof wide) ? 0 : -ERROR_NOMEM;
}

// ---- threads, of which there is one ----

// The pointer that rdhwr $29 reads.
int32_t call_set_thread_area(struct process *process, const uint32_t *arguments) {
    process->context[CONTEXT_USER_LOCAL] = arguments[0];
    return 0;
}

int32_t call_set_robust_list(struct process *process, const uint32_t *arguments) {
    (void)process, (void)arguments;
    return 0;
}

// C libraries ask whether there are restartable sequences, which with one thread nobody needs.
int32_t call_rseq(struct process *process, const uint32_t *arguments) {
    (void)process, (void)arguments;
    return -ERROR_NOSYS;
}

// Nobody waits, and nobody would wake it: to wait for a change is an error.
int32_t call_futex(struct process *process, const uint32_t *arguments) {
    uint32_t word;
    uint32_t command = arguments[1] % FUTEX_COMMANDS;
    if (command == FUTEX_WAKE)
        return 0;
    if (command != FUTEX_WAIT)
        return -ERROR_NOSYS;
    if (arguments[0] % 4 != 0)
        return -ERROR_INVAL;
    if (process_extent(process, arguments[0], 4, ACCESS_READ) < 4)
        return -ERROR_FAULT;
    if (!process_load(process, arguments[0], &word, sizeof word))
        return -ERROR_NOMEM;
    return word != arguments[2] ? -ERROR_AGAIN : -ERROR_DEADLK;
}

// ---- signals, which have no handlers ----

// What was set before is the default, or an empty set: `size` bytes of zeros.
static int32_t answer_zeros(struct process *process, uint32_t address, uint32_t size) {
    static const uint32_t zeros[8];
    if (address == 0)
        return 0;
    if (process_extent(process, address, size, ACCESS_WRITE) < size)
        return -ERROR_FAULT;
    return process_store(process, address, zeros, size) ? 0 : -ERROR_NOMEM;
}

int32_t call_rt_sigaction(struct process *process, const uint32_t *arguments) {
    if (arguments[0] == 0 || arguments[0] > SIGNALS || arguments[3] != 16)
        return -ERROR_INVAL;
    return answer_zeros(process, arguments[2], 24); // flags, handler, 128 bits
}

int32_t call_rt_sigprocmask(struct process *process, const uint32_t *arguments) {
    if (arguments[3] != 16)
        return -ERROR_INVAL;
    return answer_zeros(process, arguments[2], 16);
}

int32_t call_sigaltstack(struct process *process, const uint32_t *arguments) {
    return answer_zeros(process, arguments[1], 12);
}
