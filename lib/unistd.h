// POSIX: the system calls that a program may make itself, and what stands on them directly.
#ifndef __UNISTD_H
#define __UNISTD_H

#include <sys/types.h>

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
pid_t getpid(void);
int brk(void *__end);
void *sbrk(int __increment);
_Noreturn void _exit(int __status);

#pragma library "start.c"
extern char **environ;

#pragma library "getopt.c"
extern char *optarg;
extern int optind;
extern int opterr;
extern int optopt;

int getopt(int __count, char *const *__arguments, const char *__options);

#endif
