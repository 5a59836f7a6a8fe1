// POSIX: processes that have ended. There are none.
#ifndef __SYS_WAIT_H
#define __SYS_WAIT_H

#include <signal.h>
#include <sys/types.h>

#define WNOHANG    1
#define WUNTRACED  2
#define WCONTINUED 8
#define WSTOPPED   2
#define WEXITED    4
#define WNOWAIT    0x01000000

typedef enum { P_ALL, P_PID, P_PGID } idtype_t;

#define WEXITSTATUS(status) ((status) >> 8 & 255)
#define WTERMSIG(status)    ((status)&127)
#define WSTOPSIG(status)    WEXITSTATUS(status)
#define WIFEXITED(status)   (WTERMSIG(status) == 0)
#define WIFSIGNALED(status) (WTERMSIG(status) != 0 && WTERMSIG(status) != 127)
#define WIFSTOPPED(status)  (((status)&255) == 127)
#define WCOREDUMP(status)   ((status)&128)

struct rusage;

#pragma library "process.c"
pid_t wait(int *__status);
pid_t waitpid(pid_t __process, int *__status, int __options);
int waitid(idtype_t __kind, id_t __id, siginfo_t *__to, int __options);
pid_t wait4(pid_t __process, int *__status, int __options, struct rusage *__usage);
pid_t wait3(int *__status, int __options, struct rusage *__usage);

#endif
