// POSIX: the system calls that a program may make itself, and what stands on them directly.
#ifndef __UNISTD_H
#define __UNISTD_H

#include <sys/types.h>

#define _POSIX_VERSION  200809L
#define _POSIX2_VERSION 200809L
#define _XOPEN_VERSION  700

#define _POSIX_JOB_CONTROL      1
#define _POSIX_SAVED_IDS        1
#define _POSIX_CHOWN_RESTRICTED 0
#define _POSIX_NO_TRUNC         1
#define _POSIX_VDISABLE         '\0'
#define _POSIX_FSYNC            200809L
#define _POSIX_REGEXP           1

#define STDIN_FILENO  0
#define STDOUT_FILENO 1
#define STDERR_FILENO 2

#define SEEK_SET 0
#define SEEK_CUR 1
#define SEEK_END 2

#define F_OK 0
#define X_OK 1
#define W_OK 2
#define R_OK 4

#pragma library "unistd.c"
int close(int __descriptor);
ssize_t read(int __descriptor, void *__buffer, size_t __size);
ssize_t write(int __descriptor, const void *__buffer, size_t __size);
off_t lseek(int __descriptor, off_t __offset, int __origin) __LARGE(lseek);
int unlink(const char *__path);
int rmdir(const char *__path);
int access(const char *__path, int __mode);
int isatty(int __descriptor);
int dup(int __descriptor);
int dup2(int __descriptor, int __other);
int fsync(int __descriptor);
int fdatasync(int __descriptor);
void sync(void);
int syncfs(int __descriptor);
char *get_current_dir_name(void);
char *getwd(char *__path);
void swab(const void *restrict __source, void *restrict __target, ssize_t __size);
int chdir(const char *__path);
int fchdir(int __descriptor);
ssize_t readlink(const char *restrict __path, char *restrict __text, size_t __size);
char *getcwd(char *__path, size_t __size);
pid_t getpid(void);
long syscall(long __number, ...); // with at most four arguments
int brk(void *__end);
void *sbrk(int __increment);
_Noreturn void _exit(int __status);

#pragma library "positions.c"
int ftruncate(int __descriptor, off_t __size) __LARGE(ftruncate);
int truncate(const char *__path, off_t __size) __LARGE(truncate);
int lockf(int __descriptor, int __command, off_t __size) __LARGE(lockf);
ssize_t pread(int __descriptor, void *__buffer, size_t __size, off_t __offset) __LARGE(pread);
ssize_t pwrite(int __descriptor, const void *__buffer, size_t __size, off_t __offset)
    __LARGE(pwrite);

#pragma library "at.c"
int chown(const char *__path, uid_t __user, gid_t __group);
int lchown(const char *__path, uid_t __user, gid_t __group);
int fchown(int __descriptor, uid_t __user, gid_t __group);
int fchownat(int __directory, const char *__path, uid_t __user, gid_t __group, int __flags);
int link(const char *__path, const char *__other);
int linkat(int __from_directory, const char *__from, int __to_directory, const char *__to,
           int __flags);
int symlink(const char *__text, const char *__path);
int symlinkat(const char *__text, int __directory, const char *__path);
ssize_t readlinkat(int __directory, const char *restrict __path, char *restrict __text,
                   size_t __size);
int unlinkat(int __directory, const char *__path, int __flags);
int faccessat(int __directory, const char *__path, int __mode, int __flags);
int eaccess(const char *__path, int __mode);
int euidaccess(const char *__path, int __mode);

#pragma library "start.c"
extern char **environ;

#define _SC_ARG_MAX               0
#define _SC_CHILD_MAX             1
#define _SC_CLK_TCK               2
#define _SC_NGROUPS_MAX           3
#define _SC_OPEN_MAX              4
#define _SC_STREAM_MAX            5
#define _SC_TZNAME_MAX            6
#define _SC_JOB_CONTROL           7
#define _SC_SAVED_IDS             8
#define _SC_REALTIME_SIGNALS      9
#define _SC_PRIORITY_SCHEDULING   10
#define _SC_TIMERS                11
#define _SC_ASYNCHRONOUS_IO       12
#define _SC_PRIORITIZED_IO        13
#define _SC_SYNCHRONIZED_IO       14
#define _SC_FSYNC                 15
#define _SC_MAPPED_FILES          16
#define _SC_MEMLOCK               17
#define _SC_MEMLOCK_RANGE         18
#define _SC_MEMORY_PROTECTION     19
#define _SC_MESSAGE_PASSING       20
#define _SC_SEMAPHORES            21
#define _SC_SHARED_MEMORY_OBJECTS 22
#define _SC_AIO_LISTIO_MAX        23
#define _SC_AIO_MAX               24
#define _SC_DELAYTIMER_MAX        26
#define _SC_MQ_OPEN_MAX           27
#define _SC_MQ_PRIO_MAX           28
#define _SC_VERSION               29
#define _SC_PAGESIZE              30
#define _SC_PAGE_SIZE             30
#define _SC_RTSIG_MAX             31
#define _SC_SEM_NSEMS_MAX         32
#define _SC_SEM_VALUE_MAX         33
#define _SC_SIGQUEUE_MAX          34
#define _SC_TIMER_MAX             35
#define _SC_BC_BASE_MAX           36
#define _SC_BC_DIM_MAX            37
#define _SC_BC_SCALE_MAX          38
#define _SC_BC_STRING_MAX         39
#define _SC_COLL_WEIGHTS_MAX      40
#define _SC_EXPR_NEST_MAX         42
#define _SC_LINE_MAX              43
#define _SC_RE_DUP_MAX            44
#define _SC_2_VERSION             46
#define _SC_2_C_BIND              47
#define _SC_2_C_DEV               48
#define _SC_IOV_MAX               60
#define _SC_THREADS               67
#define _SC_THREAD_SAFE_FUNCTIONS 68
#define _SC_GETGR_R_SIZE_MAX      69
#define _SC_GETPW_R_SIZE_MAX      70
#define _SC_LOGIN_NAME_MAX        71
#define _SC_TTY_NAME_MAX          72
#define _SC_THREAD_KEYS_MAX       74
#define _SC_THREAD_STACK_MIN      75
#define _SC_THREAD_THREADS_MAX    76
#define _SC_NPROCESSORS_CONF      83
#define _SC_NPROCESSORS_ONLN      84
#define _SC_PHYS_PAGES            85
#define _SC_AVPHYS_PAGES          86
#define _SC_ATEXIT_MAX            87
#define _SC_PASS_MAX              88
#define _SC_XOPEN_VERSION         89
#define _SC_XOPEN_UNIX            91
#define _SC_CPUTIME               138
#define _SC_MONOTONIC_CLOCK       149
#define _SC_REGEXP                155
#define _SC_SHELL                 157
#define _SC_SYMLOOP_MAX           173
#define _SC_HOST_NAME_MAX         180
#define _SC_IPV6                  235
#define _SC_UIO_MAXIOV            60

#define _PC_LINK_MAX           0
#define _PC_MAX_CANON          1
#define _PC_MAX_INPUT          2
#define _PC_NAME_MAX           3
#define _PC_PATH_MAX           4
#define _PC_PIPE_BUF           5
#define _PC_CHOWN_RESTRICTED   6
#define _PC_NO_TRUNC           7
#define _PC_VDISABLE           8
#define _PC_SYNC_IO            9
#define _PC_ASYNC_IO           10
#define _PC_PRIO_IO            11
#define _PC_SOCK_MAXBUF        12
#define _PC_FILESIZEBITS       13
#define _PC_REC_INCR_XFER_SIZE 14
#define _PC_REC_MAX_XFER_SIZE  15
#define _PC_REC_MIN_XFER_SIZE  16
#define _PC_REC_XFER_ALIGN     17
#define _PC_ALLOC_SIZE_MIN     18
#define _PC_SYMLINK_MAX        19
#define _PC_2_SYMLINKS         20

#define _CS_PATH                     0
#define _CS_V6_WIDTH_RESTRICTED_ENVS 1
#define _CS_V7_WIDTH_RESTRICTED_ENVS 5

#define F_ULOCK 0
#define F_LOCK  1
#define F_TLOCK 2
#define F_TEST  3

#pragma library "pipe.c"
int pipe(int *__descriptors);

#pragma library "process.c"
pid_t fork(void);
pid_t vfork(void);
int execve(const char *__path, char *const *__arguments, char *const *__variables);
int execv(const char *__path, char *const *__arguments);
int execvp(const char *__path, char *const *__arguments);
int execl(const char *__path, const char *__argument, ...);
int execlp(const char *__path, const char *__argument, ...);
int execle(const char *__path, const char *__argument, ...);
int fexecve(int __descriptor, char *const *__arguments, char *const *__variables);
uid_t getuid(void);
uid_t geteuid(void);
gid_t getgid(void);
gid_t getegid(void);
pid_t getppid(void);
pid_t getpgrp(void);
int setpgid(pid_t __process, pid_t __group);
pid_t getpgid(pid_t __process);
pid_t getsid(pid_t __process);
pid_t setsid(void);
pid_t tcgetpgrp(int __descriptor);
int tcsetpgrp(int __descriptor, pid_t __group);
int setuid(uid_t __user);
int setgid(gid_t __group);
int seteuid(uid_t __user);
int setegid(gid_t __group);
int getgroups(int __count, gid_t *__groups);
int setpgrp(void);
int setreuid(uid_t __user, uid_t __effective);
int setregid(gid_t __group, gid_t __effective);
int setresuid(uid_t __user, uid_t __effective, uid_t __saved);
int setresgid(gid_t __group, gid_t __effective, gid_t __saved);
int getresuid(uid_t *__user, uid_t *__effective, uid_t *__saved);
int getresgid(gid_t *__group, gid_t *__effective, gid_t *__saved);
int chroot(const char *__path);
int daemon(int __stays, int __keeps);

#pragma library "sysconf.c"
long sysconf(int __name);
long pathconf(const char *__path, int __name);
long fpathconf(int __descriptor, int __name);
int getpagesize(void);
int getdtablesize(void);

#pragma library "timers.c"
unsigned alarm(unsigned __seconds);
useconds_t ualarm(useconds_t __first, useconds_t __then);
int pause(void);

#pragma library "priority.c"
int nice(int __change);

#pragma library "names.c"
char *getlogin(void);
int getlogin_r(char *__name, size_t __size);
char *cuserid(char *__name);
char *ttyname(int __descriptor);
int ttyname_r(int __descriptor, char *__name, size_t __size);
char *ctermid(char *__name);
char *getpass(const char *__prompt);
int gethostname(char *__name, size_t __size);
int sethostname(const char *__name, size_t __size);
int getdomainname(char *__name, size_t __size);
long gethostid(void);
size_t confstr(int __name, char *__text, size_t __size);
int getentropy(void *__bytes, size_t __size);

#pragma library "times.c"
unsigned sleep(unsigned __seconds);
int usleep(unsigned __microseconds);

#pragma library "getopt.c"
extern char *optarg;
extern int optind;
extern int opterr;
extern int optopt;

int getopt(int __count, char *const *__arguments, const char *__options);

#ifdef __USE_GNU
#pragma library "pipe.c"
int pipe2(int *__descriptors, int __flags);

#pragma library "unistd.c"
int dup3(int __descriptor, int __other, int __flags);
#endif

#ifdef __USE_LARGEFILE64
#pragma library "positions_large.c"
off64_t lseek64(int __descriptor, off64_t __offset, int __origin);
int ftruncate64(int __descriptor, off64_t __size);
int truncate64(const char *__path, off64_t __size);
int lockf64(int __descriptor, int __command, off64_t __size);
ssize_t pread64(int __descriptor, void *__buffer, size_t __size, off64_t __offset);
ssize_t pwrite64(int __descriptor, const void *__buffer, size_t __size, off64_t __offset);
#endif

#endif
