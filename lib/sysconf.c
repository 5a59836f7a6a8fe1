// libcstar: limits and options of the system, by their names.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stddef.h>
#include <sys/resource.h>
#include <unistd.h>

// What is not said to be there is not. Limits are 0 if there is none.
static const struct {
    short name;
    long value;
} values[] = {
    {_SC_ARG_MAX, ARG_MAX},
    {_SC_CHILD_MAX, 1},
    {_SC_CLK_TCK, 100},
    {_SC_NGROUPS_MAX, NGROUPS_MAX},
    {_SC_STREAM_MAX, 16},
    {_SC_JOB_CONTROL, 1},
    {_SC_SAVED_IDS, 1},
    {_SC_FSYNC, _POSIX_VERSION},
    {_SC_DELAYTIMER_MAX, INT_MAX},
    {_SC_VERSION, _POSIX_VERSION},
    {_SC_PAGESIZE, 4096},
    {_SC_SEM_VALUE_MAX, SEM_VALUE_MAX},
    {_SC_BC_BASE_MAX, BC_BASE_MAX},
    {_SC_BC_DIM_MAX, BC_DIM_MAX},
    {_SC_BC_SCALE_MAX, BC_SCALE_MAX},
    {_SC_BC_STRING_MAX, BC_STRING_MAX},
    {_SC_COLL_WEIGHTS_MAX, COLL_WEIGHTS_MAX},
    {_SC_EXPR_NEST_MAX, EXPR_NEST_MAX},
    {_SC_LINE_MAX, LINE_MAX},
    {_SC_RE_DUP_MAX, RE_DUP_MAX},
    {_SC_2_VERSION, _POSIX2_VERSION},
    {_SC_IOV_MAX, IOV_MAX},
    {_SC_GETGR_R_SIZE_MAX, 1024},
    {_SC_GETPW_R_SIZE_MAX, 1024},
    {_SC_LOGIN_NAME_MAX, LOGIN_NAME_MAX},
    {_SC_TTY_NAME_MAX, TTY_NAME_MAX},
    {_SC_THREAD_KEYS_MAX, PTHREAD_KEYS_MAX},
    {_SC_THREAD_STACK_MIN, PTHREAD_STACK_MIN},
    {_SC_THREAD_THREADS_MAX, 1},
    {_SC_NPROCESSORS_CONF, 1},
    {_SC_NPROCESSORS_ONLN, 1},
    {_SC_ATEXIT_MAX, INT_MAX},
    {_SC_PASS_MAX, 255},
    {_SC_XOPEN_VERSION, _XOPEN_VERSION},
    {_SC_CPUTIME, _POSIX_VERSION},
    {_SC_MONOTONIC_CLOCK, _POSIX_VERSION},
    {_SC_REGEXP, 1},
    {_SC_HOST_NAME_MAX, HOST_NAME_MAX},
};

enum { NAMES = 256 }; // to be known, with or without a value

static long no_name(void) {
    errno = EINVAL;
    return -1;
}

long sysconf(int name) {
    struct rlimit files;
    if (name == _SC_OPEN_MAX && getrlimit(RLIMIT_NOFILE, &files) == 0) {
        return (long)files.rlim_cur;
    }
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        if (values[i].name == name) {
            return values[i].value;
        }
    }
    return name < 0 || name >= NAMES ? no_name() : -1;
}

// What holds for all files alike.
static long limit_of_files(int name) {
    switch (name) {
    case _PC_LINK_MAX: return 127;
    case _PC_MAX_CANON: return MAX_CANON;
    case _PC_MAX_INPUT: return MAX_INPUT;
    case _PC_NAME_MAX: return NAME_MAX;
    case _PC_PATH_MAX: return PATH_MAX;
    case _PC_PIPE_BUF: return PIPE_BUF;
    case _PC_CHOWN_RESTRICTED:
    case _PC_NO_TRUNC:
    case _PC_2_SYMLINKS: return 1;
    case _PC_VDISABLE: return 0;
    case _PC_FILESIZEBITS: return 32;
    case _PC_REC_MIN_XFER_SIZE:
    case _PC_REC_XFER_ALIGN:
    case _PC_ALLOC_SIZE_MIN: return 4096;
    case _PC_SYNC_IO:
    case _PC_ASYNC_IO:
    case _PC_PRIO_IO:
    case _PC_SOCK_MAXBUF:
    case _PC_REC_INCR_XFER_SIZE:
    case _PC_REC_MAX_XFER_SIZE:
    case _PC_SYMLINK_MAX: return -1;
    default: return no_name();
    }
}

long pathconf(const char *path, int name) {
    return access(path, F_OK) != 0 ? -1 : limit_of_files(name);
}

long fpathconf(int descriptor, int name) {
    return fcntl(descriptor, F_GETFD) < 0 ? -1 : limit_of_files(name);
}

int getpagesize(void) {
    return 4096;
}

int getdtablesize(void) {
    return (int)sysconf(_SC_OPEN_MAX);
}
