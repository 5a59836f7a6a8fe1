// POSIX: programs started beside this one, which fails with ENOSYS, as fork does.
#ifndef __SPAWN_H
#define __SPAWN_H

#include <sched.h>
#include <signal.h>
#include <sys/types.h>

#define POSIX_SPAWN_RESETIDS      1
#define POSIX_SPAWN_SETPGROUP     2
#define POSIX_SPAWN_SETSIGDEF     4
#define POSIX_SPAWN_SETSIGMASK    8
#define POSIX_SPAWN_SETSCHEDPARAM 16
#define POSIX_SPAWN_SETSCHEDULER  32

typedef struct {
    short __flags;
    pid_t __group;
    sigset_t __default;
    sigset_t __mask;
    struct sched_param __parameter;
    int __policy;
} posix_spawnattr_t;

// What nobody will do is not kept.
typedef struct {
    int __count;
} posix_spawn_file_actions_t;

#pragma library "spawn.c"
int posix_spawn(pid_t *restrict __process, const char *restrict __path,
                const posix_spawn_file_actions_t *__actions,
                const posix_spawnattr_t *restrict __attributes, char *const *__arguments,
                char *const *__variables);
int posix_spawnp(pid_t *restrict __process, const char *restrict __file,
                 const posix_spawn_file_actions_t *__actions,
                 const posix_spawnattr_t *restrict __attributes, char *const *__arguments,
                 char *const *__variables);
int posix_spawn_file_actions_init(posix_spawn_file_actions_t *__actions);
int posix_spawn_file_actions_destroy(posix_spawn_file_actions_t *__actions);
int posix_spawn_file_actions_addopen(posix_spawn_file_actions_t *restrict __actions,
                                     int __descriptor, const char *restrict __path, int __flags,
                                     mode_t __mode);
int posix_spawn_file_actions_addclose(posix_spawn_file_actions_t *__actions, int __descriptor);
int posix_spawn_file_actions_adddup2(posix_spawn_file_actions_t *__actions, int __descriptor,
                                     int __new);
int posix_spawnattr_init(posix_spawnattr_t *__attributes);
int posix_spawnattr_destroy(posix_spawnattr_t *__attributes);
int posix_spawnattr_getflags(const posix_spawnattr_t *restrict __attributes,
                             short *restrict __flags);
int posix_spawnattr_setflags(posix_spawnattr_t *__attributes, short __flags);
int posix_spawnattr_getpgroup(const posix_spawnattr_t *restrict __attributes,
                              pid_t *restrict __group);
int posix_spawnattr_setpgroup(posix_spawnattr_t *__attributes, pid_t __group);
int posix_spawnattr_getsigdefault(const posix_spawnattr_t *restrict __attributes,
                                  sigset_t *restrict __set);
int posix_spawnattr_setsigdefault(posix_spawnattr_t *restrict __attributes,
                                  const sigset_t *restrict __set);
int posix_spawnattr_getsigmask(const posix_spawnattr_t *restrict __attributes,
                               sigset_t *restrict __set);
int posix_spawnattr_setsigmask(posix_spawnattr_t *restrict __attributes,
                               const sigset_t *restrict __set);
int posix_spawnattr_getschedparam(const posix_spawnattr_t *restrict __attributes,
                                  struct sched_param *restrict __parameter);
int posix_spawnattr_setschedparam(posix_spawnattr_t *restrict __attributes,
                                  const struct sched_param *restrict __parameter);
int posix_spawnattr_getschedpolicy(const posix_spawnattr_t *restrict __attributes,
                                   int *restrict __policy);
int posix_spawnattr_setschedpolicy(posix_spawnattr_t *__attributes, int __policy);

#endif
