// --strace: system calls as strace(1) prints them, numbers and flags being those of Linux/MIPS.
#include <inttypes.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include "../../core/environment.h"
#include "../../core/kernel/system_calls.h"
#include "../../core/machine/switch.h"
#include "../../core/memory.h"
#include "observe.h"

enum { TEXT_MOST = 32, PATH_MOST = 4096 };

struct strace {
    struct sink sink;
};

static struct sink *sink_of(const struct seen *seen) {
    return &seen->contexts->watching->strace->sink;
}

// ---- tables ----

// How arguments are printed, by the letters of core/calls.def: d signed, u unsigned, x hexadecimal,
// o octal, t directory where a path begins, p path, b bytes that go in and c bytes that come out
// (their number is the next argument or the result), f flags of open, m the mode if one of these
// creates, w whence, a mode of access, r request of ioctl, l a limit's name, i limits that go in
// and j that come out, s signal, k block of the switch, n budget (two words), 5 the fifth argument
// as whence and y hexadecimal. Then, after a blank, how the result is.
struct number_name {
    uint32_t number;
    const char *name;
};

static const struct number_name errors[] = {
    {1, "EPERM"},      {2, "ENOENT"},    {3, "ESRCH"},    {4, "EINTR"},      {5, "EIO"},
    {6, "ENXIO"},      {7, "E2BIG"},     {9, "EBADF"},    {11, "EAGAIN"},    {12, "ENOMEM"},
    {13, "EACCES"},    {14, "EFAULT"},   {16, "EBUSY"},   {17, "EEXIST"},    {18, "EXDEV"},
    {19, "ENODEV"},    {20, "ENOTDIR"},  {21, "EISDIR"},  {22, "EINVAL"},    {23, "ENFILE"},
    {24, "EMFILE"},    {25, "ENOTTY"},   {26, "ETXTBSY"}, {27, "EFBIG"},     {28, "ENOSPC"},
    {29, "ESPIPE"},    {30, "EROFS"},    {31, "EMLINK"},  {32, "EPIPE"},     {78, "ENAMETOOLONG"},
    {79, "EOVERFLOW"}, {89, "ENOSYS"},   {90, "ELOOP"},   {93, "ENOTEMPTY"}, {131, "ECONNRESET"},
    {151, "ESTALE"},   {1133, "EDQUOT"},
};

static const struct number_name open_flags[] = {
    {0x100, "O_CREAT"},      {0x200, "O_TRUNC"},      {0x400, "O_EXCL"},
    {0x8, "O_APPEND"},       {0x80, "O_NONBLOCK"},    {0x800, "O_NOCTTY"},
    {0x4010, "O_SYNC"},      {0x10, "O_DSYNC"},       {0x10000, "O_DIRECTORY"},
    {0x20000, "O_NOFOLLOW"}, {0x2000, "O_LARGEFILE"}, {0x80000, "O_CLOEXEC"},
};

static const struct number_name signals[] = {
    {1, "SIGHUP"},   {2, "SIGINT"},   {3, "SIGQUIT"},  {4, "SIGILL"},   {5, "SIGTRAP"},
    {6, "SIGABRT"},  {8, "SIGFPE"},   {9, "SIGKILL"},  {10, "SIGBUS"},  {11, "SIGSEGV"},
    {12, "SIGSYS"},  {13, "SIGPIPE"}, {14, "SIGALRM"}, {15, "SIGTERM"}, {16, "SIGUSR1"},
    {17, "SIGUSR2"}, {18, "SIGCHLD"},
};

static const char *name_of(const struct number_name *table, size_t count, uint32_t number) {
    for (size_t i = 0; i < count; i++) {
        if (table[i].number == number)
            return table[i].name;
    }
    return NULL;
}

enum {
    ERRORS = sizeof errors / sizeof errors[0],
    OPEN_FLAGS = sizeof open_flags / sizeof open_flags[0],
    SIGNALS = sizeof signals / sizeof signals[0]
};

const char *strace_name(uint32_t number) {
    const struct system_call *call = system_call_find(number);
    return call != NULL ? call->name : NULL;
}

// ---- arguments ----

static void print(struct sink *sink, const char *format, ...) {
    va_list arguments;
    if (sink->failed)
        return;
    va_start(arguments, format);
    vfprintf(sink->file, format, arguments);
    va_end(arguments);
}

static void print_byte(struct sink *sink, unsigned char byte, bool digit_follows) {
    switch (byte) {
    case '\t': print(sink, "\\t"); return;
    case '\n': print(sink, "\\n"); return;
    case '\v': print(sink, "\\v"); return;
    case '\f': print(sink, "\\f"); return;
    case '\r': print(sink, "\\r"); return;
    case '"': print(sink, "\\\""); return;
    case '\\': print(sink, "\\\\"); return;
    default: break;
    }
    if (byte >= ' ' && byte < 127)
        print(sink, "%c", byte);
    else
        print(sink, digit_follows ? "\\%03o" : "\\%o", byte);
}

static void print_text(struct sink *sink, const unsigned char *bytes, uint32_t count, bool is_cut) {
    print(sink, "\"");
    for (uint32_t i = 0; i < count; i++)
        print_byte(sink, bytes[i], i + 1 < count && bytes[i + 1] >= '0' && bytes[i + 1] <= '9');
    print(sink, is_cut ? "\"..." : "\"");
}

static void print_address(struct sink *sink, uint32_t address) {
    if (address == 0)
        print(sink, "NULL");
    else
        print(sink, "0x%x", (unsigned)address);
}

static void print_bytes(struct sink *sink, const struct seen *seen, uint32_t address,
                        uint32_t size) {
    unsigned char bytes[TEXT_MOST];
    uint32_t wanted = size < TEXT_MOST ? size : TEXT_MOST;
    if (seen_bytes(seen, address, bytes, wanted) < wanted)
        print_address(sink, address);
    else
        print_text(sink, bytes, wanted, size > wanted);
}

static void print_path(struct sink *sink, const struct seen *seen, uint32_t address) {
    unsigned char bytes[PATH_MOST];
    uint32_t count = 0;
    while (count < sizeof bytes && seen_bytes(seen, address + count, bytes + count, 1) == 1 &&
           bytes[count] != 0)
        count++;
    if (count < sizeof bytes && seen_bytes(seen, address + count, bytes + count, 1) == 0)
        print_address(sink, address);
    else
        print_text(sink, bytes, count, count == sizeof bytes);
}

static void print_open_flags(struct sink *sink, uint32_t flags) {
    static const char *const modes[4] = {"O_RDONLY", "O_WRONLY", "O_RDWR", "O_ACCMODE"};
    print(sink, "%s", modes[flags % 4]);
    uint32_t left = flags - flags % 4;
    for (unsigned i = 0; i < OPEN_FLAGS; i++) {
        if ((left & open_flags[i].number) != open_flags[i].number)
            continue;
        print(sink, "|%s", open_flags[i].name);
        left -= open_flags[i].number;
    }
    if (left != 0)
        print(sink, "|0x%x", (unsigned)left);
}

static void print_whence(struct sink *sink, uint32_t whence) {
    static const char *const names[3] = {"SEEK_SET", "SEEK_CUR", "SEEK_END"};
    if (whence < 3)
        print(sink, "%s", names[whence]);
    else
        print(sink, "%d", (int)whence);
}

static void print_access(struct sink *sink, uint32_t mode) {
    static const char *const modes[8] = {
        "F_OK", "X_OK", "W_OK", "W_OK|X_OK", "R_OK", "R_OK|X_OK", "R_OK|W_OK", "R_OK|W_OK|X_OK",
    };
    if (mode < 8)
        print(sink, "%s", modes[mode]);
    else
        print(sink, "0x%x", (unsigned)mode);
}

static void print_limits(struct sink *sink, const struct seen *seen, uint32_t address) {
    uint32_t words[2];
    if (seen_bytes(seen, address, words, sizeof words) == sizeof words)
        print(sink, "{rlim_cur=%u, rlim_max=%u}", (unsigned)words[0], (unsigned)words[1]);
    else
        print_address(sink, address);
}

static void print_named(struct sink *sink, const struct number_name *table, size_t count,
                        uint32_t number) {
    const char *name = name_of(table, count, number);
    if (name != NULL)
        print(sink, "%s", name);
    else
        print(sink, "%d", (int)number);
}

// A hypervisor without a limit counts down from 2^64 - 1.
static void print_budget(struct sink *sink, uint32_t low, uint32_t high) {
    if (high >> 31 != 0)
        print(sink, "unlimited");
    else
        print(sink, "%" PRIu64, (uint64_t)high << 32 | low);
}

static void print_block(struct sink *sink, const struct seen *seen, uint32_t address) {
    const struct seen *guest = seen_find(seen, address);
    print(sink, "0x%x", (unsigned)address);
    if (guest != NULL)
        print(sink, " /* %s */", guest->path);
}

// The fifth argument: '5' or 'y'.
static void print_fifth(struct sink *sink, const struct seen *seen, char kind) {
    uint32_t value;
    if (seen_bytes(seen, seen->words[REGISTER_SP] + 16, &value, 4) < 4)
        print(sink, "?");
    else if (kind == '5')
        print_whence(sink, value);
    else
        print(sink, "0x%x", (unsigned)value);
}

// One argument; `result` is the call's, negative after an error.
static void print_argument(struct sink *sink, const struct seen *seen, char kind, uint32_t number,
                           int32_t result) {
    const uint32_t *words = seen->words;
    uint32_t value = words[REGISTER_A0 + number];
    switch (kind) {
    case 'd': print(sink, "%d", (int)value); break;
    case 'u': print(sink, "%u", (unsigned)value); break;
    case 'x': print_address(sink, value); break;
    case 'o':
    case 'm': print(sink, "0%o", (unsigned)value); break;
    case 't':
        if (value == (uint32_t)WORKING_DIRECTORY)
            print(sink, "AT_FDCWD");
        else
            print(sink, "%d", (int)value);
        break;
    case 'p': print_path(sink, seen, value); break;
    case 'b': print_bytes(sink, seen, value, words[REGISTER_A0 + number + 1]); break;
    case 'c':
        if (result < 0)
            print_address(sink, value);
        else
            print_bytes(sink, seen, value, (uint32_t)result);
        break;
    case 'f': print_open_flags(sink, value); break;
    case 'w': print_whence(sink, value); break;
    case 'a': print_access(sink, value); break;
    case 'r': print(sink, value == 0x540d ? "TCGETS" : "0x%x", (unsigned)value); break;
    case 'l': print(sink, value == 5 ? "RLIMIT_NOFILE" : "%u", (unsigned)value); break;
    case 'i': print_limits(sink, seen, value); break;
    case 'j':
        if (result < 0)
            print_address(sink, value);
        else
            print_limits(sink, seen, value);
        break;
    case 's': print_named(sink, signals, SIGNALS, value); break;
    case 'k': print_block(sink, seen, value); break;
    case 'n': print_budget(sink, words[REGISTER_A1], words[REGISTER_A2]); break;
    default: print_fifth(sink, seen, kind); break;
    }
}

// ---- calls ----

static void print_context(struct sink *sink, const struct seen *seen) {
    if (seen->contexts->watching->choice.several)
        print(sink, "[%s] ", seen->path);
}

static int print_call(struct sink *sink, const struct seen *seen, int32_t result) {
    const struct system_call *call = system_call_find(seen->words[REGISTER_V0]);
    const uint32_t *words = seen->words;
    print_context(sink, seen);
    if (call == NULL || call->handler == NULL) {
        if (call == NULL)
            print(sink, "syscall_0x%x", (unsigned)words[REGISTER_V0]);
        else
            print(sink, "%s", call->name);
        print(sink, "(0x%x, 0x%x, 0x%x, 0x%x)", (unsigned)words[REGISTER_A0],
              (unsigned)words[REGISTER_A1], (unsigned)words[REGISTER_A2],
              (unsigned)words[REGISTER_A3]);
        return 'd';
    }
    print(sink, "%s(", call->name);
    const char *kind = call->signature;
    for (uint32_t i = 0; *kind != ' '; kind++, i++) {
        bool is_mode = *kind == 'm';
        if (is_mode && words[REGISTER_A0 + i - 1] / 0x100 % 2 == 0)
            continue;
        if (i > 0)
            print(sink, ", ");
        print_argument(sink, seen, *kind, i, result);
    }
    print(sink, ")");
    return kind[1];
}

static void print_error(struct sink *sink, uint32_t error) {
    const char *name = name_of(errors, ERRORS, error);
    if (name != NULL)
        print(sink, " = -1 %s (%s)\n", name, environment_error_text(-(int32_t)error));
    else
        print(sink, " = -1 (errno %u)\n", (unsigned)error);
}

static bool is_exit(const struct seen *seen) {
    uint32_t number = seen->words[REGISTER_V0];
    return number == CALL_exit || number == CALL_exit_group;
}

// What does not return is printed at once.
void strace_waits(struct seen *seen) {
    struct sink *sink = sink_of(seen);
    if (!is_exit(seen))
        return;
    print_call(sink, seen, 0);
    print(sink, " = ?\n");
    print_context(sink, seen);
    print(sink, "+++ exited with %u +++\n", (unsigned)(seen->words[REGISTER_A0] % 256));
    sink_check(sink);
}

void strace_completed(struct seen *seen, const uint32_t *context) {
    struct sink *sink = sink_of(seen);
    if (is_exit(seen))
        return;
    seen_name(seen);
    bool failed = context != NULL && context[REGISTER_A3] != 0;
    uint32_t value = context != NULL ? context[REGISTER_V0] : 0;
    char kind = (char)print_call(sink, seen, failed || context == NULL ? -1 : (int32_t)value);
    if (context == NULL)
        print(sink, " = ?\n");
    else if (failed)
        print_error(sink, value);
    else if (kind == 'x')
        print(sink, " = 0x%x\n", (unsigned)value);
    else if (kind == 'e')
        print(sink, " = %u (%s)\n", (unsigned)value,
              value < EXCEPTIONS ? exception_names[value] : "unknown exception");
    else
        print(sink, " = %d\n", (int)value);
    sink_check(sink);
}

// Those that are not the usual course of things.
void strace_exception(struct seen *seen, enum exception exception, uint32_t address,
                      uint32_t kind) {
    struct sink *sink = sink_of(seen);
    if (exception == EXCEPTION_PAGE_FAULT)
        return;
    print_context(sink, seen);
    print(sink, "--- %s", exception_names[exception]);
    if (exception == EXCEPTION_ADDRESS_ERROR)
        print(sink, " {%s 0x%x}",
              kind == ACCESS_READ    ? "read"
              : kind == ACCESS_WRITE ? "write"
                                     : "execute",
              (unsigned)address);
    print(sink, " ---\n");
}

// The statuses that processes of this level end with if a signal, or a limit, ends them.
static const struct number_name statuses[] = {
    {129, "SIGHUP"},  {130, "SIGINT"},  {131, "SIGQUIT"}, {132, "SIGILL"},  {133, "SIGTRAP"},
    {134, "SIGABRT"}, {135, "SIGBUS"},  {136, "SIGFPE"},  {137, "SIGKILL"}, {139, "SIGSEGV"},
    {141, "SIGPIPE"}, {142, "SIGALRM"}, {143, "SIGTERM"},
};

void strace_end(struct seen *seen) {
    struct sink *sink = sink_of(seen);
    if (is_exit(seen) && seen->stopped == EXCEPTION_SYSTEM_CALL)
        return;
    const struct process *process = seen->process;
    if (process == NULL) {
        if (seen->stopped == EXCEPTION_PAGE_FAULT) {
            print_context(sink, seen);
            print(sink, "+++ did not go on after a page fault +++\n");
        }
        return;
    }
    const char *name = name_of(statuses, sizeof statuses / sizeof statuses[0], process->status);
    print_context(sink, seen);
    if (process->status == STATUS_LIMIT)
        print(sink, "+++ ended by a limit +++\n");
    else if (name != NULL)
        print(sink, "+++ killed by %s +++\n", name);
    else
        print(sink, "+++ ended with status %u +++\n", (unsigned)process->status);
}

bool strace_start(struct watching *watching) {
    watching->strace = memory_new(sizeof *watching->strace);
    return sink_prepare(watching, "--strace", watching->request.strace_file);
}

bool strace_begin(struct watching *watching) {
    return sink_open(&watching->strace->sink, watching, "--strace", watching->request.strace_file);
}

void strace_flush(struct watching *watching) {
    sink_flush(&watching->strace->sink);
}

bool strace_finish(struct watching *watching) {
    return sink_close(&watching->strace->sink);
}
