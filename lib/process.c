// libcstar: what needs more than one process fails as where the kernel does not serve it; what is
// one's own is told.
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/select.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include "syscall.h"

static int unserved(void) {
    errno = ENOSYS;
    return -1;
}

static int no_child(void) {
    errno = ECHILD;
    return -1;
}

pid_t fork(void) {
    return unserved();
}

pid_t vfork(void) {
    return unserved();
}

int execve(const char *path, char *const *arguments, char *const *variables) {
    (void)path, (void)arguments, (void)variables;
    return unserved();
}

int execv(const char *path, char *const *arguments) {
    (void)path, (void)arguments;
    return unserved();
}

int execvp(const char *path, char *const *arguments) {
    (void)path, (void)arguments;
    return unserved();
}

int execl(const char *path, const char *argument, ...) {
    (void)path, (void)argument;
    return unserved();
}

int execlp(const char *path, const char *argument, ...) {
    (void)path, (void)argument;
    return unserved();
}

int execle(const char *path, const char *argument, ...) {
    (void)path, (void)argument;
    return unserved();
}

int fexecve(int descriptor, char *const *arguments, char *const *variables) {
    (void)descriptor, (void)arguments, (void)variables;
    return unserved();
}

pid_t wait(int *status) {
    (void)status;
    return no_child();
}

pid_t waitpid(pid_t process, int *status, int options) {
    (void)process, (void)status, (void)options;
    return no_child();
}

pid_t wait3(int *status, int options, struct rusage *usage) {
    (void)status, (void)options, (void)usage;
    return no_child();
}

FILE *popen(const char *command, const char *mode) {
    (void)command, (void)mode;
    errno = ENOSYS;
    return NULL;
}

int pclose(FILE *stream) {
    (void)stream;
    return no_child();
}

int select(int count, fd_set *restrict read, fd_set *restrict write, fd_set *restrict other,
           struct timeval *restrict limit) {
    (void)count, (void)read, (void)write, (void)other, (void)limit;
    return unserved();
}

// Every open descriptor is taken to be ready: a read may have to wait.
int poll(struct pollfd *descriptors, nfds_t count, int limit) {
    int ready = 0;
    for (nfds_t i = 0; i < count; i++) {
        descriptors[i].revents = 0;
        if (descriptors[i].fd >= 0) {
            int is_open = fcntl(descriptors[i].fd, F_GETFD) >= 0;
            short possible = descriptors[i].events & (POLLIN | POLLOUT | POLLRDNORM | POLLWRNORM);
            descriptors[i].revents = is_open ? possible : POLLNVAL;
            ready += descriptors[i].revents != 0;
        }
    }
    if (ready == 0 && limit > 0) {
        struct timespec time = {limit / 1000, limit % 1000 * 1000000};
        nanosleep(&time, NULL);
    }
    return ready;
}

unsigned alarm(unsigned seconds) {
    (void)seconds;
    return 0;
}

// ---- who one is ----

uid_t getuid(void) {
    return (uid_t)__syscall(__NR_getuid);
}

uid_t geteuid(void) {
    return (uid_t)__syscall(__NR_geteuid);
}

gid_t getgid(void) {
    return (gid_t)__syscall(__NR_getgid);
}

gid_t getegid(void) {
    return (gid_t)__syscall(__NR_getegid);
}

pid_t getppid(void) {
    return __syscall(__NR_getppid);
}

// The only process leads its group.
pid_t getpgrp(void) {
    return getpid();
}

int setpgid(pid_t process, pid_t group) {
    (void)process, (void)group;
    return unserved();
}

pid_t getpgid(pid_t process) {
    if (process != 0 && process != getpid()) {
        errno = ESRCH;
        return -1;
    }
    return getpid();
}

pid_t getsid(pid_t process) {
    return getpgid(process);
}

// Who leads a group cannot begin a session.
pid_t setsid(void) {
    errno = EPERM;
    return -1;
}

pid_t tcgetpgrp(int descriptor) {
    return isatty(descriptor) ? getpid() : -1;
}

int tcsetpgrp(int descriptor, pid_t group) {
    (void)descriptor, (void)group;
    return unserved();
}

static int stay(unsigned wanted, unsigned now) {
    if (wanted == now) {
        return 0;
    }
    errno = EPERM;
    return -1;
}

int setuid(uid_t user) {
    return stay(user, getuid());
}

int setgid(gid_t group) {
    return stay(group, getgid());
}

int seteuid(uid_t user) {
    return stay(user, geteuid());
}

int setegid(gid_t group) {
    return stay(group, getegid());
}

int getgroups(int count, gid_t *groups) {
    if (count > 0) {
        groups[0] = getgid();
    }
    return 1;
}

int uname(struct utsname *to) {
    int result = __syscall(__NR_uname, to);
    if (result < 0) {
        errno = -result;
        return -1;
    }
    return 0;
}

int gethostname(char *name, size_t size) {
    struct utsname names;
    if (uname(&names) != 0) {
        return -1;
    }
    strncpy(name, names.nodename, size);
    return 0;
}

long sysconf(int name) {
    switch (name) {
    case _SC_ARG_MAX: return 131072;
    case _SC_CLK_TCK: return 100;
    case _SC_OPEN_MAX: return 256;
    case _SC_PAGESIZE: return 4096;
    case _SC_NPROCESSORS_CONF:
    case _SC_NPROCESSORS_ONLN: return 1;
    default: errno = EINVAL; return -1;
    }
}

// What holds for all files alike.
static long limit_of_files(int name) {
    switch (name) {
    case _PC_LINK_MAX: return 127;
    case _PC_NAME_MAX: return NAME_MAX;
    case _PC_PATH_MAX: return PATH_MAX;
    case _PC_PIPE_BUF: return PIPE_BUF;
    default: errno = EINVAL; return -1;
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
