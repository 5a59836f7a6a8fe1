// libcstar: what needs more than one process fails as where the kernel does not serve it; what is
// one's own is told.
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/utsname.h>
#include <sys/wait.h>
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

pid_t wait4(pid_t process, int *status, int options, struct rusage *usage) {
    (void)process, (void)status, (void)options, (void)usage;
    return no_child();
}

int waitid(idtype_t kind, id_t id, siginfo_t *to, int options) {
    (void)kind, (void)id, (void)to, (void)options;
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

static int refuse(int error) {
    errno = error;
    return -1;
}

// Its own group is all that there is.
int setpgid(pid_t process, pid_t group) {
    if (group < 0) {
        return refuse(EINVAL);
    }
    if (process != 0 && process != getpid()) {
        return refuse(ESRCH);
    }
    return group == 0 || group == getpid() ? 0 : refuse(EPERM);
}

int setpgrp(void) {
    return setpgid(0, 0);
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

int setreuid(uid_t user, uid_t effective) {
    return (user == (uid_t)-1 || setuid(user) == 0) &&
                   (effective == (uid_t)-1 || seteuid(effective) == 0)
               ? 0
               : -1;
}

int setregid(gid_t group, gid_t effective) {
    return (group == (gid_t)-1 || setgid(group) == 0) &&
                   (effective == (gid_t)-1 || setegid(effective) == 0)
               ? 0
               : -1;
}

int setresuid(uid_t user, uid_t effective, uid_t saved) {
    return setreuid(user, effective) == 0 ? setreuid(saved, (uid_t)-1) : -1;
}

int setresgid(gid_t group, gid_t effective, gid_t saved) {
    return setregid(group, effective) == 0 ? setregid(saved, (gid_t)-1) : -1;
}

int getresuid(uid_t *user, uid_t *effective, uid_t *saved) {
    *user = *effective = *saved = getuid();
    return 0;
}

int getresgid(gid_t *group, gid_t *effective, gid_t *saved) {
    *group = *effective = *saved = getgid();
    return 0;
}

int chroot(const char *path) {
    return access(path, X_OK) != 0 ? -1 : refuse(EPERM);
}

int daemon(int stays, int keeps) {
    (void)stays, (void)keeps;
    return fork() < 0 ? -1 : 0;
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
