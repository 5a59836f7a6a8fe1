// POSIX: the system calls that a program may make itself, and what stands on them directly.
#ifndef __UNISTD_H
#define __UNISTD_H

#include <sys/types.h>

#define _POSIX_VERSION 200809L

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
off_t lseek(int __descriptor, off_t __offset, int __origin);
int unlink(const char *__path);
int rmdir(const char *__path);
int access(const char *__path, int __mode);
int isatty(int __descriptor);
int dup(int __descriptor);
int dup2(int __descriptor, int __other);
int fsync(int __descriptor);
int fdatasync(int __descriptor);
int ftruncate(int __descriptor, off_t __size);
int truncate(const char *__path, off_t __size);
void swab(const void *restrict __source, void *restrict __target, ssize_t __size);
int chdir(const char *__path);
int fchdir(int __descriptor);
ssize_t readlink(const char *restrict __path, char *restrict __text, size_t __size);
ssize_t pread(int __descriptor, void *__buffer, size_t __size, off_t __offset);
ssize_t pwrite(int __descriptor, const void *__buffer, size_t __size, off_t __offset);
char *getcwd(char *__path, size_t __size);
pid_t getpid(void);
long syscall(long __number, ...); // with at most four arguments
int brk(void *__end);
void *sbrk(int __increment);
_Noreturn void _exit(int __status);

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

#define _SC_ARG_MAX          0
#define _SC_CLK_TCK          2
#define _SC_OPEN_MAX         4
#define _SC_PAGESIZE         30
#define _SC_PAGE_SIZE        30
#define _SC_NPROCESSORS_CONF 83
#define _SC_NPROCESSORS_ONLN 84

#define _PC_LINK_MAX 0
#define _PC_NAME_MAX 3
#define _PC_PATH_MAX 4
#define _PC_PIPE_BUF 5

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
unsigned alarm(unsigned __seconds);
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
int gethostname(char *__name, size_t __size);
long sysconf(int __name);
long pathconf(const char *__path, int __name);
long fpathconf(int __descriptor, int __name);
int getpagesize(void);

#pragma library "times.c"
unsigned sleep(unsigned __seconds);
int usleep(unsigned __microseconds);

#pragma library "getopt.c"
extern char *optarg;
extern int optind;
extern int opterr;
extern int optopt;

int getopt(int __count, char *const *__arguments, const char *__options);

#endif
