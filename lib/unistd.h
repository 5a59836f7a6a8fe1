// POSIX: the system calls that a program may make itself, and what stands on them directly.
#ifndef UNISTD_H
#define UNISTD_H

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
int close(int descriptor);
ssize_t read(int descriptor, void *buffer, size_t size);
ssize_t write(int descriptor, const void *buffer, size_t size);
off_t lseek(int descriptor, off_t offset, int origin);
int unlink(const char *path);
int rmdir(const char *path);
int access(const char *path, int mode);
int isatty(int descriptor);
pid_t getpid(void);
int brk(void *end);
void *sbrk(int increment);
_Noreturn void _exit(int status);

#pragma library "start.c"
extern char **environ;

#pragma library "getopt.c"
extern char *optarg;
extern int optind;
extern int opterr;
extern int optopt;

int getopt(int count, char *const *arguments, const char *options);

#endif
