// Memory that system calls read and write, at any level: what the machine sees is the call, and the
// result.
#include "check.h"

#include <string.h>

#include "../../core/calls.h"
#include "../../core/kernel/system_calls.h"

enum way { IN, OUT, TEXT, VECTOR_IN, VECTOR_OUT };
enum size { FIXED, BY_ARGUMENT, BY_RESULT };

struct row {
    uint32_t call;
    uint8_t argument; // that has the address
    uint8_t way;
    uint8_t by;
    uint16_t size; // or the argument that has it
};

static const struct row rows[] = {
    {CALL_read, 1, OUT, BY_RESULT, 0},
    {CALL_write, 1, IN, BY_ARGUMENT, 2},
    {CALL_readv, 1, VECTOR_OUT, BY_ARGUMENT, 2},
    {CALL_writev, 1, VECTOR_IN, BY_ARGUMENT, 2},
    {CALL_open, 0, TEXT, FIXED, 0},
    {CALL_unlink, 0, TEXT, FIXED, 0},
    {CALL_chmod, 0, TEXT, FIXED, 0},
    {CALL_utime, 0, TEXT, FIXED, 0},
    {CALL_access, 0, TEXT, FIXED, 0},
    {CALL_rename, 0, TEXT, FIXED, 0},
    {CALL_rename, 1, TEXT, FIXED, 0},
    {CALL_mkdir, 0, TEXT, FIXED, 0},
    {CALL_rmdir, 0, TEXT, FIXED, 0},
    {CALL_readlink, 0, TEXT, FIXED, 0},
    {CALL_stat64, 0, TEXT, FIXED, 0},
    {CALL_lstat64, 0, TEXT, FIXED, 0},
    {CALL_openat, 1, TEXT, FIXED, 0},
    {CALL_fstatat64, 1, TEXT, FIXED, 0},
    {CALL_link, 0, TEXT, FIXED, 0},
    {CALL_chdir, 0, TEXT, FIXED, 0},
    {CALL_mknod, 0, TEXT, FIXED, 0},
    {CALL_lchown, 0, TEXT, FIXED, 0},
    {CALL_symlink, 0, TEXT, FIXED, 0},
    {CALL_chown, 0, TEXT, FIXED, 0},
    {CALL_statfs64, 0, TEXT, FIXED, 0},
    {CALL_symlinkat, 0, TEXT, FIXED, 0},
    {CALL_link, 1, TEXT, FIXED, 0},
    {CALL_symlink, 1, TEXT, FIXED, 0},
    {CALL_symlinkat, 2, TEXT, FIXED, 0},
    {CALL_mkdirat, 1, TEXT, FIXED, 0},
    {CALL_mknodat, 1, TEXT, FIXED, 0},
    {CALL_fchownat, 1, TEXT, FIXED, 0},
    {CALL_unlinkat, 1, TEXT, FIXED, 0},
    {CALL_renameat, 1, TEXT, FIXED, 0},
    {CALL_linkat, 1, TEXT, FIXED, 0},
    {CALL_readlinkat, 1, TEXT, FIXED, 0},
    {CALL_fchmodat, 1, TEXT, FIXED, 0},
    {CALL_faccessat, 1, TEXT, FIXED, 0},
    {CALL_utimensat, 1, TEXT, FIXED, 0},
    {CALL_renameat, 3, TEXT, FIXED, 0},
    {CALL_linkat, 3, TEXT, FIXED, 0},
    {CALL_statfs64, 2, OUT, FIXED, 96},
    {CALL_fstatfs64, 2, OUT, FIXED, 96},
    {CALL_readlinkat, 2, OUT, BY_RESULT, 0},
    {CALL_utimensat, 2, IN, FIXED, 16},
    {CALL_utime, 1, IN, FIXED, 8},
    {CALL_time, 0, OUT, FIXED, 4},
    {CALL_times, 0, OUT, FIXED, 16},
    {CALL_getrlimit, 1, OUT, FIXED, 8},
    {CALL_setrlimit, 1, IN, FIXED, 8},
    {CALL_gettimeofday, 0, OUT, FIXED, 8},
    {CALL_gettimeofday, 1, OUT, FIXED, 8},
    {CALL_readlink, 1, OUT, BY_RESULT, 0},
    {CALL_uname, 0, OUT, FIXED, 390},
    {CALL__llseek, 3, OUT, FIXED, 8},
    {CALL_rt_sigaction, 2, OUT, FIXED, 24},
    {CALL_rt_sigprocmask, 2, OUT, BY_ARGUMENT, 3},
    {CALL_getcwd, 0, OUT, BY_RESULT, 0},
    {CALL_sigaltstack, 1, OUT, FIXED, 12},
    {CALL_stat64, 1, OUT, FIXED, 104},
    {CALL_lstat64, 1, OUT, FIXED, 104},
    {CALL_fstat64, 1, OUT, FIXED, 104},
    {CALL_fstatat64, 2, OUT, FIXED, 104},
    {CALL_getdents64, 1, OUT, BY_RESULT, 0},
    {CALL_clock_gettime, 1, OUT, FIXED, 8},
    {CALL_clock_getres, 1, OUT, FIXED, 8},
    {CALL_clock_gettime64, 1, OUT, FIXED, 16},
    {CALL_prlimit64, 2, IN, FIXED, 16},
    {CALL_prlimit64, 3, OUT, FIXED, 16},
    {CALL_getrandom, 0, OUT, BY_RESULT, 0},
    {CALL_statx, 1, TEXT, FIXED, 0},
    {CALL_statx, 4, OUT, FIXED, 256},
};

enum { ROWS = sizeof rows / sizeof rows[0], TEXT_MOST = 4096, PIECES_MOST = 1024 };

static bool read_word(const struct checker *checker, uint32_t address, uint32_t *word) {
    struct subject subject = checker_subject(checker);
    return checker->context != NULL && subject_word(&subject, address, word);
}

// The fifth one is on the stack.
static uint32_t argument(const struct checker *checker, const uint32_t *context, uint32_t number) {
    uint32_t word = 0;
    if (number < 4)
        return context[REGISTER_A0 + number];
    read_word(checker, context[REGISTER_SP] + number * 4, &word);
    return word;
}

// ---- what goes in ----

static void check_memory(struct checker *checker, const char *name, uint32_t address, uint32_t size,
                         enum error error) {
    if (address > USER_LIMIT)
        return;
    if (size > USER_LIMIT - address)
        size = USER_LIMIT - address;
    uint32_t bad = shadow_first_bad(checker, address, size);
    if (bad - address < size) {
        if (shadow_covers(checker, bad))
            report(checker,
                   &(struct finding){
                       .error = error, .address = address, .size = size, .bad = bad, .what = name});
        return;
    }
    uint32_t undefined =
        error == ERROR_READ ? shadow_first_undefined(checker, address, size) : address + size;
    if (undefined - address < size && !checker->is_word)
        report(checker, &(struct finding){.error = ERROR_CALL_MEMORY,
                                          .address = undefined,
                                          .size = size,
                                          .what = name,
                                          .origin = origin_of_load(checker, undefined)});
}

static void check_text(struct checker *checker, const char *name, uint32_t address) {
    uint32_t word, i = 0;
    if (!shadow_covers(checker, address))
        return;
    for (; i < TEXT_MOST; i++) {
        if (!read_word(checker, (address + i) & ~3u, &word) ||
            (word >> (address + i) % 4 * 8 & 0xff) == 0)
            break;
    }
    check_memory(checker, name, address, i + 1, ERROR_READ);
}

static void check_vector(struct checker *checker, const char *name, uint32_t vector, uint32_t count,
                         enum way way) {
    uint32_t address, size;
    for (uint32_t i = 0; i < count && i < PIECES_MOST; i++)
        if (read_word(checker, vector + i * 8, &address) &&
            read_word(checker, vector + i * 8 + 4, &size))
            check_memory(checker, name, address, size, way == VECTOR_IN ? ERROR_READ : ERROR_WRITE);
}

static uint32_t size_of(const struct checker *checker, const struct row *row,
                        const uint32_t *context) {
    return row->by == FIXED ? row->size : argument(checker, context, row->size);
}

// The largest that it may write: BY_RESULT comes with its size in the next argument.
static uint32_t room_of(const struct checker *checker, const struct row *row,
                        const uint32_t *context) {
    return row->by == BY_RESULT ? argument(checker, context, row->argument + 1u)
                                : size_of(checker, row, context);
}

static void check_argument(struct checker *checker, const struct row *row, const char *name,
                           const uint32_t *context) {
    uint32_t address = argument(checker, context, row->argument);
    if (address == 0)
        return;
    switch (row->way) {
    case IN:
        check_memory(checker, name, address, size_of(checker, row, context), ERROR_READ);
        break;
    case TEXT: check_text(checker, name, address); break;
    case OUT:
        check_memory(checker, name, address, room_of(checker, row, context), ERROR_WRITE);
        break;
    default:
        check_memory(checker, name, address, size_of(checker, row, context) * 8, ERROR_READ);
        check_vector(checker, name, address, size_of(checker, row, context), (enum way)row->way);
    }
}

// Registers that it looks at whatever the others say.
static void check_registers(struct checker *checker, const struct system_call *call) {
    for (uint32_t i = 0; i < 3 && call->signature[i] != ' ' && call->signature[i] != 0; i++) {
        uint32_t number = REGISTER_A0 + i;
        if (strchr("dbcpu", call->signature[i]) == NULL || checker->undefined[number] == 0 ||
            (i > 0 && (call->number == CALL_fcntl || call->number == CALL_fcntl64)))
            continue;
        report(checker, &(struct finding){.error = ERROR_CALL_ARGUMENT,
                                          .what = call->name,
                                          .origin = checker->origins[number]});
    }
}

void calls_begin(struct checker *checker, const uint32_t *context) {
    const struct system_call *call = system_call_find(context[REGISTER_V0]);
    if (call == NULL || heap_is_inside(checker))
        return;
    if (call->number == CALL_exit || call->number == CALL_exit_group)
        leaks_report(checker);
    if (checker->undefined_count > 0)
        check_registers(checker, call);
    for (uint32_t i = 0; i < ROWS; i++)
        if (rows[i].call == call->number)
            check_argument(checker, &rows[i], call->name, context);
}

// ---- what comes out ----

// Bytes that may not be written stay as they are.
static void set_defined(struct checker *checker, uint32_t address, uint32_t size) {
    for (uint32_t i = 0; i < size; i++)
        if (*shadow_at(checker, address + i) != SHADOW_NO_ACCESS)
            *shadow_at(checker, address + i) = SHADOW_DEFINED;
}

static void set_vector(struct checker *checker, uint32_t vector, uint32_t count, uint32_t left) {
    uint32_t address, size;
    for (uint32_t i = 0; i < count && left > 0 && i < PIECES_MOST; i++) {
        if (!read_word(checker, vector + i * 8, &address) ||
            !read_word(checker, vector + i * 8 + 4, &size))
            break;
        size = size < left ? size : left;
        set_defined(checker, address, size);
        left -= size;
    }
}

static void set_break(struct checker *checker, uint32_t end) {
    if (end > checker->break_now)
        shadow_set(checker, checker->break_now, end - checker->break_now,
                   heap_is_inside(checker) ? SHADOW_NO_ACCESS : SHADOW_DEFINED);
    else if (end >= checker->break_start)
        shadow_set(checker, end, checker->break_now - end, SHADOW_NO_ACCESS);
    if (end >= checker->break_start)
        checker->break_now = end;
}

void calls_complete(struct checker *checker, const uint32_t *before, const uint32_t *after) {
    uint32_t number = before[REGISTER_V0];
    if (after == NULL)
        return;
    checker_set_context(checker, after);
    checker_set_register(checker, REGISTER_V0, 0, 0);
    checker_set_register(checker, REGISTER_A3, 0, 0);
    if (after[REGISTER_A3] != 0)
        return;
    if (number == CALL_brk)
        set_break(checker, after[REGISTER_V0]);
    for (uint32_t i = 0; i < ROWS; i++) {
        const struct row *row = &rows[i];
        uint32_t address = argument(checker, before, row->argument);
        if (row->call != number || address == 0)
            continue;
        if (row->way == OUT)
            set_defined(checker, address,
                        row->by == BY_RESULT ? after[REGISTER_V0] : size_of(checker, row, before));
        else if (row->way == VECTOR_OUT)
            set_vector(checker, address, size_of(checker, row, before), after[REGISTER_V0]);
    }
}
